/**
 * The manager that polls: ask every worker for the name of one key; then, for each key named, ask every worker for its
 * part; then ask for names again, until a whole round names none. Each step ends when all workers have replied.
 */
import type { Result } from '../../model/result.ts';
import type { ManagerEnv } from '../../protocol/env.ts';
import type { ManagerRole } from '../../protocol/protocol.ts';
import type { Surroundings } from '../../sumstats/calculation.ts';
import { merge } from '../../sumstats/merge.ts';
import type { AskingState } from '../asking.ts';
import { ASKING_FIELDS, askingHandlers, heldAsking, takeAnswer } from '../asking.ts';
import { beginEpoch, completeKey, endEpoch, managerWatchFor } from '../manager-watch.ts';
import type { Messages } from './messages.ts';

export interface Collection {
  readonly uid: number;
  readonly sumstat: string;
  readonly epoch: number;
  /** Named by a worker and not fetched yet (upstream: `stats_keys`). */
  readonly named: Set<string>;
  /** Replies to the current question (upstream: `done_with`). */
  replies: number;
  /** What has come of the key being fetched (upstream: `key_requests`). */
  result: Result | null;
}

export interface ManagerState extends AskingState {
  collections: Map<number, Collection>;
}

/** What the twins vary. */
export interface Rules {
  /** Whether all replies to the current question are in, by their number and that of workers now active. */
  readonly isComplete: (replies: number, workers: number) => boolean;
  /** Takes a worker's part of a key into what has come of it so far. */
  readonly accumulate: (gathered: Result | null, part: Result | null, around: Surroundings) => Result | null;
}

export const RULES: Rules = { isComplete: (replies, workers) => replies === workers, accumulate: merge };

export function managerWith({ isComplete, accumulate }: Rules): ManagerRole<ManagerState, Messages> {
  /** Counts a reply; true when it was the last of its question. */
  function closes(collection: Collection, env: ManagerEnv<Messages>): boolean {
    collection.replies += 1;
    if (!isComplete(collection.replies, env.workerCount())) return false;
    collection.replies = 0;
    return true;
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
        const collection = { uid, sumstat, epoch, named: new Set<string>(), replies: 0, result: null };
        state.collections.set(uid, collection);
        if (env.workerCount() === 0) finish(state, collection, env);
        env.broadcast('cluster_ss_request', { uid, sumstat, cleanup: true });
        env.broadcast('get_a_key', { uid, sumstat, cleanup: true });
      },

      send_a_key(state, { uid, key }, env) {
        const collection = state.collections.get(uid);
        if (collection === undefined) {
          env.warn(`a key for uid ${uid}, which is not open`);
          return;
        }
        collection.named.add(key);
        if (closes(collection, env)) askNext(collection, env);
      },

      send_no_key(state, { uid }, env) {
        const collection = state.collections.get(uid);
        if (collection === undefined || !closes(collection, env)) return;
        if (collection.named.size > 0) askNext(collection, env);
        else finish(state, collection, env);
      },

      cluster_send_result(state, { uid, key, result }, env) {
        const collection = state.collections.get(uid);
        if (collection === undefined) {
          takeAnswer(state, uid, result, env);
          return;
        }
        collection.result = accumulate(collection.result, result, env);
        if (!closes(collection, env)) return;
        completeKey(state.watch, collection.sumstat, collection.epoch, key, collection.result, env);
        collection.result = null;
        askNext(collection, env);
      },
    },
  };
}

/** Fetches a key that was named, or asks for names again when there is none. */
function askNext({ uid, sumstat, named }: Collection, env: ManagerEnv<Messages>): void {
  const key = env.first(named);
  if (key === undefined) {
    env.broadcast('get_a_key', { uid, sumstat, cleanup: true });
  } else {
    named.delete(key);
    env.broadcast('cluster_get_result', { uid, sumstat, key, cleanup: true });
  }
}

function finish(state: ManagerState, { uid, sumstat, epoch }: Collection, env: ManagerEnv<Messages>): void {
  state.collections.delete(uid);
  endEpoch(state.watch, sumstat, epoch, env);
  env.epochFinished(sumstat, epoch);
}

function heldResults(state: ManagerState): number {
  let held = heldAsking(state);
  for (const collection of state.collections.values()) if (collection.result !== null) held++;
  return held;
}
