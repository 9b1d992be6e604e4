import { figure, UNIT_ROUNDOFF } from '../figure.ts';
import { sampleVariance, varianceBound } from './variance.ts';

export const stdDev = figure({
  actual: (value) => value.stdDev,
  of: (observations) => Math.sqrt(sampleVariance(observations)),
  // The furthest root of a variance within its own bound.
  bound(observations) {
    const exact = sampleVariance(observations);
    const slack = varianceBound(observations);
    const above = Math.sqrt(exact + slack) - Math.sqrt(exact);
    const below = Math.sqrt(exact) - Math.sqrt(Math.max(0, exact - slack));
    return Math.max(above, below) * (1 + 4 * UNIT_ROUNDOFF);
  },
  degree: 1,
  reach: 'squares',
});
