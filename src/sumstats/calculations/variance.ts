import type { ResultVal } from '../../model/result.ts';
import type { IncrementalCalculation } from '../calculation.ts';

/** Welford's update and its pairwise merge; both need the average brought up to date before. */
export const variance: IncrementalCalculation = {
  observe(value, x) {
    const average = value.average as number;
    if (value.num > 1) value.varS += (x - (value.prevAverage as number)) * (x - average);
    value.variance = value.num > 1 ? value.varS / (value.num - 1) : 0;
    value.prevAverage = average;
  },
  merge(out, a, b) {
    // The real source asks whether `var_s` is present, which it always is, and so loses b's when only b was observed.
    if (a.variance === null || b.variance === null) {
      const present = a.variance === null ? b : a;
      out.varS = present.varS;
      out.variance = present.variance;
      out.prevAverage = present.prevAverage;
      return;
    }
    const mean = out.average as number;
    out.varS = about(a, mean) + about(b, mean);
    out.variance = out.num > 1 ? out.varS / (out.num - 1) : 0;
    out.prevAverage = ((a.prevAverage as number) * a.num + (b.prevAverage as number) * b.num) / out.num;
  },
};

/** One side's squared deviations from the common mean. */
function about(value: ResultVal, mean: number): number {
  const shift = (value.average as number) - mean;
  return value.varS + value.num * shift * shift;
}
