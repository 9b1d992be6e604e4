/**
 * A manager that looks out for thresholds: whenever the whole of a key is known. That is when a key is complete at the end
 * of an epoch, and when a worker asked for a look in between (an intermediate update): then all workers are asked for what
 * they hold of the key now. Links keep their order, so that what they answer is all of the epoch open when they were asked.
 * Source: upstream `cluster_key_intermediate_response` and `threshold_crossed`.
 */
import type { Result } from '../model/result.ts';
import type { Sumstat } from '../model/sumstat.ts';
import { hasThreshold } from '../model/sumstat.ts';
import type { Env, ManagerEnv } from '../protocol/env.ts';
import type { Crossed } from '../sumstats/limiter.ts';
import { crossedBefore, noteCrossed } from '../sumstats/limiter.ts';
import { merge } from '../sumstats/merge.ts';
import { reachesNext } from '../sumstats/threshold.ts';
import { isAdmitted } from './admission.ts';
import { asksForResults, sumstatNamed } from './asked-for.ts';
import type { KeyRequestMessages } from './key-request.ts';
import type { Recent, WatchMessages } from './worker-watch.ts';

/** A look at the whole of a key between two epochs' ends. */
export interface View {
  readonly sumstat: string;
  readonly key: string;
  readonly epoch: number;
  replies: number;
  result: Result | null;
}

export interface ManagerWatch {
  /** By sumstat, the epoch now open: how many were collected. */
  readonly open: Map<string, number>;
  /** Of every epoch that is not over. */
  readonly crossed: Crossed;
  readonly recent: Recent;
}

export type Views = Map<number, View>;

type WatchingEnv = ManagerEnv<KeyRequestMessages & WatchMessages>;

/** Null where there is no threshold to look out for. */
export function managerWatchFor(sumstats: readonly Sumstat[]): ManagerWatch | null {
  return sumstats.some(hasThreshold) ? { open: new Map(), crossed: new Map(), recent: new Map() } : null;
}

/** From here on the next epoch is open. */
export function beginEpoch(watch: ManagerWatch | null, sumstat: string, epoch: number): void {
  watch?.open.set(sumstat, epoch + 1);
}

/** What was crossed in an epoch is of no use after its end. */
export function endEpoch(watch: ManagerWatch | null, sumstat: string, epoch: number, env: Env<object>): void {
  watch?.crossed.delete(scopeOf(sumstat, epoch, env));
}

/**
 * Looks at the whole of a key.
 * @param result what all workers together hold of it in that epoch; null for nothing
 * @returns the result, with what a quirk may have added to it
 */
export function lookAt(watch: ManagerWatch, sumstat: string, epoch: number, key: string, result: Result | null, env: ManagerEnv<WatchMessages>): Result | null {
  const asked = sumstatNamed(sumstat, env);
  if (asked.threshold === undefined) return result;
  const scope = scopeOf(sumstat, epoch, env);
  const before = crossedBefore(watch.crossed, scope, key);
  const whole = result ?? {};
  if (reachesNext(asked, whole, before, env)) {
    noteCrossed(watch.crossed, scope, key, before + 1);
    env.thresholdCrossed(sumstat, key, whole, before);
    env.broadcast('cluster_threshold_crossed', { sumstat, key, epoch, crossed: before + 1 });
  }
  return Object.keys(whole).length > 0 ? whole : result;
}

/** A key of an epoch is complete: it is held against the threshold, and told where results are asked for and there is one. */
export function completeKey(watch: ManagerWatch | null, sumstat: string, epoch: number, key: string, result: Result | null, env: ManagerEnv<WatchMessages>): void {
  const whole = watch === null ? result : lookAt(watch, sumstat, epoch, key, result, env);
  if (whole !== null && asksForResults(sumstat, env)) env.epochResult(sumstat, epoch, key, whole);
}

/** Asks all workers for a key that one of them thinks worth a look, where that is not too much. */
export function openView(watch: ManagerWatch, views: Views, uid: number, wish: WatchMessages['cluster_key_intermediate_response'], env: WatchingEnv): void {
  const { sumstat, key } = wish;
  let outstanding = 0;
  for (const view of views.values()) if (view.sumstat === sumstat) outstanding++;
  if (!isAdmitted(watch.recent, outstanding, wish, env)) return;
  views.set(uid, { sumstat, key, epoch: watch.open.get(sumstat) ?? 0, replies: 0, result: null });
  env.broadcast('cluster_get_result', { uid, sumstat, key, cleanup: false });
}

/** Takes in a worker's reply; false where the uid is of no open view. */
export function takeViewed(watch: ManagerWatch, views: Views, uid: number, part: Result | null, env: WatchingEnv): boolean {
  const view = views.get(uid);
  if (view === undefined) return false;
  view.result = merge(view.result, part, env);
  if (++view.replies === env.workerCount()) {
    views.delete(uid);
    lookAt(watch, view.sumstat, view.epoch, view.key, view.result, env);
  }
  return true;
}

/** By the quirk `resetRace` there is no telling apart what was crossed in one epoch from another. */
function scopeOf(sumstat: string, epoch: number, env: Env<object>): string {
  return env.quirks.resetRace ? sumstat : `${sumstat}\n${epoch}`;
}
