/**
 * A worker that looks out for thresholds. It sees a part of each key only, and so asks the manager to look at the whole
 * (an intermediate update) once its part reaches a fifth of the limit; a key that it asked for, not again for a minute.
 * Source: upstream `SumStats::data_added` of cluster.zeek.
 */
import { MANAGER } from '../model/cluster.ts';
import type { ResultTable } from '../model/result.ts';
import type { Sumstat } from '../model/sumstat.ts';
import { hasThreshold } from '../model/sumstat.ts';
import type { Env } from '../protocol/env.ts';
import type { Crossed } from '../sumstats/limiter.ts';
import { crossedBefore, noteCrossed } from '../sumstats/limiter.ts';
import type { Observation } from '../sumstats/observe.ts';
import { observe } from '../sumstats/observe.ts';
import { reachesNext } from '../sumstats/threshold.ts';

export type WatchMessages = {
  /** Worker to manager: look at the whole of this key. */
  cluster_key_intermediate_response: { sumstat: string; key: string };
  /** Manager to workers: so many limits of this key are crossed in this epoch. */
  cluster_threshold_crossed: { sumstat: string; key: string; epoch: number; crossed: number };
};

/** What part of the limit a worker's own part must reach (upstream: `cluster_request_global_view_percent`). */
const SHARE = 0.2;

/** How long a key that was asked for is not asked for again, in microseconds (upstream: `recent_global_view_keys`). */
export const RECENT = 60_000_000;

export interface WorkerWatch {
  /** Told by the manager, of the open epoch. */
  readonly crossed: Crossed;
  /** By sumstat, how many epochs were cut off. */
  readonly cuts: Map<string, number>;
  readonly recent: Recent;
}

/** Null where there is no threshold to look out for. */
export function watchFor(sumstats: readonly Sumstat[]): WorkerWatch | null {
  return sumstats.some(hasThreshold) ? { crossed: new Map(), cuts: new Map(), recent: new Map() } : null;
}

/** @param counted what may tell that a key need not be counted any further */
export function observeAndLook(live: Map<string, ResultTable>, watch: WorkerWatch, seen: Observation, env: Env<WatchMessages>, counted: Crossed = watch.crossed): void {
  observe(live, seen, env, {
    crossed: counted,
    look(sumstat, key, result) {
      const { name } = sumstat;
      if (isRecent(watch.recent, name, key, env.now) || !reachesNext(sumstat, result, crossedBefore(watch.crossed, name, key), env, SHARE)) return;
      env.send(MANAGER, 'cluster_key_intermediate_response', { sumstat: name, key });
      noteRecent(watch.recent, name, key, env.now);
    },
  });
}

/** An epoch was cut off: what was crossed in it is of the past. */
export function forgetCrossed(watch: WorkerWatch, sumstat: string): void {
  watch.crossed.delete(sumstat);
  watch.cuts.set(sumstat, cutsOf(watch, sumstat) + 1);
}

/** By the quirk `crossLeak` a crossing counts for the open epoch, also when it was found in one that was cut off before. */
export function learnCrossed(watch: WorkerWatch, { sumstat, key, epoch, crossed }: WatchMessages['cluster_threshold_crossed'], env: Env<WatchMessages>): void {
  if (env.quirks.crossLeak || epoch === cutsOf(watch, sumstat)) noteCrossed(watch.crossed, sumstat, key, crossed);
}

function cutsOf(watch: WorkerWatch, sumstat: string): number {
  return watch.cuts.get(sumstat) ?? 0;
}

/** By sumstat and key, when it was asked for last. */
export type Recent = Map<string, number>;

export function isRecent(recent: Recent, sumstat: string, key: string, now: number): boolean {
  const asked = recent.get(`${sumstat}\n${key}`);
  return asked !== undefined && now <= asked + RECENT;
}

export function noteRecent(recent: Recent, sumstat: string, key: string, now: number): void {
  recent.set(`${sumstat}\n${key}`, now);
}
