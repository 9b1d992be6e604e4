import type { ResultVal } from '../../model/result.ts';
import type { IncrementalCalculation } from '../calculation.ts';

/** Welford's update and its pairwise merge; both need the average brought up to date before. */
export const variance: IncrementalCalculation = {
  observe(value, x) {
    const average = value.average as number;
    if (value.num > 1) value.varS += (x - (value.prevAverage as number)) * (x - average);
    value.variance = varianceOf(value);
    value.prevAverage = average;
  },
  merge(out, a, b, { quirks }) {
    const wanted = a.variance !== null || b.variance !== null;
    if (!wanted && !quirks.varUnconditional) return;
    if (a.average !== null && b.average !== null) out.varS = about(a, out.average as number) + about(b, out.average as number);
    // The source asks whether `var_s` is there, which it always is, and so never looks at b's.
    else out.varS = a.average !== null || quirks.varLeftEmpty ? a.varS : b.varS;
    if (a.prevAverage !== null && b.prevAverage !== null) out.prevAverage = (a.prevAverage * a.num + b.prevAverage * b.num) / (a.num + b.num);
    else out.prevAverage = a.prevAverage ?? b.prevAverage;
    out.variance = varianceOf(out);
  },
};

function varianceOf({ num, varS }: ResultVal): number {
  return num > 1 ? varS / (num - 1) : 0;
}

/** One side's squared deviations from the common mean, in the order of operations that the source has. */
function about({ num, varS, average }: ResultVal, mean: number): number {
  const shift = (average as number) - mean;
  return num * (varS / num + shift * shift);
}
