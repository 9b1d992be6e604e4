/** Cases for the real protocols of a day: one stream, summed; with a limit where there is one. */
import type { Case } from '../../model/case.ts';
import { PLAIN_CASE } from '../../model/plain-case.test-double.ts';
import type { WorkloadEvent } from '../../model/workload.ts';

export const SECOND = 1_000_000;
export const HOP = 1_000;

export const observe = (at: number, worker: number, key: string, value = 1): WorkloadEvent => ({ at, do: 'observe', worker, stream: 'x', key, value });
export const collect = (at: number): WorkloadEvent => ({ at, do: 'collect', sumstat: 's' });
export const request = (at: number, key: string): WorkloadEvent => ({ at, do: 'request', sumstat: 's', key });

/** Both workers hold a, and the second b. */
export const SHARED = [observe(0, 1, 'a'), observe(0, 2, 'a', 10), observe(0, 2, 'b', 100)];

/** @param at the limit of the sum */
export function caseOf(workload: readonly WorkloadEvent[], at: number | undefined, more: Partial<Case>): Case {
  const sumstats = PLAIN_CASE.sumstats.map((sumstat) => ({ ...sumstat, ...(at === undefined ? {} : { threshold: { watch: { field: 'sum' as const, stream: 'x' }, at } }) }));
  return { ...PLAIN_CASE, sumstats, workload, ...more };
}
