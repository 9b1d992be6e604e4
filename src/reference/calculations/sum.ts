import { exactSum } from '../exact-sum.ts';
import { figure, UNDERFLOW, UNIT_ROUNDOFF } from '../figure.ts';

export const sum = figure({
  actual: (value) => value.sum,
  of: exactSum,
  error: (told, observations) => Math.abs(exactSum([...observations, -told])),
  // Adding n values rounds n - 1 times, each time on at most the sum of magnitudes (Rump, Jeannerod); no sum is ever too small.
  bound(observations) {
    const magnitude = exactSum(observations.map(Math.abs));
    return areExact(observations, magnitude) ? 0 : (observations.length - 1) * UNIT_ROUNDOFF * magnitude;
  },
  degree: 1,
  reach: 'sums',
});

/**
 * Are all sums of these exact, in whatever order they are added? So it is with multiples of a power of two that add up to less
 * than 2^53 times that power: whole numbers, fingerprints, the least doubles.
 */
function areExact(observations: readonly number[], magnitude: number): boolean {
  const quantum = Math.max(UNDERFLOW, 2 ** (Math.floor(Math.log2(magnitude)) - 52));
  return observations.length === 1 || observations.every((x) => x % quantum === 0);
}
