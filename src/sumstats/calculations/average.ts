import type { IncrementalCalculation } from '../calculation.ts';

/** A running mean, merged by weight. */
export const average: IncrementalCalculation = {
  observe(value, x) {
    value.average = value.average === null ? x : value.average + (x - value.average) / value.num;
  },
  merge(out, a, b) {
    if (a.average === null || b.average === null) out.average = a.average ?? b.average;
    else out.average = (a.average * a.num + b.average * b.num) / (a.num + b.num);
  },
};
