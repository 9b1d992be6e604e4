/** What a protocol costs: counted from the messages of a run, not computed from a formula. */
import type { Case } from '../model/case.ts';
import { MANAGER } from '../model/cluster.ts';
import type { CostRow, CostTable, Refusal } from '../model/run-report.ts';
import type { Trace } from '../model/trace.ts';
import { COLLECT } from '../model/trace.ts';
import type { Verdict } from '../model/verdict.ts';
import type { Observe } from '../model/workload.ts';
import type { Protocol } from '../protocol/protocol.ts';
import { encodedSize } from './encoded-size.ts';
import { heldBytes } from './held-bytes.ts';
import { refusalOf, spreadOf } from './refusal.ts';
import { roundsOf } from './rounds.ts';
import { runCase } from './run-case.ts';
import { costCase, withSlowWorker } from './workloads.ts';

export interface Comparison {
  readonly title: string;
  readonly observations: readonly Observe[];
  readonly workers: number;
  /** Microseconds that each message costs the manager. */
  readonly service: number;
  readonly seed: number;
}

/** Runs the same observations through each protocol, but for those that would send too much by their own claim. */
export function compareCosts({ title, observations, workers, service, seed }: Comparison, protocols: readonly Protocol[], onRow?: (protocol: string) => void): CostTable {
  const spread = spreadOf(observations, workers);
  const rows: CostRow[] = [];
  const refused: Refusal[] = [];
  for (const protocol of protocols) {
    onRow?.(protocol.name);
    const refusal = refusalOf(protocol, spread);
    if (refusal === null) rows.push(costOf(costCase(protocol.name, observations, workers, service, seed), protocol, service));
    else refused.push(refusal);
  }
  return { title, workers, keys: spread.keys, pairs: spread.pairs, observations: observations.length, service, rows, refused };
}

/** Three runs: one that is counted and judged, the same with a slow worker, judged as well, and one to size what the manager holds. */
export function costOf(c: Case, protocol: Protocol, service: number): CostRow {
  const { trace, verdict } = runCase(c, protocol, { measureFootprint: true });
  const slowed = runCase(withSlowWorker(c), protocol);
  const idle = idleRounds(trace);
  const sent: { [type: string]: number } = {};
  const emailCounts: { [type: string]: number } = {};
  const sizes = new Float64Array(trace.length);
  let deliveries = 0;
  let bytes = 0;
  let handled = 0;
  let useless = 0;
  for (let event = 0; event < trace.length; event++) {
    if (!trace.isMessage(event)) continue;
    const type = trace.typeName(event);
    sizes[event] = Buffer.byteLength(type) + encodedSize(trace.bodies[event] as object);
    deliveries++;
    bytes += sizes[event] as number;
    if (trace.group[event] === event) {
      sent[type] = (sent[type] ?? 0) + 1;
      if (!idle.has(event) && !idle.has(trace.group[trace.cause[event] as number] as number)) emailCounts[type] = (emailCounts[type] ?? 0) + 1;
    }
    if (trace.to[event] !== MANAGER) continue;
    handled++;
    if ((trace.bodies[event] as { result?: unknown }).result === null) useless++;
  }
  return {
    protocol: protocol.name,
    ...told(verdict, slowed.verdict),
    emailCounts,
    sent,
    deliveries,
    bytes,
    rounds: roundsOf(trace),
    finishedAfter: timeToFinish(trace),
    slowedAfter: timeToFinish(slowed.trace),
    managerBusy: handled * service,
    uselessShare: handled === 0 ? 0 : useless / handled,
    ...peakInbox(trace, sizes),
    peakResults: trace.peakFootprint,
    peakBytes: heldBytes(c, protocol, trace.peakFootprint),
  };
}

/** A cost is one of a right answer only if the answer is right both times. */
function told(verdict: Verdict, slowed: Verdict): Pick<CostRow, 'verdict' | 'why'> {
  if (verdict.kind !== 'held' || slowed.kind === 'held') return { verdict: verdict.kind, why: whyOf(verdict) };
  return { verdict: slowed.kind, why: `with a slow worker: ${whyOf(slowed)}` };
}

function whyOf(verdict: Verdict): string {
  if (verdict.kind === 'violated') return verdict.violations[0].message;
  return verdict.kind === 'inconclusive' ? verdict.undecided[0].why : '';
}

/**
 * Broadcasts that bring nothing: no reply carries a key or a result. The e-mail leaves them out: the request that cuts the
 * tables off, and the closing round in which nobody has a key.
 */
function idleRounds(trace: Trace): Set<number> {
  const idle = new Set<number>();
  for (let event = 0; event < trace.length; event++) {
    if (trace.isMessage(event) && trace.from[event] === MANAGER) idle.add(trace.group[event] as number);
  }
  for (let event = 0; event < trace.length; event++) {
    if (!trace.isMessage(event) || trace.to[event] !== MANAGER) continue;
    if (bringsSomething(trace.bodies[event] as object)) idle.delete(trace.group[trace.cause[event] as number] as number);
  }
  return idle;
}

/** A key, a result, or a table or list of some. */
function bringsSomething(body: { readonly key?: unknown; readonly result?: unknown }): boolean {
  return body.key !== undefined || (body.result ?? null) !== null || Object.values(body).some((field) => (field instanceof Map && field.size > 0) || (Array.isArray(field) && field.length > 0));
}

function timeToFinish(trace: Trace): number {
  const end = trace.reports.find((report) => report.kind === 'finished');
  for (let step = 0; step < trace.steps; step++) {
    const event = trace.order[step] as number;
    if (trace.type[event] === COLLECT) return end === undefined ? Infinity : end.at - (trace.handledAt[event] as number);
  }
  return Infinity;
}

/** The most messages and bytes that had arrived at the manager and were not done with. */
function peakInbox(trace: Trace, sizes: Float64Array): Pick<CostRow, 'peakInbox' | 'peakInboxBytes'> {
  const arrivals: number[] = [];
  for (let event = 0; event < trace.length; event++) if (trace.isMessage(event) && trace.to[event] === MANAGER) arrivals.push(event);
  const handled = arrivals.filter((event) => trace.step[event] !== -1).sort((a, b) => (trace.step[a] as number) - (trace.step[b] as number));
  arrivals.sort((a, b) => (trace.dueAt[a] as number) - (trace.dueAt[b] as number) || a - b);
  let done = 0;
  let bytes = 0;
  let peakMessages = 0;
  let peakBytes = 0;
  arrivals.forEach((event, i) => {
    const now = trace.dueAt[event] as number;
    for (; done < handled.length && (trace.handledAt[handled[done] as number] as number) < now; done++) bytes -= sizes[handled[done] as number] as number;
    bytes += sizes[event] as number;
    peakMessages = Math.max(peakMessages, i + 1 - done);
    peakBytes = Math.max(peakBytes, bytes);
  });
  return { peakInbox: peakMessages, peakInboxBytes: peakBytes };
}
