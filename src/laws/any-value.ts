/** Whatever may be observed: mostly few values, so that they meet again, and some at the ends of what a double can be. */
import fc from 'fast-check';
import type { Value } from '../model/value.ts';

const EXTREMES: readonly Value[] = ['dbl -0', 5e-324, 2 ** 53, 'num 18446744073709551615', 1e308, -1e308, 1e16, -1e16];

/** Shrinks towards small whole numbers. */
export const anyValue: fc.Arbitrary<Value> = fc.oneof(
  { withCrossShrink: true },
  { weight: 5, arbitrary: fc.integer({ min: -4, max: 6 }) },
  { weight: 2, arbitrary: fc.integer({ min: -99, max: 99 }).map((tenths) => tenths / 10) },
  { weight: 2, arbitrary: fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((x) => x + 0) },
  { weight: 1, arbitrary: fc.nat({ max: 9 }).map((n) => `num ${n}`) },
  { weight: 1, arbitrary: fc.constantFrom('str ', 'str a', 'str b', 'num 3 dbl 2.5') },
  { weight: 1, arbitrary: fc.constantFrom(...EXTREMES) },
);
