/** Always: over all epochs, each observation is in one, once, or still open. */
import { nodeName } from '../model/cluster.ts';
import { plural } from '../model/describe.ts';
import type { Sumstat } from '../model/sumstat.ts';
import type { Undecided, Violation } from '../model/verdict.ts';
import type { Account, Expected } from './accounts.ts';
import { lackable } from './cuts.ts';
import type { Evidence, Question } from './evidence.ts';
import { observation } from './evidence.ts';

export function exactlyOnce(evidence: Evidence, accounts: readonly Account[], violations: Violation[], undecided: Undecided[]): void {
  for (const account of accounts) {
    if (account.isSilent) continue;
    if (account.counts !== null) judgeCounts(evidence, account, account.counts, violations);
    else if (account.expected !== null) judgeTotals(evidence, account, violations);
    else undecided.push({ check: 'exactly once', why: `observations of ${account.sumstat.name} were made during collections, and their values are no fingerprints` });
  }
}

/** Fingerprints tell of each observation how often it was reported. */
function judgeCounts(evidence: Evidence, { sumstat, cuts }: Account, counts: readonly number[], violations: Violation[]): void {
  for (const [i, node] of evidence.observers.entries()) {
    const own = cuts[i] ?? [];
    const mayLack = lackable(evidence, i, own);
    const surelyCut = own.reduce((most, cut) => Math.max(most, cut.lower), 0);
    evidence.observed(sumstat, i).forEach((event, position) => {
      const count = counts[event] as number;
      if (count > 1) violations.push(violation(evidence, sumstat.name, event, node, 'counted twice', count));
      else if (count === 0 && position < surelyCut && !mayLack(position)) violations.push(violation(evidence, sumstat.name, event, node, 'lost', 0));
    });
  }
}

function violation(evidence: Evidence, sumstat: string, event: number, worker: number, side: string, times: number): Violation {
  const { key } = observation(evidence, event);
  return {
    check: 'exactly once',
    side,
    severity: 'safety',
    message: `an observation of ${JSON.stringify(key)} on ${nodeName(worker)} is ${times === 0 ? 'in no epoch, although it was cut' : `reported ${times} times`}`,
    sumstat,
    key,
    workers: [worker],
    expected: '1',
    actual: String(times),
    events: [event],
  };
}

/** Without fingerprints, by number: more than was ever observed is counted twice, less than was cut is lost. */
function judgeTotals(evidence: Evidence, account: Account, violations: Violation[]): void {
  const { sumstat, expected, cuts } = account;
  // What is right in each epoch is right in all of them together.
  if (expected === null || (account.optional.size === 0 && [...expected].every(([question, table]) => reportsNumbersOf(question, table)))) return;
  const totals = new Map<string, { key: string; reported: number; cut: number }>();
  const total = (stream: string, key: string): { reported: number; cut: number } => {
    const name = `${stream}\n${key}`;
    let found = totals.get(name);
    if (found === undefined) totals.set(name, (found = { key, reported: 0, cut: 0 }));
    return found;
  };
  for (const [question, table] of expected) {
    for (const [key, streams] of table) for (const [stream, events] of streams) total(stream, key).cut += events.length;
    for (const { result, key } of question.reports) {
      if (result !== null) for (const stream of Object.keys(result)) total(stream, key).reported += result[stream]?.num ?? 0;
    }
  }
  let observed: Map<string, number> | null = null;
  // What is cut for an epoch that never ended may have been reported by another: then less is not lost.
  const hidden = cuts.some((own) => own.some((cut) => cut.question.end?.kind !== 'finished'));
  for (const [name, { key, reported, cut }] of totals) {
    if (reported === cut || (reported < cut && hidden)) continue;
    observed ??= countObserved(evidence, sumstat);
    const all = observed.get(name) ?? 0;
    if (reported < cut || reported > all) {
      violations.push({
        check: 'exactly once',
        side: reported < cut ? 'lost' : 'counted twice',
        severity: 'safety',
        message: `of ${JSON.stringify(key)}, ${plural(all, 'observation')} ${all === 1 ? 'was' : 'were'} made and ${cut} cut, and all epochs together report ${reported}`,
        sumstat: sumstat.name,
        key,
        expected: String(cut),
        actual: String(reported),
      });
    }
  }
}

function countObserved(evidence: Evidence, sumstat: Sumstat): Map<string, number> {
  const counts = new Map<string, number>();
  evidence.case.workload.forEach((item, event) => {
    if (item.do !== 'observe' || evidence.trace.step[event] === -1) return;
    const key = evidence.countedAs(sumstat, event);
    if (key === null) return;
    const name = `${item.stream}\n${key}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  });
  return counts;
}

/** Is each key of the epoch reported once, with as many observations of each stream as were cut, and nothing else? */
function reportsNumbersOf(question: Question, expected: Expected): boolean {
  const keys = new Set<string>();
  for (const { kind, key, result } of question.reports) {
    if (kind !== 'result' || result === null) continue;
    const streams = expected.get(key);
    if (streams === undefined || keys.has(key)) return false;
    keys.add(key);
    for (const [stream, events] of streams) if (result[stream]?.num !== events.length) return false;
    for (const stream in result) if (!streams.has(stream)) return false;
  }
  return keys.size === expected.size;
}
