/** The manager of the shards: as for a push of all keys, but one bucket after another, so that it never holds more than one. */
import type { Result } from '../../model/result.ts';
import type { ManagerEnv } from '../../protocol/env.ts';
import type { ManagerRole } from '../../protocol/protocol.ts';
import { merge } from '../../sumstats/merge.ts';
import { asksForResults } from '../asked-for.ts';
import type { KeyRequest } from '../key-request.ts';
import { openRequest, takeReply, timeOut } from '../key-request.ts';
import type { ManagerWatch, Views } from '../manager-watch.ts';
import { beginEpoch, endEpoch, lookAt, openManagerWatch, openView, takeViewed } from '../manager-watch.ts';
import type { Messages } from './messages.ts';

export interface Collection {
  readonly uid: number;
  readonly sumstat: string;
  readonly epoch: number;
  /** The bucket that is being served; those below it are over. */
  bucket: number;
  /** What has come of its keys. */
  readonly results: Map<string, Result>;
  /** How many workers have sent all of it. */
  done: number;
}

export interface ManagerState {
  nextUid: number;
  collections: Map<number, Collection>;
  requests: Map<number, KeyRequest>;
  views: Views;
  watch: ManagerWatch;
}

export const manager: ManagerRole<ManagerState, Messages> = {
  initial: () => ({ nextUid: 0, collections: new Map(), requests: new Map(), views: new Map(), watch: openManagerWatch() }),
  lasting: ['watch'],
  footprint: heldResults,
  on: {
    collect(state, { sumstat, epoch }, env) {
      const uid = state.nextUid++;
      beginEpoch(state.watch, sumstat, epoch);
      const collection = { uid, sumstat, epoch, bucket: 0, results: new Map<string, Result>(), done: 0 };
      state.collections.set(uid, collection);
      env.broadcast('cluster_ss_request', { uid, sumstat, cleanup: true });
      if (env.workerCount() === 0) finish(state, collection, env);
      else askFor(collection, env);
    },

    cluster_send_result(state, { uid, key, result }, env) {
      const collection = state.collections.get(uid);
      if (collection !== undefined) {
        const merged = merge(collection.results.get(key) ?? null, result, env);
        if (merged !== null) collection.results.set(key, merged);
      } else if (!takeReply(state.requests, uid, result, env) && !takeViewed(state.watch, state.views, uid, result, env)) {
        env.warn(`a result for uid ${uid}, which is not open`);
      }
    },

    shard_done(state, { uid }, env) {
      const collection = state.collections.get(uid);
      if (collection === undefined) {
        env.warn(`an end for uid ${uid}, which is not open`);
        return;
      }
      collection.done += 1;
      if (collection.done < env.workerCount()) return;
      tellBucket(state, collection, env);
      collection.bucket += 1;
      if (collection.bucket < shardsOf(env)) askFor(collection, env);
      else finish(state, collection, env);
    },

    cluster_key_intermediate_response(state, asked, env) {
      openView(state.watch, state.views, state.nextUid++, asked, env);
    },

    requestKey(state, input, env) {
      openRequest(state.requests, state.nextUid++, input, env);
    },

    request_timeout(state, { uid }, env) {
      timeOut(state.requests, uid, env);
    },
  },
};

function shardsOf(env: ManagerEnv<Messages>): number {
  return env.options['shards'] as number;
}

function askFor({ uid, sumstat, bucket }: Collection, env: ManagerEnv<Messages>): void {
  env.broadcast('get_shard', { uid, sumstat, bucket, shards: shardsOf(env) });
}

/** All keys of the bucket are complete: tells them, and has room for the next. */
function tellBucket(state: ManagerState, collection: Collection, env: ManagerEnv<Messages>): void {
  const { sumstat, epoch, results } = collection;
  for (const [key, result] of results) {
    const whole = lookAt(state.watch, sumstat, epoch, key, result, env);
    if (whole !== null && asksForResults(sumstat, env)) env.epochResult(sumstat, epoch, key, whole);
  }
  results.clear();
  collection.done = 0;
}

function finish(state: ManagerState, { uid, sumstat, epoch }: Collection, env: ManagerEnv<Messages>): void {
  state.collections.delete(uid);
  endEpoch(state.watch, sumstat, epoch, env);
  env.epochFinished(sumstat, epoch);
}

function heldResults(state: ManagerState): number {
  let held = 0;
  for (const collection of state.collections.values()) held += collection.results.size;
  for (const asked of [...state.requests.values(), ...state.views.values()]) if (asked.result !== null) held++;
  return held;
}
