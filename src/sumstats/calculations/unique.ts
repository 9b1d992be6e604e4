import type { IncrementalCalculation } from '../calculation.ts';

/** The set of different observations. */
export const unique: IncrementalCalculation = {
  observe(value, x) {
    value.uniqueVals ??= new Set();
    value.uniqueVals.add(x);
    value.unique = value.uniqueVals.size;
  },
  merge(out, a, b) {
    if (a.uniqueVals === null && b.uniqueVals === null) return;
    const all = new Set(a.uniqueVals);
    if (b.uniqueVals !== null) for (const x of b.uniqueVals) all.add(x);
    out.uniqueVals = all;
    out.unique = all.size;
  },
};
