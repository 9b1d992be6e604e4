/**
 * The independent dimensions of a case, each drawn by itself: what kind of case it is. Weights put most of the effort where
 * bugs of this field live: two and three workers, hot epochs, several epochs open at once, mostly the order of time.
 */
import type fc from 'fast-check';

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

/** Draws each value as often as it weighs: in one go, since this is done for every case. */
export function weighted<T>(...choices: readonly (readonly [weight: number, value: T])[]): (mrng: fc.Random) => T {
  const values = choices.flatMap(([weight, value]) => new Array<T>(weight).fill(value));
  return (mrng) => values[mrng.nextInt(0, values.length - 1)] as T;
}

const WORKERS = weighted([1, 1], [5, 2], [4, 3], [1, 4], [1, 5], [1, 6]);
const KEYS = weighted([10, 1], [8, 2], [4, 3], [2, 4], [1, 6], [2, 60]);
const EPOCHS = weighted([4, 1], [7, 2], [2, 3]);
const DENSITY = weighted([2, 1], [3, 2], [4, 4], [3, 8]);
const HOT = weighted([3, true], [2, false]);
const OVERLAPPING = weighted([2, true], [1, false]);
const REQUESTS = weighted([6, 0], [2, 1], [4, 2], [1, 3]);
const SPREAD = weighted([3, 0], [3, 1_000], [2, 20_000], [1, 400_000]);
const DEVIATIONS = weighted([3, 0], [2, 1], [2, 3], [1, 10]);
const SLOW_NODES = weighted([5, 0], [2, 1], [1, 2]);
const REORDERED_LINKS = weighted([3, 0], [2, 1], [1, 3]);
const SHUFFLED_TABLES = weighted([1, true], [1, false]);

export function drawProfile(mrng: fc.Random): Profile {
  return {
    seed: mrng.nextInt(0, 0x7fff_ffff),
    workers: WORKERS(mrng),
    distribution: DISTRIBUTIONS[mrng.nextInt(0, DISTRIBUTIONS.length - 1)] as Distribution,
    keys: KEYS(mrng),
    epochs: EPOCHS(mrng),
    density: DENSITY(mrng),
    hot: HOT(mrng),
    overlapping: OVERLAPPING(mrng),
    requests: REQUESTS(mrng),
    spread: SPREAD(mrng),
    deviations: DEVIATIONS(mrng),
    slowNodes: SLOW_NODES(mrng),
    reorderedLinks: REORDERED_LINKS(mrng),
    shuffledTables: SHUFFLED_TABLES(mrng),
    transport: mrng.nextInt(0, 0xffff),
    sumstat: mrng.nextInt(0, 0xffff),
  };
}
