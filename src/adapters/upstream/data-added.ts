/** Upstream's `data_added` on a worker: is what has just been observed worth a look at the whole of its key? */
import { MANAGER } from '../../model/cluster.ts';
import type { Env } from '../../protocol/env.ts';
import type { ExpiringTable } from '../../protocol/expiring-table.ts';
import type { Crossed } from '../../sumstats/limiter.ts';
import { crossedBefore } from '../../sumstats/limiter.ts';
import type { Watcher } from '../../sumstats/observe.ts';
import { reachesNext } from '../../sumstats/threshold.ts';

/** What part of a limit is worth a look (`cluster_request_global_view_percent`). */
const SHARE = 0.2;

export type LookMessages = {
  /** Worker to manager: look at the whole of this key. */
  cluster_key_intermediate_response: { sumstat: string; key: string };
};

/** Keys of which a look was asked for lately (`recent_global_view_keys`). */
export type RecentKeys = ExpiringTable<string, true>;

export function recentKey(sumstat: string, key: string): string {
  return `${sumstat}\n${key}`;
}

export function watcherOf(crossed: Crossed, recent: RecentKeys, env: Env<LookMessages>): Watcher {
  return {
    crossed,
    look(sumstat, key, result) {
      const { name } = sumstat;
      const asked = recentKey(name, key);
      if (recent.has(asked, env.now) || !reachesNext(sumstat, result, crossedBefore(crossed, name, key), env, SHARE)) return;
      env.send(MANAGER, 'cluster_key_intermediate_response', { sumstat: name, key });
      recent.set(asked, true, env.now);
    },
  };
}
