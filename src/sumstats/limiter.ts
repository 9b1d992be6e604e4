/** What was crossed already in the open epoch, and when a node may stop counting a key since nothing more will be told of it. */
import type { Quirks } from '../model/quirks.ts';
import type { Sumstat } from '../model/sumstat.ts';
import { wantsResults } from '../model/sumstat.ts';
import { nextLimit } from '../model/threshold.ts';

/** By sumstat and key, how many limits were crossed (upstream: `threshold_tracker`). */
export type Crossed = Map<string, Map<string, number>>;

export function crossedBefore(crossed: Crossed, sumstat: string, key: string): number {
  return crossed.get(sumstat)?.get(key) ?? 0;
}

export function noteCrossed(crossed: Crossed, sumstat: string, key: string, limits: number): void {
  const keys = crossed.get(sumstat);
  if (keys === undefined) crossed.set(sumstat, new Map([[key, limits]]));
  else keys.set(key, limits);
}

/** @param crossed how many limits of the key were crossed in this epoch */
export function isSpent(sumstat: Sumstat, crossed: number, quirks: Quirks): boolean {
  const { threshold } = sumstat;
  if (threshold === undefined || crossed === 0) return false;
  if (!wantsResults(sumstat)) return nextLimit(threshold, crossed) === undefined || (quirks.limiterPrecedence && threshold.at !== undefined);
  // The source joins its conditions so that the one on the results does not bind the one on the series.
  return quirks.limiterPrecedence && crossed === threshold.series?.length;
}
