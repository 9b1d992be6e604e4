/**
 * What a calculation means: a relation between all observations of a key together and what is reported of them. Nothing here
 * merges or updates, and nothing is shared with what it judges.
 */
import type { Mismatch } from '../model/mismatch.ts';
import type { ResultVal } from '../model/result.ts';
import type { Reducer } from '../model/sumstat.ts';
import type { Observed } from './observed.ts';

export interface Range {
  readonly least: number;
  readonly most: number;
}

export interface Definition {
  /** Why the value is not what the observations come to; null where it is. There is at least one observation. */
  judge(observed: Observed, value: ResultVal, reducer: Reducer): Mismatch | null;
  /** Between which bounds the figure of a right result lies; null where nothing can be said, and absent where it is no figure. */
  range?(observed: Observed, reducer: Reducer): Range | null;
  /** Does the value say anything of this calculation? Where it was not applied, what is said must be right all the same. */
  isTold(value: ResultVal): boolean;
}
