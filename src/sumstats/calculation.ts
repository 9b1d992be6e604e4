/** What a calculation of a node's own table does: takes in one observation, and merges two values into a third. */
import type { Quirks } from '../model/quirks.ts';
import { IDEAL } from '../model/quirks.ts';
import type { ResultVal } from '../model/result.ts';
import type { Reducer } from '../model/sumstat.ts';
import type { Value } from '../model/value.ts';

/** What the node around it brings: the `env` of a handler has it all. */
export interface Surroundings {
  readonly quirks: Quirks;
  /** The key of this node's hash functions: 0, the same on all nodes, but for a quirk. */
  readonly hashSeed: number;
  /** Values in this node's iteration order. */
  walk(values: ReadonlySet<Value>): Iterable<Value>;
  /** A number in [0, 1). */
  random(purpose: string): number;
}

/** For values that are merged outside of any node; a sample that must choose always takes the first. */
export const NOWHERE: Surroundings = { quirks: IDEAL, hashSeed: 0, walk: (values) => values, random: () => 0 };

export interface IncrementalCalculation {
  /** Prepares a value before its first observation; without it, there is nothing to prepare. */
  prepare?(value: ResultVal, reducer: Reducer): void;
  /**
   * Takes in an observation; `num` already counts it.
   * @param x what it counts for
   */
  observe(value: ResultVal, x: number, seen: Value, reducer: Reducer, around: Surroundings): void;
  /** Writes into `out` what a and b are together; `num` is merged already, a and b stay as they are. */
  merge(out: ResultVal, a: ResultVal, b: ResultVal, around: Surroundings): void;
}
