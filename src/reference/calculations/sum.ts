import { exactSum } from '../exact-sum.ts';
import { figure, UNIT_ROUNDOFF } from '../figure.ts';

export const sum = figure({
  actual: (value) => value.sum,
  of: exactSum,
  // Adding n values rounds n - 1 times, each time on at most the sum of magnitudes; the reference itself rounds once.
  bound(observations) {
    if (observations.length === 1) return 0;
    const magnitudes = observations.map(Math.abs);
    if (observations.every(Number.isSafeInteger) && exactSum(magnitudes) <= Number.MAX_SAFE_INTEGER) return 0;
    return (observations.length - 1) * UNIT_ROUNDOFF * exactSum(magnitudes) + UNIT_ROUNDOFF * Math.abs(exactSum(observations));
  },
  degree: 1,
  reach: 'sums',
});
