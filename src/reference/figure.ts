/** Calculations whose answer is one number, computed exactly and compared within the error that rounding may make. */
import type { ResultVal } from '../model/result.ts';
import type { Definition } from './definition.ts';
import { quantities } from './observed.ts';

/** Half the distance from 1 to the next double: the most that one rounding errs, relatively. */
export const UNIT_ROUNDOFF = 2 ** -53;

/** The least positive double: the most that one rounding errs where numbers have no more digits to give. */
export const UNDERFLOW = 2 ** -1074;

export interface Figure {
  /** The figure of a result that is judged. */
  readonly actual: (value: ResultVal) => number | null;
  /** The right figure; the list holds at least one observation. */
  readonly of: (observations: readonly number[]) => number;
  /** How far a figure that was rounded at each step may be off: an absolute error. 0 where merging is exact. */
  readonly bound: (observations: readonly number[]) => number;
  /** How far off a figure is; without it, its distance from the right one, which is itself rounded. */
  readonly error?: (told: number, observations: readonly number[]) => number;
  /** By what power of a scale it grows where all observations are scaled. */
  readonly degree: 1 | 2;
  /** What may exceed a double on the way: nothing, sums of observations, or sums of their squares. */
  readonly reach: 'none' | 'sums' | 'squares';
}

/** Scales the largest doubles down to where not even sums of their squares overflow. */
const DOWN = 2 ** -600;

export function figure({ actual, of, bound, degree, reach, error = (told, observations) => Math.abs(told - of(observations)) }: Figure): Definition {
  return {
    isTold: (value) => (actual(value) ?? 0) !== 0,
    range(observed) {
      const given = quantities(observed);
      if (overflows(given, reach)) return null;
      const slack = bound(given);
      return { least: of(given) - slack, most: of(given) + slack };
    },
    judge(observed, value) {
      const told = actual(value);
      const given = quantities(observed);
      const mayOverflow = overflows(given, reach);
      // In what overflows, infinities and what comes of them are right; a number must be, on a smaller scale.
      if (mayOverflow && told !== null && !Number.isFinite(told)) return null;
      const scaled = mayOverflow ? given.map((x) => x * DOWN) : given;
      const expected = of(scaled);
      if (told !== null) {
        const compared = !mayOverflow ? told : degree === 1 ? told * DOWN : told * DOWN * DOWN;
        // Mostly it is exactly right, and then nobody needs to know by how much it might have been wrong. What is no number never is.
        if (compared === expected || error(compared, scaled) <= bound(scaled)) return null;
      }
      return { expected: mayOverflow ? shownUnscaled(expected, degree) : String(expected), actual: told === null ? 'absent' : String(told) };
    },
  };
}

/** May something on the way be too large for a double? A single observation is only handed on. */
function overflows(observations: readonly number[], reach: Figure['reach']): boolean {
  if (reach === 'none' || observations.length === 1) return false;
  let sum = 0;
  let most = 0;
  for (const x of observations) {
    const magnitude = Math.abs(x);
    sum += magnitude;
    if (magnitude > most) most = magnitude;
  }
  // No deviation exceeds twice the largest value, and nothing that is summed exceeds its terms by more than rounding does.
  const largest = reach === 'sums' ? sum : observations.length * (2 * most) ** 2;
  return !Number.isFinite(largest * (1 + 8 * observations.length * UNIT_ROUNDOFF));
}

function shownUnscaled(expected: number, degree: 1 | 2): string {
  return String(degree === 2 ? expected / DOWN / DOWN : expected / DOWN);
}
