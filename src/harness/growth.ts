/** How costs grow: the same comparison again and again, with more workers each time, and then with more keys. */
import type { CostGrowth, GrowthStep } from '../model/run-report.ts';
import type { Protocol } from '../protocol/protocol.ts';
import type { Comparison } from './cost.ts';
import { compareCosts } from './cost.ts';
import { keyedObservations, MOST_OBSERVATIONS, observationsOf, parseKeys } from './workloads.ts';

export interface GrowthSteps {
  readonly workers: readonly number[];
  readonly keys: readonly number[];
}

/** By the same factor each time, so that what grows with a power of it grows by the same factor, too. */
export const GROWTH_STEPS: GrowthSteps = {
  workers: [2, 4, 8, 16, 32, 64, 128, 256, 512],
  keys: [1, 10, 100, 1_000, 10_000, 100_000],
};

export interface Growing extends Pick<Comparison, 'workers' | 'service' | 'seed'> {
  /** The keys while workers grow, as in `scan:1000`; while keys grow, they are spread in the same way, over `workers`. */
  readonly keys: string;
}

/**
 * @param onRow is told before each protocol of each step
 * @throws {BadInput} where the keys are not understood
 */
export function growthOf({ keys, workers, service, seed }: Growing, protocols: readonly Protocol[], steps: GrowthSteps = GROWTH_STEPS, onRow?: () => void): CostGrowth[] {
  const { kind } = parseKeys(keys);
  const along = (axis: CostGrowth['axis'], workloadAt: (at: number) => { spec: string; workers: number }): CostGrowth => {
    const fits = (at: number): boolean => observationsOf(workloadAt(at).spec, workloadAt(at).workers) <= MOST_OBSERVATIONS;
    const stepAt = (at: number): GrowthStep => {
      const { spec, workers: many } = workloadAt(at);
      const comparison = { title: `Keys ${spec}`, observations: keyedObservations(spec, many, seed), workers: many, service, seed };
      return { at, costs: compareCosts(comparison, protocols, onRow) };
    };
    return { axis, spread: axis === 'workers' ? keys : kind, steps: steps[axis].filter(fits).map(stepAt), leftOut: steps[axis].filter((at) => !fits(at)) };
  };
  return [along('workers', (at) => ({ spec: keys, workers: at })), along('keys', (at) => ({ spec: `${kind}:${at}`, workers }))];
}
