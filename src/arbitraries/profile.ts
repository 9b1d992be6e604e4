/**
 * The independent dimensions of a case, drawn by fast-check: what kind of case it is. Weights put most of the effort where
 * bugs of this field live: two and three workers, hot epochs, several epochs open at once, mostly the order of time.
 */
import fc from 'fast-check';

export const DISTRIBUTIONS = ['shared', 'distinct', 'zipf', 'bounded', 'scan', 'one-worker', 'mixed'] as const;
export type Distribution = (typeof DISTRIBUTIONS)[number];

export interface Profile {
  readonly seed: number;
  readonly workers: number;
  /** Which worker holds which key. */
  readonly distribution: Distribution;
  readonly keys: number;
  readonly epochs: number;
  /** How many observations are drawn for each epoch. */
  readonly density: number;
  /** Are observations made during collections? Then values are fingerprints. */
  readonly hot: boolean;
  /** Does the next collection begin while one is running? */
  readonly overlapping: boolean;
  readonly requests: number;
  /** Spread of latencies in microseconds; 0: all alike. */
  readonly spread: number;
  /** How many steps depart from the order of time. */
  readonly deviations: number;
  readonly slowNodes: number;
  readonly reorderedLinks: number;
  readonly shuffledTables: boolean;
  readonly transport: number;
  readonly sumstat: number;
}

/** Each value as many times as it weighs: drawn in one go, which `oneof` does not. */
function weighted<T>(...choices: readonly (readonly [weight: number, value: T])[]): fc.Arbitrary<T> {
  return fc.constantFrom(...choices.flatMap(([weight, value]) => new Array<T>(weight).fill(value)));
}

export const profile: fc.Arbitrary<Profile> = fc.record(
  {
    seed: fc.nat({ max: 0x7fff_ffff }),
    workers: weighted([1, 1], [5, 2], [4, 3], [1, 4], [1, 5], [1, 6]),
    distribution: fc.constantFrom(...DISTRIBUTIONS),
    keys: weighted([5, 1], [4, 2], [2, 3], [1, 4], [1, 6]),
    epochs: weighted([5, 1], [7, 2], [1, 3]),
    density: weighted([3, 1], [4, 2], [2, 4], [1, 8]),
    hot: weighted([3, true], [2, false]),
    overlapping: weighted([2, true], [1, false]),
    requests: weighted([6, 0], [2, 1], [4, 2], [1, 3]),
    spread: weighted([3, 0], [3, 1_000], [2, 20_000], [1, 400_000]),
    deviations: weighted([3, 0], [2, 1], [2, 3], [1, 10]),
    slowNodes: weighted([5, 0], [2, 1], [1, 2]),
    reorderedLinks: weighted([3, 0], [2, 1], [1, 3]),
    shuffledTables: weighted([1, true], [1, false]),
    transport: fc.nat({ max: 0xffff }),
    sumstat: fc.nat({ max: 0xffff }),
  },
  { noNullPrototype: true },
);
