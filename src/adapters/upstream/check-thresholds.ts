/** Upstream's `check_thresholds` and `threshold_crossed` on the manager, where the whole of a key is known. */
import type { Result } from '../../model/result.ts';
import type { ManagerEnv } from '../../protocol/env.ts';
import type { Crossed } from '../../sumstats/limiter.ts';
import { crossedBefore, noteCrossed } from '../../sumstats/limiter.ts';
import { reachesNext } from '../../sumstats/threshold.ts';
import { sumstatNamed } from '../asked-for.ts';

export type CrossingMessages = {
  /** Manager to workers: so many limits of this key are crossed, in whichever epoch. */
  cluster_threshold_crossed: { sumstat: string; key: string; crossed: number };
};

/** @param crossed upstream: `threshold_tracker` */
export function checkThresholds(crossed: Crossed, sumstat: string, key: string, whole: Result, env: ManagerEnv<CrossingMessages>): void {
  const asked = sumstatNamed(sumstat, env);
  const before = crossedBefore(crossed, sumstat, key);
  if (asked.threshold === undefined || !reachesNext(asked, whole, before, env)) return;
  noteCrossed(crossed, sumstat, key, before + 1);
  env.thresholdCrossed(sumstat, key, whole, before);
  env.broadcast('cluster_threshold_crossed', { sumstat, key, crossed: before + 1 });
}
