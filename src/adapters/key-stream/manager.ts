/** The manager of the push: results of all keys gather until every worker has said that it has no more. */
import type { Result } from '../../model/result.ts';
import type { ManagerEnv } from '../../protocol/env.ts';
import type { ManagerRole } from '../../protocol/protocol.ts';
import { merge } from '../../sumstats/merge.ts';
import type { KeyRequest } from '../key-request.ts';
import { openRequest, takeReply, timeOut } from '../key-request.ts';
import type { Messages } from './messages.ts';

export interface Collection {
  readonly sumstat: string;
  readonly epoch: number;
  readonly results: Map<string, Result>;
  /** How many workers have sent their end. */
  ended: number;
}

export interface ManagerState {
  nextUid: number;
  collections: Map<number, Collection>;
  requests: Map<number, KeyRequest>;
}

/**
 * The manager with its done check as an argument, for the twins' sake.
 * @param isComplete whether the epoch may end, by the number of ends and of workers now active
 */
export function managerWith(isComplete: (ended: number, workers: number) => boolean): ManagerRole<ManagerState, Messages> {
  return {
    initial: () => ({ nextUid: 0, collections: new Map(), requests: new Map() }),
    lasting: [],
    footprint: heldResults,
    on: {
      collect(state, { sumstat, epoch }, env) {
        const uid = state.nextUid++;
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
        } else if (!takeReply(state.requests, uid, result, env)) {
          env.warn(`a result for uid ${uid}, which is not open`);
        }
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

      requestKey(state, input, env) {
        openRequest(state.requests, state.nextUid++, input, env);
      },

      request_timeout(state, { uid }, env) {
        timeOut(state.requests, uid, env);
      },
    },
  };
}

export const manager = managerWith((ended, workers) => ended === workers);

export function finish(state: ManagerState, uid: number, env: ManagerEnv<Messages>): void {
  const { sumstat, epoch, results } = state.collections.get(uid) as Collection;
  for (const [key, result] of results) env.epochResult(sumstat, epoch, key, result);
  state.collections.delete(uid);
  env.epochFinished(sumstat, epoch);
}

function heldResults(state: ManagerState): number {
  let held = 0;
  for (const collection of state.collections.values()) held += collection.results.size;
  for (const request of state.requests.values()) if (request.result !== null) held++;
  return held;
}
