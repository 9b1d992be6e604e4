import { exactSum } from '../exact-sum.ts';
import { figure, UNIT_ROUNDOFF } from '../figure.ts';

export const average = figure({
  actual: (value) => value.average,
  of: meanOf,
  bound: (observations) => 4 * observations.length * UNIT_ROUNDOFF * observations.reduce((most, x) => Math.max(most, Math.abs(x)), 0),
  degree: 1,
  reach: 'sums',
});

export function meanOf(observations: readonly number[]): number {
  return exactSum(observations) / observations.length;
}
