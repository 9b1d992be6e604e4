/**
 * Which wishes for a look lead to one. A worker does not ask for a key twice in a minute, and there are never more than 11 looks at
 * a sumstat at once. What the manager itself remembers is an option, `intermediate`:
 *
 * - `worker-only`, upstream until 2016-07: nothing, so that each of W workers may ask for the same key and have all W asked for it.
 * - `patch`, of the e-mail that started this: for a minute, the keys that it looked at.
 * - `upstream`, since 1f7f16be9d (2016-07): for a minute, the keys that it was asked for. One that it refused is then refused again.
 */
import type { Env } from '../protocol/env.ts';
import type { Recent, WatchMessages } from './worker-watch.ts';
import { isRecent, noteRecent } from './worker-watch.ts';

export const LOOK_OPTIONS = { intermediate: ['upstream', 'patch', 'worker-only'] } as const;

/** More than so many looks at a sumstat at once are too many (upstream: `max_outstanding_global_views`): 11 are not. */
const OUTSTANDING = 10;

/** So many are never too many. */
export const LOOKS_AT_ONCE: number = OUTSTANDING + 1;

/**
 * @param recent what the manager remembers, and then also of this wish
 * @param outstanding how many looks at the sumstat are not over yet
 */
export function isAdmitted(recent: Recent, outstanding: number, { sumstat, key }: WatchMessages['cluster_key_intermediate_response'], { now, options }: Env<object>): boolean {
  const { intermediate } = options;
  const hasRoom = outstanding <= OUTSTANDING;
  if (intermediate === 'worker-only') return hasRoom;
  if (isRecent(recent, sumstat, key, now)) return false;
  if (hasRoom || intermediate !== 'patch') noteRecent(recent, sumstat, key, now);
  return hasRoom;
}
