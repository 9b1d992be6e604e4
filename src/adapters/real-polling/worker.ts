/** A worker of the real framework: its tables are upstream's, by their names, and so is what it does without one. */
import { MANAGER } from '../../model/cluster.ts';
import type { ResultTable } from '../../model/result.ts';
import type { Env } from '../../protocol/env.ts';
import { ExpiringTable } from '../../protocol/expiring-table.ts';
import type { WorkerRole } from '../../protocol/protocol.ts';
import type { Crossed } from '../../sumstats/limiter.ts';
import { noteCrossed } from '../../sumstats/limiter.ts';
import { observe, openTables } from '../../sumstats/observe.ts';
import type { RecentKeys } from '../upstream/data-added.ts';
import { watcherOf } from '../upstream/data-added.ts';
import type { Generation } from './history.ts';
import type { Messages } from './messages.ts';

export interface WorkerState {
  /** Open results, by sumstat. */
  readonly result_store: Map<string, ResultTable>;
  readonly threshold_tracker: Crossed;
  /** Snapshots being collected, by uid. They are not deleted; when all is fetched they are empty. */
  readonly sending_results: ExpiringTable<number, ResultTable>;
  readonly recent_global_view_keys: RecentKeys;
}

export function workerOf({ snapshotIsCopied, namesOpenKeys, resetsTwice, copies, snapshots, recent }: Generation): WorkerRole<WorkerState, Messages> {
  const sent = <V>(env: Env<Messages>, site: string, value: V): V => (copies ? env.copy(site, value) : value);

  return {
    initial: ({ sumstats }) => ({
      result_store: openTables(sumstats),
      threshold_tracker: new Map(),
      sending_results: new ExpiringTable(snapshots),
      recent_global_view_keys: new ExpiringTable(recent),
    }),
    lasting: ['result_store', 'threshold_tracker'],
    expiring: [{ table: 'recent_global_view_keys' }, { table: 'sending_results' }],
    on: {
      observe({ result_store, threshold_tracker, recent_global_view_keys }, seen, env) {
        observe(result_store, seen, env, watcherOf(threshold_tracker, recent_global_view_keys, env));
      },

      cluster_ss_request({ result_store, threshold_tracker, sending_results }, { uid, sumstat }, env) {
        const table = result_store.get(sumstat) as ResultTable;
        sending_results.set(uid, snapshotIsCopied ? env.copy('snapshot', table) : table, env.now);
        result_store.set(sumstat, new Map());
        if (threshold_tracker.delete(sumstat) && resetsTwice) env.after(0, 'thresholds_reset', { sumstat });
      },

      thresholds_reset({ threshold_tracker }, { sumstat }) {
        threshold_tracker.delete(sumstat);
      },

      get_a_key({ result_store, sending_results }, { uid, sumstat }, env) {
        const table = sending_results.get(uid, env.now) ?? (namesOpenKeys ? result_store.get(sumstat) : undefined);
        const key = table === undefined ? undefined : env.first(table);
        if (key === undefined) env.send(MANAGER, 'send_no_key', { uid, sumstat });
        else env.send(MANAGER, 'send_a_key', { uid, sumstat, key });
      },

      cluster_get_result({ result_store, sending_results }, { uid, sumstat, key, cleanup }, env) {
        const table = cleanup ? sending_results.get(uid, env.now) : result_store.get(sumstat);
        const held = table?.get(key);
        const result = held === undefined ? null : sent(env, cleanup ? 'epoch' : 'request', held);
        env.send(MANAGER, 'cluster_send_result', { uid, sumstat, key, result, cleanup });
        if (cleanup) table?.delete(key);
      },

      cluster_threshold_crossed({ threshold_tracker }, { sumstat, key, crossed }) {
        noteCrossed(threshold_tracker, sumstat, key, crossed);
      },
    },
  };
}
