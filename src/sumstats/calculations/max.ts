import type { IncrementalCalculation } from '../calculation.ts';

export const max: IncrementalCalculation = {
  observe(value, x) {
    if (value.max === null || x > value.max) value.max = x;
  },
  merge(out, a, b) {
    out.max = a.max === null || (b.max !== null && b.max > a.max) ? b.max : a.max;
  },
};
