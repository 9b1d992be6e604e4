/** The value of one key in one sumstat, as nodes hold it, send it and report it. Plain data. */
import type { Value } from './value.ts';

/**
 * What one stream of observations of one key was reduced to (upstream: `SumStats::ResultVal`). Times are microseconds.
 * A calculation that was not applied leaves its fields as they were created.
 */
export interface ResultVal {
  /** Time of the first observation. */
  begin: number;
  /** Time of the last observation. */
  end: number;
  /** How many observations. */
  num: number;
  sum: number;
  min: number | null;
  max: number | null;
  average: number | null;
  /** The average before the last observation, which the update of the variance needs. */
  prevAverage: number | null;
  /** Sum of squared deviations from the mean. */
  varS: number;
  /** Sample variance, (n - 1) in the denominator; 0 for a single observation. */
  variance: number | null;
  stdDev: number;
  unique: number;
  uniqueVals: Set<Value> | null;
  /** The limit of `uniqueVals`; null for none. */
  uniqueMax: number | null;
  /** The number of different observations, estimated from `cardinality`. */
  hllUnique: number;
  cardinality: Cardinality | null;
  last: LastElements | null;
  sample: Sample | null;
  topk: TopK | null;
  /** The states of calculations that are a user's own, by name. */
  own: { [name: string]: object } | null;
}

/** HyperLogLog's registers. */
export interface Cardinality {
  /** There are 2 to this many registers. */
  readonly precision: number;
  /** By index, the highest rank seen; those that are 0 are left out. */
  readonly registers: Map<number, number>;
  /** The sum, over these registers, of 2 to the minus rank. */
  inverse: number;
  /** As asked for; a real merge loses them. */
  readonly errorMargin: number | null;
  readonly confidence: number | null;
}

/** The last observations, in a ring: once it is full, each takes the place of the oldest. */
export interface LastElements {
  readonly max: number;
  readonly elements: Value[];
  /** Where the oldest stands; 0 until the ring is full. */
  oldest: number;
}

export function oldestFirst({ elements, oldest }: LastElements): Value[] {
  return [...elements.slice(oldest), ...elements.slice(0, oldest)];
}

/** A reservoir. */
export interface Sample {
  /** How many to keep at the most. */
  readonly size: number;
  /** How many have been offered to it. */
  seen: number;
  readonly elements: Value[];
}

/** Space-Saving's summary of the most frequent values. */
export interface TopK {
  /** By value, its count. */
  readonly counts: Map<Value, number>;
  /** By count, its values in the order in which they came to it, each with how much the count may exceed the truth. */
  readonly buckets: Map<number, Map<Value, number>>;
  /** The least count; 0 while there is none. */
  lowest: number;
  /** How many values to track; a merge may go beyond. Not the first field, by which `clone` tells a sample. */
  readonly size: number;
}

/** By stream. A stream of which the key has no observation is absent. */
export type Result = { [stream: string]: ResultVal };

/** A node's results by key. */
export type ResultTable = Map<string, Result>;
