/**
 * Always, in a calm run, where it is claimed: what reaches a limit by itself is told at once. The first observation of a key
 * reaches it alone, and no collection is under way: then the limit is told by the time that all is over which the observation
 * led to, or another of that key by then, and not only when the epoch ends.
 */
import { nodeName } from '../model/cluster.ts';
import { describeValue } from '../model/describe.ts';
import { nextLimit } from '../model/threshold.ts';
import type { Threshold } from '../model/threshold.ts';
import type { Violation } from '../model/verdict.ts';
import { watchedRange } from '../reference/watched.ts';
import type { Account } from './accounts.ts';
import { observedIn } from './disagreement.ts';
import type { Evidence } from './evidence.ts';
import { observation } from './evidence.ts';
import { onlyRises } from './thresholds.ts';

/** @param atOnce of so many keys a protocol claims that it looks at them at once */
export function promptLooks(evidence: Evidence, accounts: readonly Account[], atOnce: number, violations: Violation[]): void {
  for (const { sumstat } of accounts) {
    const { threshold } = sumstat;
    if (threshold === undefined || !onlyRises(evidence, sumstat, threshold)) continue;
    const firsts = firstObservations(evidence, sumstat);
    if (firsts.size > atOnce) continue;
    for (const [key, event] of firsts) {
      const limit = nextLimit(threshold, 0) as number;
      const until = lastStepOf(evidence, sumstat, key, event);
      if (!reaches(evidence, sumstat, threshold, event, limit) || isUnderWay(evidence, sumstat, event, until)) continue;
      const isTold = evidence.trace.reports.some((report) => report.kind === 'crossing' && report.sumstat === sumstat.name && report.key === key && report.step <= until);
      if (!isTold) violations.push(violation(evidence, sumstat, key, event, limit));
    }
  }
}

type Watching = Account['sumstat'];

/** By key, the first observation that any worker made of it. */
function firstObservations(evidence: Evidence, sumstat: Watching): ReadonlyMap<string, number> {
  const { step } = evidence.trace;
  const firsts = new Map<string, number>();
  evidence.observers.forEach((_, place) => {
    for (const event of evidence.observed(sumstat, place)) {
      const key = evidence.countedAs(sumstat, event);
      const before = key === null ? undefined : firsts.get(key);
      if (key !== null && (before === undefined || (step[event] as number) < (step[before] as number))) firsts.set(key, event);
    }
  });
  return firsts;
}

function reaches(evidence: Evidence, sumstat: Watching, { watch }: Threshold, event: number, limit: number): boolean {
  const range = watchedRange(watch, sumstat, new Map([[observation(evidence, event).stream, observedIn(evidence, [event])]]));
  return range !== null && range.least >= limit;
}

/** Is a collection of the sumstat begun, or not over, from the observation until all that it led to is? */
function isUnderWay({ trace, questions }: Evidence, sumstat: Watching, observed: number, until: number): boolean {
  return questions.some(({ kind, event, sumstat: own, end }) => {
    const isOver = end !== null && end.step < (trace.step[observed] as number);
    return kind === 'epoch' && own === sumstat && !isOver && (trace.step[event] as number) <= until;
  });
}

/** Another worker may have asked for the look first. */
function lastStepOf(evidence: Evidence, sumstat: Watching, key: string, first: number): number {
  const own = lastStepBeneath(evidence, first);
  let last = own;
  evidence.observers.forEach((_, place) => {
    for (const event of evidence.observed(sumstat, place)) {
      if ((evidence.trace.step[event] as number) <= own && evidence.countedAs(sumstat, event) === key) last = Math.max(last, lastStepBeneath(evidence, event));
    }
  });
  return last;
}

function lastStepBeneath({ trace }: Evidence, root: number): number {
  let last = trace.step[root] as number;
  for (let event = root; event < trace.length; event++) if (trace.root[event] === root) last = Math.max(last, trace.step[event] as number);
  return last;
}

function violation({ trace }: Evidence, { name }: Watching, key: string, event: number, limit: number): Violation {
  const node = trace.to[event] as number;
  return {
    check: 'thresholds',
    side: 'not told at once',
    severity: 'safety',
    message: `the first observation of ${describeValue(key)} on ${nodeName(node)} reached ${limit} by itself, and when all was over that it led to nobody had been told`,
    sumstat: name,
    key,
    ...(node > 0 ? { workers: [node] } : {}),
    events: [event],
  };
}
