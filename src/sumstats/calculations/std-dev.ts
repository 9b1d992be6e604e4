import type { ResultVal } from '../../model/result.ts';
import type { IncrementalCalculation } from '../calculation.ts';

/** The root of the variance, which must be brought up to date before. */
export const stdDev: IncrementalCalculation = {
  observe: root,
  merge: root,
};

function root(value: ResultVal): void {
  if (value.variance !== null) value.stdDev = Math.sqrt(value.variance);
}
