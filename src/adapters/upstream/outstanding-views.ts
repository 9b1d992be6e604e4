/** How many looks at a sumstat are in flight (upstream: `outstanding_global_views`): too many are refused. */
import type { ExpiringTable } from '../../protocol/expiring-table.ts';

/** More than so many are too many (upstream: `max_outstanding_global_views`): 11 are not. */
const MOST = 10;

/** By sumstat: a count at first, later the uids. */
export type OutstandingViews = ExpiringTable<string, number | Set<number>>;

/** Takes a look into account; false where there are too many. */
export function admit(views: OutstandingViews, sumstat: string, uid: number, haveUids: boolean, now: number): boolean {
  const held = views.get(sumstat, now) ?? (haveUids ? new Set<number>() : 0);
  if ((typeof held === 'number' ? held : held.size) > MOST) return false;
  views.set(sumstat, typeof held === 'number' ? held + 1 : held.add(uid), now);
  return true;
}

/** @param lowers whether the count goes down by it, where there is a count: at times it did for other uids than had raised it */
export function release(views: OutstandingViews, sumstat: string, uid: number, lowers: boolean, now: number): void {
  const held = views.get(sumstat, now);
  if (held instanceof Set) held.delete(uid);
  else if (held !== undefined && held > 0 && lowers) views.set(sumstat, held - 1, now);
}
