/** A look at whether a result has reached a limit, as a node does it after an observation and when a key is complete. */
import type { Quirks } from '../model/quirks.ts';
import type { Result } from '../model/result.ts';
import type { Sumstat } from '../model/sumstat.ts';
import { nextLimit, watchedIn } from '../model/threshold.ts';
import { preparedValue } from './observe.ts';

/**
 * Has the result reached the next limit? One limit a look, however far the value jumped.
 * @param crossed how many limits of the key were crossed in this epoch
 * @param around the handler's `env`
 * @param share how much of the whole this node is taken to see
 */
export function reachesNext(sumstat: Sumstat, result: Result, crossed: number, around: { readonly quirks: Quirks; readonly now: number }, share = 1): boolean {
  const { threshold } = sumstat;
  if (threshold === undefined) return false;
  if (around.quirks.madeUpStreams) for (const reducer of sumstat.reducers) result[reducer.stream] ??= preparedValue(reducer, around.now);
  const limit = nextLimit(threshold, crossed);
  return limit !== undefined && watchedIn(threshold.watch, result) / share >= limit;
}
