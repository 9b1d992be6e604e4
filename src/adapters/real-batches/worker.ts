/** A worker that pushes its table in batches, as the real one did: its tables are upstream's, by their names. */
import { MANAGER } from '../../model/cluster.ts';
import type { Result, ResultTable } from '../../model/result.ts';
import type { Env } from '../../protocol/env.ts';
import { ExpiringTable } from '../../protocol/expiring-table.ts';
import type { WorkerRole } from '../../protocol/protocol.ts';
import type { Crossed } from '../../sumstats/limiter.ts';
import { noteCrossed } from '../../sumstats/limiter.ts';
import { observe, openTables } from '../../sumstats/observe.ts';
import type { RecentKeys } from '../upstream/data-added.ts';
import { watcherOf } from '../upstream/data-added.ts';
import { CREATED } from '../upstream/expiries.ts';
import type { Generation } from './history.ts';
import type { Messages } from './messages.ts';

/** Upstream's `schedule 0.01 sec`, in microseconds. */
const PACE = 10_000;

export interface WorkerState {
  /** Open results, by sumstat. */
  readonly result_store: Map<string, ResultTable>;
  readonly threshold_tracker: Crossed;
  readonly recent_global_view_keys: RecentKeys;
  /** Tables being pushed, by uid (upstream hands each on from one `send_data` to the next). */
  readonly sending: Map<number, ResultTable>;
}

export function workerOf({ copies, requestsSayCleanup, batchesSayCleanup }: Generation): WorkerRole<WorkerState, Messages> {
  const sent = <V>(env: Env<Messages>, site: string, value: V): V => (copies ? env.copy(site, value) : value);

  return {
    initial: ({ sumstats }) => ({ result_store: openTables(sumstats), threshold_tracker: new Map(), recent_global_view_keys: new ExpiringTable(CREATED), sending: new Map() }),
    lasting: ['result_store', 'threshold_tracker'],
    expiring: [{ table: 'recent_global_view_keys' }],
    on: {
      observe({ result_store, threshold_tracker, recent_global_view_keys }, seen, env) {
        observe(result_store, seen, env, watcherOf(threshold_tracker, recent_global_view_keys, env));
      },

      cluster_ss_request({ result_store, threshold_tracker, sending }, { uid, sumstat }, env) {
        sending.set(uid, result_store.get(sumstat) as ResultTable);
        env.after(0, 'send_data', { uid, sumstat });
        result_store.set(sumstat, new Map());
        if (threshold_tracker.delete(sumstat)) env.after(0, 'thresholds_reset', { sumstat });
      },

      send_data({ sending }, { uid, sumstat }, env) {
        const table = sending.get(uid) as ResultTable;
        const data = takeBatch(table, Number(env.options['batch']), env);
        const done = table.size === 0;
        const batch = { uid, sumstat, data: sent(env, 'epoch', data), done };
        env.send(MANAGER, 'cluster_ss_response', batchesSayCleanup ? { ...batch, cleanup: true } : batch);
        if (done) sending.delete(uid);
        else env.after(PACE, 'send_data', { uid, sumstat });
      },

      cluster_key_request({ result_store }, { uid, sumstat, key, cleanup }, env) {
        const held = result_store.get(sumstat)?.get(key);
        const reply = { uid, sumstat, key, result: held === undefined ? null : sent(env, 'request', held) };
        env.send(MANAGER, 'cluster_key_response', requestsSayCleanup ? { ...reply, cleanup: cleanup === true } : reply);
      },

      cluster_threshold_crossed({ threshold_tracker }, { sumstat, key, crossed }) {
        noteCrossed(threshold_tracker, sumstat, key, crossed);
      },

      thresholds_reset({ threshold_tracker }, { sumstat }) {
        threshold_tracker.delete(sumstat);
      },
    },
  };
}

/** Walks the table and moves keys out of it, up to a batch. As it deletes while it walks, a key that shares the place of one that it moved is passed over, and left for the next batch. */
function takeBatch(table: ResultTable, size: number, env: Env<Messages>): ResultTable {
  const batch: ResultTable = new Map();
  const ahead = new Set(table.keys());
  while (batch.size < size) {
    const key = env.first(ahead);
    if (key === undefined) break;
    batch.set(key, table.get(key) as Result);
    table.delete(key);
    ahead.delete(key);
    const next = env.sharesPlace(key) ? env.first(ahead) : undefined;
    if (next !== undefined) ahead.delete(next);
  }
  return batch;
}
