/**
 * The manager of the batches, as the real one was: its tables are upstream's, by their names, and so is what it does where an
 * entry is missing. An epoch is over when as many batches have said that they are the last as there are workers, and then
 * only the keys of the very last one are held against the threshold.
 */
import type { Result } from '../../model/result.ts';
import type { ManagerEnv } from '../../protocol/env.ts';
import { ExpiringTable } from '../../protocol/expiring-table.ts';
import type { ManagerInput, ManagerRole } from '../../protocol/protocol.ts';
import type { Crossed } from '../../sumstats/limiter.ts';
import { merge } from '../../sumstats/merge.ts';
import { asksForResults, sumstatNamed } from '../asked-for.ts';
import { REQUEST_TIMEOUT } from '../key-request.ts';
import { checkThresholds } from '../upstream/check-thresholds.ts';
import type { OutstandingViews } from '../upstream/outstanding-views.ts';
import { admit, release } from '../upstream/outstanding-views.ts';
import type { Generation } from './history.ts';
import type { Messages } from './messages.ts';

export interface ManagerState {
  nextUid: number;
  /** By uid, the number of its epoch, which upstream does not know and has no need to. */
  readonly epochs: Map<number, number>;
  /** By uid, what has come of an epoch. */
  readonly stats_results: ExpiringTable<number, Map<string, Result>>;
  /** By uid, how many are done; the first of them makes the counter. */
  readonly done_with: ExpiringTable<number, number>;
  /** By uid, what has come of a key; null for an empty result. */
  readonly key_requests: ExpiringTable<number, Result | null>;
  readonly outstanding_global_views: OutstandingViews;
  readonly threshold_tracker: Crossed;
  /** Requests of the user, by uid: upstream waits for each with `when`. */
  readonly requests: Map<number, ManagerInput['requestKey']>;
}

type E = ManagerEnv<Messages>;

