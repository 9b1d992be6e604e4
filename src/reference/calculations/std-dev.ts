import type { Definition } from '../definition.ts';
import { UNIT_ROUNDOFF } from '../definition.ts';
import { variance } from './variance.ts';

export const stdDev: Definition = {
  actual: (value) => value.stdDev,
  of: (observations) => Math.sqrt(variance.of(observations)),
  // The furthest root of a variance within its own bound.
  bound(observations) {
    const exact = variance.of(observations);
    const slack = variance.bound(observations);
    const above = Math.sqrt(exact + slack) - Math.sqrt(exact);
    const below = Math.sqrt(exact) - Math.sqrt(Math.max(0, exact - slack));
    return Math.max(above, below) * (1 + 4 * UNIT_ROUNDOFF);
  },
};
