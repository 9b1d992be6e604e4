/** The manager of the shards: as for a push of all keys, but one bucket after another, so that it never holds more than one. */
import type { Result } from '../../model/result.ts';
import type { ManagerEnv } from '../../protocol/env.ts';
import type { ManagerRole } from '../../protocol/protocol.ts';
import { merge } from '../../sumstats/merge.ts';
import type { AskingState } from '../asking.ts';
import { ASKING_FIELDS, askingHandlers, heldAsking, takeAnswer } from '../asking.ts';
import { beginEpoch, completeKey, endEpoch, managerWatchFor } from '../manager-watch.ts';
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

export interface ManagerState extends AskingState {
  readonly collections: Map<number, Collection>;
}

export const manager: ManagerRole<ManagerState, Messages> = {
  initial: ({ sumstats }) => ({ nextUid: 0, requests: new Map(), views: new Map(), watch: managerWatchFor(sumstats), collections: new Map() }),
  lasting: ASKING_FIELDS,
  footprint: heldResults,
  on: {
    ...askingHandlers,

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
      } else takeAnswer(state, uid, result, env);
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
  for (const [key, result] of results) completeKey(state.watch, sumstat, epoch, key, result, env);
  results.clear();
  collection.done = 0;
}

function finish(state: ManagerState, { uid, sumstat, epoch }: Collection, env: ManagerEnv<Messages>): void {
  state.collections.delete(uid);
  endEpoch(state.watch, sumstat, epoch, env);
  env.epochFinished(sumstat, epoch);
}

function heldResults(state: ManagerState): number {
  let held = heldAsking(state);
  for (const collection of state.collections.values()) held += collection.results.size;
  return held;
}
