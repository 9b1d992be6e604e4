import type { Definition } from '../definition.ts';
import { UNIT_ROUNDOFF } from '../definition.ts';
import { exactSum } from '../exact-sum.ts';

export const average: Definition = {
  actual: (value) => value.average,
  of: (observations) => exactSum(observations) / observations.length,
  bound: (observations) => 4 * observations.length * UNIT_ROUNDOFF * observations.reduce((most, x) => Math.max(most, Math.abs(x)), 0),
};
