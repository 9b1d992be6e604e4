/**
 * What a calculation means: a function of all observations of a key together. Nothing here merges or updates, and nothing
 * is shared with what it judges.
 */
import type { ResultVal } from '../model/result.ts';

/** Half the distance from 1 to the next double: the most that one rounding errs, relatively. */
export const UNIT_ROUNDOFF = 2 ** -53;

export interface Definition {
  /** The figure of a result that is judged. */
  actual(value: ResultVal): number | null;
  /** The right figure; the list holds at least one observation. */
  of(observations: readonly number[]): number;
  /** How far a figure that was rounded at each step may be off: an absolute error. 0 where merging is exact. */
  bound(observations: readonly number[]): number;
  /** More than the figure that must be right: why it is not, or null. */
  also?(observations: readonly number[], value: ResultVal): string | null;
}
