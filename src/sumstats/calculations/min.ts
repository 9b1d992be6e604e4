import type { IncrementalCalculation } from '../calculation.ts';

export const min: IncrementalCalculation = {
  observe(value, x) {
    if (value.min === null || x < value.min) value.min = x;
  },
  merge(out, a, b) {
    out.min = a.min === null || (b.min !== null && b.min < a.min) ? b.min : a.min;
  },
};
