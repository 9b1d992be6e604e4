/** The manager of the batches: the tables of all workers gather, until each has said that it has sent its last. */
import type { Result, ResultTable } from '../../model/result.ts';
import type { Env, ManagerEnv } from '../../protocol/env.ts';
import type { ManagerRole } from '../../protocol/protocol.ts';
import { merge } from '../../sumstats/merge.ts';
import { asksForResults } from '../asked-for.ts';
import type { AskingState } from '../asking.ts';
import { ASKING_FIELDS, askingHandlers, heldAsking, takeAnswer } from '../asking.ts';
import { beginEpoch, completeKey, endEpoch, managerWatchFor } from '../manager-watch.ts';
import type { Messages } from './messages.ts';

export interface Collection {
  readonly sumstat: string;
  readonly epoch: number;
  /** Upstream: `stats_results`. */
  readonly results: Map<string, Result>;
  /** How many workers are done (upstream: `done_with`). */
  done: number;
}

export interface ManagerState extends AskingState {
  readonly collections: Map<number, Collection>;
}

/** Whether a key is held against the threshold at the end of an epoch, by the batch that came last. */
type IsLookedAt = (key: string, last: ResultTable, env: Env<Messages>) => boolean;

export function managerWith(isLookedAt: IsLookedAt): ManagerRole<ManagerState, Messages> {
  function finish(state: ManagerState, uid: number, last: ResultTable, env: ManagerEnv<Messages>): void {
    const { sumstat, epoch, results } = state.collections.get(uid) as Collection;
    for (const [key, result] of results) {
      if (isLookedAt(key, last, env)) completeKey(state.watch, sumstat, epoch, key, result, env);
      else if (asksForResults(sumstat, env)) env.epochResult(sumstat, epoch, key, result);
    }
    state.collections.delete(uid);
    endEpoch(state.watch, sumstat, epoch, env);
    env.epochFinished(sumstat, epoch);
  }

  return {
    initial: ({ sumstats }) => ({ nextUid: 0, requests: new Map(), views: new Map(), watch: managerWatchFor(sumstats), collections: new Map() }),
    lasting: ASKING_FIELDS,
    footprint: heldResults,
    on: {
      ...askingHandlers,

      collect(state, { sumstat, epoch }, env) {
        const uid = state.nextUid++;
        beginEpoch(state.watch, sumstat, epoch);
        state.collections.set(uid, { sumstat, epoch, results: new Map(), done: 0 });
        if (env.workerCount() === 0) finish(state, uid, new Map(), env);
        env.broadcast('cluster_ss_request', { uid, sumstat });
      },

      cluster_ss_response(state, { uid, data, done }, env) {
        const collection = state.collections.get(uid);
        if (collection === undefined) {
          env.warn(`a batch for uid ${uid}, which is not open`);
          return;
        }
        const { results } = collection;
        for (const [key, part] of data) results.set(key, merge(results.get(key) ?? null, part, env) as Result);
        if (done && ++collection.done === env.workerCount()) finish(state, uid, data, env);
      },

      cluster_send_result(state, { uid, result }, env) {
        takeAnswer(state, uid, result, env);
      },
    },
  };
}

export const manager = managerWith((key, last, { quirks }) => !quirks.lastBatchThresholds || last.has(key));

function heldResults(state: ManagerState): number {
  let held = heldAsking(state);
  for (const { results } of state.collections.values()) held += results.size;
  return held;
}
