import { exactSum } from '../exact-sum.ts';
import { figure, UNDERFLOW, UNIT_ROUNDOFF } from '../figure.ts';

export const average = figure({
  actual: (value) => value.average,
  of: meanOf,
  // Each step divides, which may also leave too small a number; a single observation is its own average.
  bound(observations) {
    const { length } = observations;
    const most = observations.reduce((largest, x) => Math.max(largest, Math.abs(x)), 0);
    return length === 1 ? 0 : length * (4 * UNIT_ROUNDOFF * most + UNDERFLOW);
  },
  degree: 1,
  reach: 'sums',
});

export function meanOf(observations: readonly number[]): number {
  return exactSum(observations) / observations.length;
}
