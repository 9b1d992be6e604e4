/** A kind of fault at every target, with figures from a short ladder: what the search from below tries of it. */
import { MANAGER } from '../model/cluster.ts';
import type { Fault, FaultKind, FaultOf } from '../model/faults.ts';
import { ALWAYS } from './passes/faults.ts';
import { BETWEEN_HOPS, FAR, HOP } from './passes/plainness.ts';

/** Long and short, in microseconds. */
const DURATIONS = [10 * HOP, 100_000 * HOP];

/** Before anything, between the hops of a first question, and of one that is asked far later. */
const MOMENTS = [0, BETWEEN_HOPS, BETWEEN_HOPS + HOP, FAR, FAR + BETWEEN_HOPS];

/** Which message of a link. */
const NTH = [1, 2, 3];

const TOWARD = ['manager', 'worker'] as const;

/** By kind, what is tried of it in a cluster with so many workers. */
const PLACED: { readonly [K in FaultKind]: (workers: readonly number[], kind: FaultOf<K>) => Fault[] } = {
  'missing-copy': (_, kind) => [kind],
  'slow-node': (workers) => [MANAGER, ...workers].flatMap((node) => DURATIONS.map((service) => ({ fault: 'slow-node', node, service, from: 0, until: ALWAYS }))),
  pause: (workers) => [MANAGER, ...workers].flatMap((node) => MOMENTS.flatMap((from) => DURATIONS.map((lasts) => ({ fault: 'pause', node, from, until: from + lasts })))),
  'reorder-link': (workers) => workers.flatMap((worker) => TOWARD.map((toward) => ({ fault: 'reorder-link', worker, toward }))),
  'slow-link': (workers) => workers.flatMap((worker) => TOWARD.flatMap((toward) => DURATIONS.map((extra) => ({ fault: 'slow-link', worker, toward, extra, from: 0, until: ALWAYS })))),
  loss: (workers) => workers.flatMap((worker) => TOWARD.flatMap((toward) => NTH.map((nth) => ({ fault: 'loss', worker, toward, nth })))),
  duplicate: (workers) => workers.flatMap((worker) => TOWARD.flatMap((toward) => NTH.map((nth) => ({ fault: 'duplicate', worker, toward, nth, after: 0 })))),
  partition: (workers) => workers.flatMap((worker) => MOMENTS.flatMap((from) => DURATIONS.map((lasts) => ({ fault: 'partition', worker, from, until: from + lasts })))),
  crash: (workers, { restart }) => workers.flatMap((worker) => MOMENTS.map((at) => ({ fault: 'crash', worker, at, noticed: 0, ...(restart === undefined ? {} : { restart: HOP }) }))),
  leave: (workers, { back }) => workers.flatMap((worker) => MOMENTS.map((at) => ({ fault: 'leave', worker, at, noticed: 0, ...(back === undefined ? {} : { back: HOP }) }))),
  join: (workers) => workers.flatMap((worker) => MOMENTS.map((at) => ({ fault: 'join', worker, at }))),
  hello: (workers) => workers.flatMap((worker) => MOMENTS.map((at) => ({ fault: 'hello', worker, at }))),
};

export function placed(kind: Fault, workers: number): Fault[] {
  const numbers = Array.from({ length: workers }, (_, i) => i + 1);
  return (PLACED[kind.fault] as (workers: readonly number[], kind: Fault) => Fault[])(numbers, kind);
}
