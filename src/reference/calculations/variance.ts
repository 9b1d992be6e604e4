import type { Definition } from '../definition.ts';
import { exactSum } from '../exact-sum.ts';
import { average } from './average.ts';

/** Relative to (variance + mean squared); measured errors on well-conditioned data are about 1e-15. */
const RELATIVE_BOUND = 1e-9;

/** The sample variance: (n - 1) in the denominator, 0 for a single observation. */
export const variance: Definition = {
  actual: (value) => value.variance,
  of(observations) {
    if (observations.length === 1) return 0;
    const mean = average.of(observations);
    return exactSum(observations.map((x) => (x - mean) ** 2)) / (observations.length - 1);
  },
  bound: (observations) => RELATIVE_BOUND * (variance.of(observations) + average.of(observations) ** 2),
};
