/**
 * What smaller means: the number of things in a case; ties by what they are; then by how plain everything else is. One
 * total order, in which every accepted step of shrinking descends.
 */
import type { Case } from '../model/case.ts';
import { TRANSPORTS } from '../model/case.ts';
import type { Sumstat } from '../model/sumstat.ts';
import type { Threshold } from '../model/threshold.ts';
import type { Value } from '../model/value.ts';

export interface Parts {
  readonly workers: number;
  readonly keys: number;
  /** Collections and requests: each is a question to the system. */
  readonly epochs: number;
  readonly observations: number;
  readonly faults: number;
  /** Sum of the schedule's entries. */
  readonly deviations: number;
}

export function partsOf(c: Case): Parts {
  const keys = new Set<string>();
  let epochs = 0;
  let observations = 0;
  for (const event of c.workload) {
    if (event.do !== 'collect') keys.add(event.key);
    if (event.do === 'observe') observations++;
    else epochs++;
  }
  let deviations = 0;
  for (const passed of c.schedule) deviations += passed;
  return { workers: c.cluster.workers.length, keys: keys.size, epochs, observations, faults: c.faults.length, deviations };
}

export function sizeOf(c: Case): number {
  const { workers, keys, epochs, observations, faults, deviations } = partsOf(c);
  return workers + keys + epochs + observations + faults + deviations;
}

/** Is the first case strictly smaller than the second? */
export function isSmaller(a: Case, b: Case): boolean {
  const ranks = [rank(a), rank(b)] as const;
  for (let i = 0; i < ranks[0].length; i++) {
    const difference = (ranks[0][i] as number) - (ranks[1][i] as number);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

function rank(c: Case): number[] {
  const parts = partsOf(c);
  const { workers, keys, epochs, observations, faults, deviations } = parts;
  return [
    workers + keys + epochs + observations + faults + deviations,
    workers,
    keys,
    epochs,
    observations,
    faults,
    deviations,
    c.workload.reduce((requests, event) => requests + Number(event.do === 'request'), 0),
    TRANSPORTS.indexOf(c.transport),
    Object.keys(c.options).length,
    c.quirks?.length ?? 0,
    c.workload.reduce((sum, event) => sum + Number(event.do === 'collect' && event.final === true), 0),
    c.sumstats.reduce((sum, sumstat) => sum + askedBy(sumstat), 0),
    c.sumstats.reduce((sum, { threshold }) => sum + limitsOf(threshold).reduce((inner, limit) => inner + Math.abs(limit - 1), 0), 0),
    c.cluster.latency.max - c.cluster.latency.min,
    c.seed,
    [c.cluster, ...c.cluster.workers].reduce((sum, { order }) => sum + (typeof order === 'number' ? order : order.length), 0),
    [c.cluster, ...c.cluster.workers].reduce((sum, { sweep = 0 }) => sum + sweep, 0),
    c.schedule.reduce((sum, passed, step) => sum + passed * step, 0),
    c.faults.reduce((sum, fault) => sum + Object.values(fault).reduce((fields: number, field) => fields + (typeof field === 'number' ? field : 0), 0), 0),
    c.workload.reduce((sum, event) => sum + event.at, 0),
    c.workload.reduce((sum, event) => sum + (event.do === 'observe' ? event.worker : 0), 0),
    c.workload.reduce((sum, event) => sum + ('key' in event ? event.key.length : 0), 0),
    c.workload.reduce((sum, event) => sum + (event.do === 'observe' ? oddity(event.value) : 0), 0),
  ];
}

/** How much is asked: each calculation, setting and limit counts, and a sum a little less. */
function askedBy({ reducers, threshold, epochResult }: Sumstat): number {
  const reduced = reducers.reduce((sum, reducer) => sum + Object.keys(reducer).length + reducer.apply.length + (reducer.apply[0] === 'SUM' ? 0 : 0.5), 0);
  const watched = threshold === undefined ? 0 : 2 + limitsOf(threshold).length + Object.keys(threshold.watch).length + Number(!('field' in threshold.watch && threshold.watch.field === 'num'));
  return reduced + watched + Number(epochResult !== undefined);
}

function limitsOf(threshold: Threshold | undefined): number[] {
  return threshold === undefined ? [] : [...(threshold.at === undefined ? [] : [threshold.at]), ...(threshold.series ?? [])];
}

/** How odd a value is: 1 is the plainest. */
function oddity(value: Value): number {
  if (typeof value === 'string') return 10 + value.length;
  return Math.abs(value - 1) + (Number.isInteger(value) ? 0 : 1) + (value < 0 ? 1 : 0);
}
