/** What every worker keeps until an epoch is cut off: its own open results, and what it knows of limits crossed in them. */
import type { ResultTable } from '../model/result.ts';
import type { Env } from '../protocol/env.ts';
import type { Observation } from '../sumstats/observe.ts';
import { observe } from '../sumstats/observe.ts';
import type { WatchMessages, WorkerWatch } from './worker-watch.ts';
import { forgetCrossed, learnCrossed, observeAndLook } from './worker-watch.ts';

export interface OpenState {
  /** Open results, by sumstat. */
  readonly live: Map<string, ResultTable>;
  /** Null where there is no threshold to look out for. */
  readonly watch: WorkerWatch | null;
}

/** The fields of a worker's state that may hold data at rest. */
export const OPEN_FIELDS = ['live', 'watch'] as const;

/** Ends the open epoch of a sumstat here: what is observed from now on is of the next one. */
export function cutOff({ live, watch }: OpenState, sumstat: string): ResultTable {
  const table = live.get(sumstat) as ResultTable;
  live.set(sumstat, new Map());
  if (watch !== null) forgetCrossed(watch, sumstat);
  return table;
}

export const openHandlers = {
  observe(state: OpenState, seen: Observation, env: Env<WatchMessages>): void {
    if (state.watch === null) observe(state.live, seen, env);
    else observeAndLook(state.live, state.watch, seen, env);
  },

  cluster_threshold_crossed(state: OpenState, crossing: WatchMessages['cluster_threshold_crossed'], env: Env<WatchMessages>): void {
    if (state.watch !== null) learnCrossed(state.watch, crossing, env);
  },
};
