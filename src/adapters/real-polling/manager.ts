/**
 * The manager of the real framework: its tables are upstream's, by their names, and so is what it does where an entry is
 * missing. Each step of a collection is over when the counter of its uid is the number of workers at the time of a reply.
 */
import type { Result } from '../../model/result.ts';
import type { ManagerEnv } from '../../protocol/env.ts';
import { ExpiringTable } from '../../protocol/expiring-table.ts';
import type { Expiring, ManagerRole } from '../../protocol/protocol.ts';
import type { Crossed } from '../../sumstats/limiter.ts';
import { merge } from '../../sumstats/merge.ts';
import { asksForResults } from '../asked-for.ts';
import { REQUEST_TIMEOUT } from '../key-request.ts';
import { checkThresholds } from '../upstream/check-thresholds.ts';
import type { RecentKeys } from '../upstream/data-added.ts';
import { recentKey } from '../upstream/data-added.ts';
import type { OutstandingViews } from '../upstream/outstanding-views.ts';
import { admit, release } from '../upstream/outstanding-views.ts';
import type { Generation } from './history.ts';
import type { Messages } from './messages.ts';
import type { When, Whens } from './whens.ts';
import { addWhen } from './whens.ts';

export interface ManagerState {
  nextUid: number;
  /** By uid, the number of its epoch, which upstream does not know and has no need to. */
  readonly epochs: Map<number, number>;
  /** By uid, keys that were named and not fetched yet (the first version: `stats_results`). */
  readonly stats_keys: ExpiringTable<number, Set<string>>;
  /** By uid, replies to the current question. */
  readonly done_with: ExpiringTable<number, number>;
  /** By uid, what has come of the key being fetched; null for an empty result. */
  readonly key_requests: ExpiringTable<number, Result | null>;
  /** Uids of the user's requests. */
  readonly dynamic_requests: ExpiringTable<number, true>;
  readonly outstanding_global_views: OutstandingViews;
  readonly recent_global_view_keys: RecentKeys;
  readonly threshold_tracker: Crossed;
  readonly whens: Whens;
}

type E = ManagerEnv<Messages>;
type Reply = Messages['cluster_send_result'];

