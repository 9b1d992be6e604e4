/**
 * Always: every result that is reported agrees with the reference over the observations that belong to it, and every key of
 * an epoch is reported, once. The same for the answers to requests.
 */
import { describeValue } from '../model/describe.ts';
import type { Undecided, Violation } from '../model/verdict.ts';
import type { Account, Expected } from './accounts.ts';
import type { Evidence, Question } from './evidence.ts';
import { possibleStreams, whyNoneFits } from './possible-results.ts';
import { judgeViews } from './views.ts';

export function resultsEqualReference(evidence: Evidence, accounts: readonly Account[], violations: Violation[], undecided: Undecided[]): void {
  for (const account of accounts) {
    if (account.isSilent) {
      unasked(evidence, account, violations);
      continue;
    }
    for (const { side, message, event, epoch, key, worker } of account.unexplained) {
      violations.push({
        check: 'results equal reference',
        side,
        severity: 'safety',
        message,
        sumstat: account.sumstat.name,
        ...(epoch === undefined ? {} : { epoch }),
        ...(key === undefined ? {} : { key }),
        ...(worker === undefined ? {} : { workers: [worker] }),
        ...(event === undefined ? {} : { events: [event] }),
      });
    }
    if (account.expected === null) {
      undecided.push({ check: 'results equal reference', why: `observations of ${account.sumstat.name} were made during collections, and their values are no fingerprints` });
      continue;
    }
    for (const [question, expected] of account.expected) judgeEpoch(evidence, account, question, expected, violations);
  }
  judgeViews(evidence, accounts, violations, undecided);
}

/** Nobody asked for results, and so nobody may be told any. */
function unasked(evidence: Evidence, { sumstat }: Account, violations: Violation[]): void {
  for (const question of evidence.questions) {
    const report = question.sumstat === sumstat ? question.reports.find(({ kind }) => kind === 'result') : undefined;
    if (report === undefined) continue;
    violations.push({
      check: 'results equal reference',
      side: 'not asked for',
      severity: 'safety',
      message: `${describeValue(report.key)} in epoch ${question.label} is reported, although no results of ${sumstat.name} are asked for`,
      sumstat: sumstat.name,
      epoch: question.label,
      key: report.key,
      events: [report.event],
    });
  }
}

function judgeEpoch(evidence: Evidence, account: Account, question: Question, expected: Expected, violations: Violation[]): void {
  const reported = new Set<string>();
  for (const report of question.reports) {
    if (report.kind !== 'result') continue;
    const { key } = report;
    const complain = (side: string, message: string, details: { expected?: string; actual?: string } = {}): void => {
      violations.push({ check: 'results equal reference', side, severity: 'safety', message, sumstat: question.sumstat.name, epoch: question.label, key, events: [report.event], ...details });
    };
    const named = (): string => `${describeValue(key)} in epoch ${question.label}`;
    if (reported.has(key)) complain('reported twice', `${named()} is reported a second time`);
    reported.add(key);
    const possible = [...possibleStreams(account, question, key)].filter((streams) => streams.size > 0);
    const why = whyNoneFits(evidence, question.sumstat, possible, report.result);
    if (why === undefined) complain('not of the epoch', `${named()} is reported, but nothing of it belongs there`, { expected: 'no report', actual: describeValue(report.result) });
    else {
      if (why !== null) complain(why.side, `${named()} is reported with ${why.of} = ${why.actual}; the reference says ${why.expected}`, { expected: why.expected, actual: why.actual });
    }
  }
  if (reported.size === expected.size && account.optional.size === 0) return;
  for (const [key, streams] of expected) {
    if (reported.has(key)) continue;
    violations.push({
      check: 'results equal reference',
      side: 'key missing',
      severity: 'safety',
      message: `${describeValue(key)} was observed in epoch ${question.label} and is not reported`,
      sumstat: question.sumstat.name,
      epoch: question.label,
      key,
      expected: [...streams].map(([stream, events]) => `${stream}: ${events.length} observed`).join(', '),
      actual: 'no report',
      ...(question.end === null ? {} : { events: [question.end.event] }),
    });
  }
}
