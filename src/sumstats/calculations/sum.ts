import type { IncrementalCalculation } from '../calculation.ts';

export const sum: IncrementalCalculation = {
  observe(value, x) {
    value.sum += x;
  },
  merge(out, a, b) {
    out.sum = a.sum + b.sum;
  },
};