export function managerOf(generation: Generation): ManagerRole<ManagerState, Messages> {
  const { keysGoLast, waitsForReplies, looks, marksRequests, looksBeforeReading, managerResets, keysGoAtEnd, managerRemembers, looksHaveUids, warns, whenSeesWorkers, namesOpenKeys } = generation;
  const { collections, outstanding, recent } = generation;

  /** Counts a reply (`++done_with[uid]`); are as many in as there are workers? */
  function countReply({ done_with }: ManagerState, uid: number, env: E): boolean {
    const replies = (done_with.get(uid, env.now) ?? 0) + 1;
    done_with.set(uid, replies, env.now);
    return replies === env.workerCount();
  }

  function askForNames({ done_with }: ManagerState, uid: number, sumstat: string, env: E): void {
    done_with.set(uid, 0, env.now);
    env.broadcast('get_a_key', namesOpenKeys ? { uid, sumstat } : { uid, sumstat, cleanup: true });
  }

  function requestAllCurrentKeys(state: ManagerState, uid: number, sumstat: string, env: E): void {
    const keys = state.stats_keys.get(uid, env.now);
    const key = keys === undefined ? undefined : env.first(keys);
    if (key === undefined) {
      askForNames(state, uid, sumstat, env);
      return;
    }
    state.done_with.set(uid, 0, env.now);
    env.broadcast('cluster_get_result', { uid, sumstat, key, cleanup: true });
    if (waitsForReplies) addWhen(state.whens, { uid, sumstat, key, then: 'end the key' });
    if (!keysGoLast) keys?.delete(key);
  }

  function handleEndOfResultCollection(state: ManagerState, { uid, sumstat, key, cleanup }: Omit<Reply, 'result'>, env: E): void {
    const { now } = env;
    const gathered = state.key_requests.get(uid, now);
    if (gathered === undefined && looksBeforeReading) {
      env.warn(`tried to handle the end of a result collection with no result for uid ${uid}: ${sumstat}, ${key}`);
      return;
    }
    if (gathered !== undefined) {
      const whole = gathered ?? {};
      checkThresholds(state.threshold_tracker, sumstat, key, whole, env);
      if (cleanup && asksForResults(sumstat, env) && Object.keys(whole).length > 0) env.epochResult(sumstat, state.epochs.get(uid) ?? -1, key, whole);
    }
    // Looks raised the count, and the keys of epochs lower it.
    release(state.outstanding_global_views, sumstat, uid, cleanup, now);
    state.key_requests.delete(uid);
    state.done_with.delete(uid);
    if (keysGoLast) state.stats_keys.get(uid, now)?.delete(key);
  }

  function finish(state: ManagerState, uid: number, sumstat: string, env: E): void {
    env.epochFinished(sumstat, state.epochs.get(uid) ?? -1);
    if (keysGoAtEnd) state.stats_keys.delete(uid);
    if (managerResets) state.threshold_tracker.delete(sumstat);
  }

  /** Does what was waited for and has come about. */
  function runWhens(state: ManagerState, env: E): void {
    if (state.whens.waiting.size === 0) return;
    for (const [number, when] of state.whens.waiting) {
      if (state.done_with.get(when.uid, env.now) !== env.workerCount()) continue;
      state.whens.waiting.delete(number);
      happen(state, when, env);
    }
  }

  function happen(state: ManagerState, when: When, env: E): void {
    const { uid, sumstat, key } = when;
    if (when.then === 'answer') {
      const result = state.key_requests.get(uid, env.now) ?? null;
      state.key_requests.delete(uid);
      state.done_with.delete(uid);
      if (marksRequests) state.dynamic_requests.delete(uid);
      env.keyResult(when.request, result);
      return;
    }
    const cleanup = when.then === 'end the key';
    handleEndOfResultCollection(state, { uid, sumstat, key, cleanup }, env);
    if (cleanup) requestAllCurrentKeys(state, uid, sumstat, env);
  }

  function waitAMinute(state: ManagerState, when: When, env: E): void {
    env.after(REQUEST_TIMEOUT, 'when_timeout', { when: addWhen(state.whens, when) });
  }

  const stats_keys: Expiring<ManagerState, E> = {
    table: 'stats_keys',
    ...(warns ? { expire: (_: ManagerState, uid: number, env: E) => env.warn(`the key request for uid ${uid} took longer than 1 minute and was automatically cancelled`) } : {}),
  };

  return {
    initial: () => ({
      nextUid: 0,
      epochs: new Map(),
      stats_keys: new ExpiringTable(collections),
      done_with: new ExpiringTable(collections),
      key_requests: new ExpiringTable(collections),
      dynamic_requests: new ExpiringTable(collections),
      outstanding_global_views: new ExpiringTable(outstanding),
      recent_global_view_keys: new ExpiringTable(recent),
      threshold_tracker: new Map(),
      whens: { next: 0, waiting: new Map() },
    }),
    lasting: ['epochs', 'threshold_tracker'],
    expiring: [{ table: 'recent_global_view_keys' }, stats_keys, { table: 'done_with' }, { table: 'key_requests' }, { table: 'dynamic_requests' }, { table: 'outstanding_global_views' }],
    footprint: heldResults,
    on: {
      collect(state, { sumstat, epoch }, env) {
        const uid = state.nextUid++;
        state.epochs.set(uid, epoch);
        state.stats_keys.set(uid, new Set(), env.now);
        env.broadcast('cluster_ss_request', { uid, sumstat, cleanup: true });
        askForNames(state, uid, sumstat, env);
      },

      send_no_key(state, { uid, sumstat }, env) {
        if (countReply(state, uid, env)) {
          state.done_with.delete(uid);
          const keys = state.stats_keys.get(uid, env.now);
          if (keys !== undefined && keys.size > 0) requestAllCurrentKeys(state, uid, sumstat, env);
          else if (keys !== undefined || looksBeforeReading) finish(state, uid, sumstat, env);
        }
        runWhens(state, env);
      },

      send_a_key(state, { uid, sumstat, key }, env) {
        const keys = state.stats_keys.get(uid, env.now);
        if (keys === undefined) {
          if (warns) env.warn(`a key for uid ${uid}, which is not known: ${sumstat}, ${key}`);
          return;
        }
        keys.add(key);
        if (countReply(state, uid, env)) {
          state.done_with.delete(uid);
          requestAllCurrentKeys(state, uid, sumstat, env);
        }
        runWhens(state, env);
      },

      cluster_send_result(state, reply, env) {
        const { uid, sumstat, result, cleanup } = reply;
        state.key_requests.set(uid, merge(state.key_requests.get(uid, env.now) ?? null, result, env), env.now);
        const isLast = countReply(state, uid, env);
        if (!waitsForReplies && !state.dynamic_requests.has(uid, env.now) && isLast) {
          handleEndOfResultCollection(state, reply, env);
          if (cleanup) requestAllCurrentKeys(state, uid, sumstat, env);
        }
        runWhens(state, env);
      },

      cluster_key_intermediate_response(state, { sumstat, key }, env) {
        const { now } = env;
        if (managerRemembers) {
          const entry = recentKey(sumstat, key);
          if (state.recent_global_view_keys.has(entry, now)) return;
          state.recent_global_view_keys.set(entry, true, now);
        }
        const uid = state.nextUid;
        if (!admit(state.outstanding_global_views, sumstat, uid, looksHaveUids, now)) return;
        state.nextUid++;
        state.done_with.set(uid, 0, now);
        env.broadcast('cluster_get_result', { uid, sumstat, key, cleanup: looks === 'are lost' });
        if (looks === 'are waited for') waitAMinute(state, { uid, sumstat, key, then: 'end the look' }, env);
        runWhens(state, env);
      },

      requestKey(state, { request, sumstat, key }, env) {
        const uid = state.nextUid++;
        state.done_with.set(uid, 0, env.now);
        state.key_requests.set(uid, null, env.now);
        if (marksRequests) state.dynamic_requests.set(uid, true, env.now);
        env.broadcast('cluster_get_result', { uid, sumstat, key, cleanup: false });
        waitAMinute(state, { uid, sumstat, key, then: 'answer', request }, env);
        runWhens(state, env);
      },

      when_timeout(state, { when: number }, env) {
        const when = state.whens.waiting.get(number);
        if (when === undefined) return;
        state.whens.waiting.delete(number);
        env.warn(`${when.then === 'answer' ? `request ${when.request}` : 'a look'} took longer than 1 minute and was automatically cancelled: ${when.sumstat}, ${when.key}`);
        // An empty result: the user is not told that it is none.
        if (when.then === 'answer') env.keyResult(when.request, null);
      },

      ...(whenSeesWorkers ? { peerUp: (state: ManagerState, _: unknown, env: E) => runWhens(state, env), peerDown: (state: ManagerState, _: unknown, env: E) => runWhens(state, env) } : {}),
    },
  };
}

function heldResults({ key_requests }: ManagerState): number {
  let held = 0;
  for (const result of key_requests.values()) if (result !== null) held++;
  return held;
}