export function managerOf({ requestsSayCleanup, lateBatches, looksCountFromZero, collections, outstanding }: Generation): ManagerRole<ManagerState, Messages> {
  function askForKey(uid: number, sumstat: string, key: string, cleanup: boolean, env: E): void {
    env.broadcast('cluster_key_request', requestsSayCleanup ? { uid, sumstat, key, cleanup } : { uid, sumstat, key });
  }

  return {
    initial: () => ({
      nextUid: 0,
      epochs: new Map(),
      stats_results: new ExpiringTable(collections),
      done_with: new ExpiringTable(collections),
      key_requests: new ExpiringTable(collections),
      outstanding_global_views: new ExpiringTable(outstanding),
      threshold_tracker: new Map(),
      requests: new Map(),
    }),
    // Counts of looks go down to 0 and stay.
    lasting: ['epochs', 'threshold_tracker', 'outstanding_global_views'],
    expiring: [{ table: 'stats_results' }, { table: 'done_with' }, { table: 'key_requests' }, { table: 'outstanding_global_views' }],
    footprint: heldResults,
    on: {
      collect(state, { sumstat, epoch }, env) {
        const uid = state.nextUid++;
        state.epochs.set(uid, epoch);
        state.stats_results.set(uid, new Map(), env.now);
        env.broadcast('cluster_ss_request', requestsSayCleanup ? { uid, sumstat, cleanup: true } : { uid, sumstat });
      },

      cluster_ss_response(state, { uid, sumstat, data, done }, env) {
        const { now } = env;
        if (done) state.done_with.set(uid, (state.done_with.get(uid, now) ?? 0) + 1, now);
        let gathered = state.stats_results.get(uid, now);
        if (gathered === undefined && lateBatches !== 'are not taken') {
          gathered = new Map();
          if (lateBatches === 'begin anew') state.stats_results.set(uid, gathered, now);
        }
        const isComplete = (state.done_with.get(uid, now) ?? 0) === env.workerCount();
        if (gathered !== undefined) {
          for (const [key, part] of data) {
            const whole = merge(gathered.get(key) ?? null, part, env) as Result;
            gathered.set(key, whole);
            if (isComplete) checkThresholds(state.threshold_tracker, sumstat, key, whole, env);
          }
        }
        if (!isComplete) return;
        // To tell of a table that is not there is an error, at which the handler goes on.
        if (gathered !== undefined) tell(state, uid, sumstat, gathered, env);
        state.stats_results.delete(uid);
        state.done_with.delete(uid);
        reset(state, sumstat, env);
      },

      cluster_key_response(state, { uid, sumstat, key, result }, env) {
        const { now } = env;
        const whole = merge(state.key_requests.get(uid, now) ?? null, result, env);
        state.key_requests.set(uid, whole, now);
        const replies = (state.done_with.get(uid, now) ?? 0) + 1;
        state.done_with.set(uid, replies, now);
        if (replies === env.workerCount()) {
          checkThresholds(state.threshold_tracker, sumstat, key, whole ?? {}, env);
          if (!state.requests.has(uid)) {
            state.key_requests.delete(uid);
            state.done_with.delete(uid);
            release(state.outstanding_global_views, sumstat, uid, true, now);
          }
        }
        answerRequests(state, env);
      },

      cluster_key_intermediate_response(state, { sumstat, key }, env) {
        const uid = state.nextUid;
        if (!admit(state.outstanding_global_views, sumstat, uid, false, env.now)) return;
        state.nextUid++;
        if (looksCountFromZero) state.done_with.set(uid, 0, env.now);
        askForKey(uid, sumstat, key, true, env);
      },

      // The first version had no requests; that of the next month stands in for it.
      requestKey(state, asked, env) {
        const uid = state.nextUid++;
        state.done_with.set(uid, 0, env.now);
        state.key_requests.set(uid, null, env.now);
        state.requests.set(uid, asked);
        askForKey(uid, asked.sumstat, asked.key, false, env);
        env.after(REQUEST_TIMEOUT, 'when_timeout', { uid });
        answerRequests(state, env);
      },

      when_timeout(state, { uid }, env) {
        const asked = state.requests.get(uid);
        if (asked === undefined) return;
        state.requests.delete(uid);
        env.warn(`request ${asked.request} took longer than 1 minute and was automatically cancelled: ${asked.sumstat}, ${asked.key}`);
        // An empty result: the user is not told that it is none.
        env.keyResult(asked.request, null);
      },

      peerUp: (state, _, env) => answerRequests(state, env),
      peerDown: (state, _, env) => answerRequests(state, env),
    },
  };
}

/** All at once. */
function tell({ epochs }: ManagerState, uid: number, sumstat: string, gathered: ReadonlyMap<string, Result>, env: E): void {
  const epoch = epochs.get(uid) ?? -1;
  if (asksForResults(sumstat, env)) for (const [key, result] of gathered) env.epochResult(sumstat, epoch, key, result);
  env.epochFinished(sumstat, epoch);
}

/** What was crossed is forgotten here, and then on the workers, once more. */
function reset({ threshold_tracker }: ManagerState, sumstat: string, env: E): void {
  threshold_tracker.delete(sumstat);
  if (sumstatNamed(sumstat, env).threshold !== undefined) env.broadcast('thresholds_reset', { sumstat });
}

/** Those for which as many replies are in as there are workers. */
function answerRequests(state: ManagerState, env: E): void {
  for (const [uid, { request }] of state.requests) {
    if (state.done_with.get(uid, env.now) !== env.workerCount()) continue;
    const result = state.key_requests.get(uid, env.now) ?? null;
    state.requests.delete(uid);
    state.key_requests.delete(uid);
    state.done_with.delete(uid);
    env.keyResult(request, result);
  }
}

function heldResults({ stats_results, key_requests }: ManagerState): number {
  let held = 0;
  for (const results of stats_results.values()) held += results.size;
  for (const result of key_requests.values()) if (result !== null) held++;
  return held;
}
