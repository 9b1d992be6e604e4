/** The manager of the push: results of all keys gather until every worker has said that it has no more. */
import type { Result } from '../../model/result.ts';
import type { ManagerEnv } from '../../protocol/env.ts';
import type { ManagerRole } from '../../protocol/protocol.ts';
import { merge } from '../../sumstats/merge.ts';
import type { AskingState } from '../asking.ts';
import { ASKING_FIELDS, askingHandlers, heldAsking, takeAnswer } from '../asking.ts';
import { beginEpoch, completeKey, endEpoch, managerWatchFor } from '../manager-watch.ts';
import type { Messages } from './messages.ts';

export interface Collection {
  readonly sumstat: string;
  readonly epoch: number;
  readonly results: Map<string, Result>;
  /** How many workers have sent their end. */
  ended: number;
}

export interface ManagerState extends AskingState {
  collections: Map<number, Collection>;
}

/**
 * The manager with its done check as an argument, for the twins' sake.
 * @param isComplete whether the epoch may end, by the number of ends and of workers now active
 */
export function managerWith(isComplete: (ended: number, workers: number) => boolean): ManagerRole<ManagerState, Messages> {
  return {
    initial: ({ sumstats }) => ({ nextUid: 0, requests: new Map(), views: new Map(), watch: managerWatchFor(sumstats), collections: new Map() }),
    lasting: ASKING_FIELDS,
    footprint: heldResults,
    on: {
      ...askingHandlers,

      collect(state, { sumstat, epoch }, env) {
        const uid = state.nextUid++;
        beginEpoch(state.watch, sumstat, epoch);
        state.collections.set(uid, { sumstat, epoch, results: new Map(), ended: 0 });
        if (env.workerCount() === 0) finish(state, uid, env);
        env.broadcast('cluster_ss_request', { uid, sumstat, cleanup: true });
        env.broadcast('get_some_key_data', { uid, sumstat });
      },

      cluster_send_result(state, { uid, key, result }, env) {
        const collection = state.collections.get(uid);
        if (collection !== undefined) {
          const merged = merge(collection.results.get(key) ?? null, result, env);
          if (merged !== null) collection.results.set(key, merged);
        } else takeAnswer(state, uid, result, env);
      },

      send_no_more_data(state, { uid }, env) {
        const collection = state.collections.get(uid);
        if (collection === undefined) {
          env.warn(`an end for uid ${uid}, which is not open`);
          return;
        }
        collection.ended += 1;
        if (isComplete(collection.ended, env.workerCount())) finish(state, uid, env);
      },
    },
  };
}

export const manager = managerWith((ended, workers) => ended === workers);

export function finish(state: ManagerState, uid: number, env: ManagerEnv<Messages>): void {
  const { sumstat, epoch, results } = state.collections.get(uid) as Collection;
  for (const [key, result] of results) completeKey(state.watch, sumstat, epoch, key, result, env);
  state.collections.delete(uid);
  endEpoch(state.watch, sumstat, epoch, env);
  env.epochFinished(sumstat, epoch);
}

function heldResults(state: ManagerState): number {
  let held = heldAsking(state);
  for (const collection of state.collections.values()) held += collection.results.size;
  return held;
}
