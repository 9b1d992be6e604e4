/** The way down: passes in turn, each as long as it makes progress, until none does. Its end is a local minimum. */
import type { Case } from '../model/case.ts';
import { PASSES, smaller } from './candidates.ts';

export interface Reduction {
  readonly case: Case;
  /** How many cases were run. */
  readonly runs: number;
  /** Whether it ended because nothing smaller failed, and not because the runs were used up. */
  readonly complete: boolean;
}

/** Cases that are run at the most. */
export const REDUCTION_RUNS = 20_000;

/**
 * @param stillFails whether a case fails in the way that is being shrunk; called for cases that were not tried before
 */
export function reduce(failing: Case, stillFails: (c: Case) => boolean, maxRuns = REDUCTION_RUNS): Reduction {
  const tried = new Set<string>();
  let best = failing;
  let runs = 0;
  let progress = true;
  while (progress) {
    progress = false;
    for (const pass of PASSES) {
      let again = true;
      while (again) {
        again = false;
        for (const candidate of smaller(best, pass)) {
          const text = JSON.stringify(candidate);
          if (tried.has(text)) continue;
          tried.add(text);
          if (runs === maxRuns) return { case: best, runs, complete: false };
          runs++;
          if (!stillFails(candidate)) continue;
          best = candidate;
          progress = again = true;
          break;
        }
      }
    }
  }
  return { case: best, runs, complete: true };
}
