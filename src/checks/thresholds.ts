/**
 * Always: a limit is told at most once for each key and epoch, in ascending order, with a result that the workers held and
 * that reaches it. By the end of an epoch its first limit was told of every key that reaches it however the epoch is cut.
 */
import { describeValue } from '../model/describe.ts';
import type { Sumstat } from '../model/sumstat.ts';
import type { Threshold } from '../model/threshold.ts';
import { nextLimit, watchedIn } from '../model/threshold.ts';
import type { Report } from '../model/trace.ts';
import { quantityOf } from '../model/value.ts';
import type { Undecided, Violation } from '../model/verdict.ts';
import { isMonotone, watchedRange } from '../reference/watched.ts';
import type { Account } from './accounts.ts';
import { isExact } from './cuts.ts';
import { observedIn } from './disagreement.ts';
import type { Evidence } from './evidence.ts';
import type { Found, Placed } from './crossings.ts';
import { epochsOf, whereFound, whyUntrue } from './crossings.ts';

export function thresholds(evidence: Evidence, accounts: readonly Account[], violations: Violation[], undecided: Undecided[]): void {
  for (const account of accounts) {
    const { threshold, name } = account.sumstat;
    if (threshold === undefined) continue;
    const placed: Placed[] = [];
    for (const report of evidence.trace.reports) {
      if (report.kind !== 'crossing' || report.sumstat !== name) continue;
      const found = whereFound(evidence, account, report);
      judgeCrossing(evidence, account, threshold, report, found, violations, undecided);
      placed.push({ report, epochs: epochsOf(evidence, account, found) });
    }
    judgeOrder(placed, violations);
    judgeTold(evidence, account, threshold, placed, violations, undecided);
  }
}

/** Is it told with a result that there was, and does that reach the limit? */
function judgeCrossing(evidence: Evidence, account: Account, threshold: Threshold, report: Report, found: Found, violations: Violation[], undecided: Undecided[]): void {
  const { index, key, result } = report;
  const why = whyUntrue(evidence, account, report, found);
  if (typeof why === 'number') {
    undecided.push({ check: 'thresholds', why: `a crossing of ${describeValue(key)} could have been found in ${why} different sets of observations` });
    return;
  }
  if (why !== null) {
    const told = `a crossing of ${describeValue(key)} is told with ${why.of} = ${why.actual}; the workers held ${why.expected}`;
    violations.push(violation(report, why.side, told, { expected: why.expected, actual: why.actual }));
    return;
  }
  const limit = nextLimit(threshold, index);
  const watched = watchedIn(threshold.watch, result ?? {});
  if (limit === undefined) violations.push(violation(report, 'no such limit', `limit ${index + 1} of ${describeValue(key)} is told as crossed, and there is none`));
  else if (!(watched >= limit)) violations.push(violation(report, 'not reached', `${describeValue(key)} is told to have crossed ${limit}, at ${watched}`, { expected: `at least ${limit}`, actual: String(watched) }));
}

/** One limit after another, each once. What may be of several epochs is right as long as it fits into one of them. */
function judgeOrder(placed: readonly Placed[], violations: Violation[]): void {
  const crossed = new Map<string, number>();
  const unsure: Placed[] = [];
  for (const one of placed) {
    const { report, epochs } = one;
    if (epochs.size !== 1) {
      unsure.push(one);
      continue;
    }
    const [epoch] = epochs as Iterable<number>;
    const name = `${epoch}\n${report.key}`;
    const before = crossed.get(name) ?? 0;
    const named = (): string => `limit ${report.index + 1} of ${describeValue(report.key)} in epoch ${epoch}`;
    if (report.index < before) violations.push(violation(report, 'told twice', `${named()} is told a second time`, {}, epoch));
    else if (report.index > before + unsure.filter(({ report: earlier, epochs: open }) => earlier.key === report.key && open.has(epoch as number)).length) violations.push(violation(report, 'out of order', `${named()} is told before limit ${before + 1}`, {}, epoch));
    crossed.set(name, Math.max(before, report.index + 1));
  }
}

/** Was every key that surely reaches the first limit told by the end of its epoch? */
function judgeTold(evidence: Evidence, account: Account, threshold: Threshold, placed: readonly Placed[], violations: Violation[], undecided: Undecided[]): void {
  const { sumstat, expected, cuts, isSilent } = account;
  const limit = nextLimit(threshold, 0) as number;
  if (expected === null || (isSilent && !cuts.every(isExact) && !onlyRises(evidence, sumstat, threshold))) {
    undecided.push({ check: 'thresholds', why: `observations of ${sumstat.name} were made during collections, and ${expected === null ? 'their values are no fingerprints' : 'what is watched may fall'}` });
    return;
  }
  const { reports } = evidence.trace;
  for (const [question, keys] of expected) {
    const end = question.end as Report;
    for (const [key, streams] of keys) {
      if (placed.some(({ report, epochs }) => report.key === key && report.index === 0 && epochs.has(question.label) && reports.indexOf(report) < reports.indexOf(end))) continue;
      const range = watchedRange(threshold.watch, sumstat, new Map([...streams].map(([stream, events]) => [stream, observedIn(evidence, events)])));
      if (range === null || !(range.least >= limit)) continue;
      // With the part of one that is missing it may be less.
      if (account.optional.get(question)?.some((part) => part.has(key)) === true) continue;
      violations.push({
        check: 'thresholds',
        side: 'not told',
        severity: 'safety',
        message: `${describeValue(key)} crossed ${limit} in epoch ${question.label}, and nobody was told by its end`,
        sumstat: sumstat.name,
        epoch: question.label,
        key,
        expected: `a crossing, at ${range.least} or more`,
        actual: 'none',
        events: [end.event],
      });
    }
  }
}

/** With more observations, can what is watched only become more? */
export function onlyRises({ case: c }: Evidence, sumstat: Sumstat, { watch }: Threshold): boolean {
  return isMonotone(watch, sumstat, (stream) => c.workload.flatMap((event) => (event.do === 'observe' && event.stream === stream ? [quantityOf(event.value)] : [])));
}

function violation(report: Report, side: string, message: string, more: { expected?: string; actual?: string } = {}, epoch?: number): Violation {
  return {
    check: 'thresholds',
    side,
    severity: 'safety',
    message,
    sumstat: report.sumstat,
    key: report.key,
    events: [report.event],
    ...(epoch === undefined ? {} : { epoch }),
    ...more,
  };
}
