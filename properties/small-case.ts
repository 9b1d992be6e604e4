/** Small cases for traces written by hand: two workers, one stream, its sum. */
import type { Case } from '../src/model/case.ts';
import { PLAIN_CASE } from '../src/model/plain-case.test-double.ts';
import type { Sumstat } from '../src/model/sumstat.ts';
import type { Threshold } from '../src/model/threshold.ts';
import type { WorkloadEvent } from '../src/model/workload.ts';

export function caseOf(...workload: WorkloadEvent[]): Case {
  return { ...PLAIN_CASE, protocol: 'by hand', cluster: { ...PLAIN_CASE.cluster, latency: { min: 0, max: 0 } }, workload };
}

export function observe(at: number, worker: number, key: string, value: number): WorkloadEvent {
  return { at, do: 'observe', worker, stream: 'x', key, value };
}

export function collect(at: number): WorkloadEvent {
  return { at, do: 'collect', sumstat: 's' };
}

export function request(at: number, key: string): WorkloadEvent {
  return { at, do: 'request', sumstat: 's', key };
}

export type Limits = Pick<Threshold, 'at' | 'series'>;

/** The sum is watched. */
export function watching(limits: Limits, workload: readonly WorkloadEvent[], more: Partial<Sumstat> = {}): Case {
  const c = caseOf(...workload);
  return { ...c, sumstats: c.sumstats.map((sumstat) => ({ ...sumstat, threshold: { watch: { field: 'sum', stream: 'x' }, ...limits }, ...more })) };
}
