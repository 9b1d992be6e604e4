/** What is neither size nor cause: transport, options, latencies, orders, times, names and values, made plain. */
import type { Draft } from 'immer';
import type { Case } from '../../model/case.ts';
import type { WorkloadEvent } from '../../model/workload.ts';
import type { Pass } from '../pass.ts';
import { changed } from '../pass.ts';

/** The travel time of every message once latencies no longer matter, in microseconds. */
export const HOP = 1_000;

/** One and a half hops: between two steps of a collection. Far: when any collection is over. */
export const BETWEEN_HOPS = 1.5 * HOP;
export const FAR = 1_000_000;

/** Everything at once: once a failure is found, most of it is noise. */
export const plainAll: Pass = function* (c) {
  const plain = plainSumstats(plainCluster(c));
  yield changed(plain, (draft) => {
    draft.transport = 'serialize';
    draft.options = {};
    draft.schedule = [];
  });
  yield plain;
};

export const plainSettings: Pass = function* (c) {
  // If it fails over a transport that isolates, sharing is not the cause. Between the others it would be another cause.
  yield changed(c, (draft) => void (draft.transport = 'serialize'));
  for (const name of Object.keys(c.options)) yield changed(c, (draft) => void delete draft.options[name]);
  yield plainCluster(c);
  if (c.cluster.latency.max !== HOP) yield changed(c, (draft) => void (draft.cluster.latency = { min: HOP, max: HOP }));
  if (c.cluster.latency.max > c.cluster.latency.min) yield changed(c, (draft) => void (draft.cluster.latency.max = Math.floor((c.cluster.latency.min + c.cluster.latency.max) / 2)));
  if (c.seed > 0) for (const seed of [0, 1, 2, 3]) if (seed < c.seed) yield changed(c, (draft) => void (draft.seed = seed));
  yield changed(c, (draft) => {
    draft.cluster.order = 0;
    for (const worker of draft.cluster.workers) worker.order = 0;
  });
  yield changed(c, sweepAtOnce);
  yield changed(c, (draft) => {
    for (const event of draft.workload) if (event.do === 'collect') delete event.final;
  });
  yield plainSumstats(c);
  // Of a calculation that is wrong, the others are noise.
  for (const name of new Set(c.sumstats.flatMap((sumstat) => sumstat.reducers.flatMap((reducer) => reducer.apply)))) yield plainSumstats(c, name);
};

export const plainTimes: Pass = function* (c) {
  const times = [...new Set(c.workload.map((event) => event.at))].sort((a, b) => a - b);
  const respaced = (gap: (before: number, i: number) => number): Case => {
    let at = 0;
    const plain = new Map(times.map((time, i) => [time, (at += i === 0 ? 0 : gap(time - (times[i - 1] as number), i))]));
    return changed(c, (draft) => {
      for (const event of draft.workload) event.at = plain.get(event.at) as number;
    });
  };
  yield respaced(() => 0);
  yield respaced((before) => (before > 20 * HOP ? FAR : 0));
  yield respaced((before) => (before > 20 * HOP ? FAR : before > HOP / 2 ? BETWEEN_HOPS : 0));
  for (let i = 1; i < times.length; i++) {
    for (const shorter of [0, BETWEEN_HOPS, FAR]) yield respaced((before, j) => (j === i ? Math.min(before, shorter) : before));
  }
};

export const plainNames: Pass = function* (c) {
  const names = new Map<string, string>();
  for (const event of c.workload) {
    if ('key' in event && !names.has(event.key)) names.set(event.key, names.size < 26 ? String.fromCharCode(97 + names.size) : `k${names.size}`);
  }
  yield changed(c, (draft) => {
    for (const event of draft.workload) if ('key' in event) event.key = names.get(event.key) as string;
  });
};

export const plainValues: Pass = function* (c) {
  if (c.values === 'fingerprint') yield changed(c, (draft) => void (draft.values = 'given'));
  const ones = (event: WorkloadEvent): WorkloadEvent => (event.do === 'observe' ? { ...event, value: 1 } : event);
  yield changed(c, (draft) => void (draft.workload = draft.workload.map(ones)));
  for (const [i, event] of c.workload.entries()) if (event.do === 'observe' && event.value !== 1) yield changed(c, (draft) => void (draft.workload[i] = ones(event)));
};

function plainCluster(c: Case): Case {
  return changed(c, (draft) => {
    draft.seed = 0;
    draft.cluster.latency = { min: HOP, max: HOP };
    draft.cluster.order = 0;
    for (const worker of draft.cluster.workers) worker.order = 0;
    sweepAtOnce(draft);
  });
}

function sweepAtOnce({ cluster }: Draft<Case>): void {
  for (const node of [cluster, ...cluster.workers]) if (node.sweep !== undefined) delete node.sweep;
}

/** One stream, summed, or reduced by another calculation alone. */
function plainSumstats(c: Case, name = 'SUM'): Case {
  return changed(c, (draft) => {
    const [first] = draft.sumstats[0]?.reducers ?? [];
    if (first === undefined) return;
    for (const event of draft.workload) if (event.do === 'observe') event.stream = first.stream;
    draft.sumstats = draft.sumstats.map((sumstat) => ({ name: sumstat.name, reducers: [{ stream: first.stream, apply: [name] }] }));
  });
}
