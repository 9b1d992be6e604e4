/** What a calculation of a node's own table does: takes in one observation, and merges two values into a third. */
import type { ResultVal } from '../model/result.ts';

export interface IncrementalCalculation {
  /** Takes in the observation x; `num` already counts it. */
  observe(value: ResultVal, x: number): void;
  /** Writes into `out` what a and b are together; `num` is merged already, a and b stay as they are. */
  merge(out: ResultVal, a: ResultVal, b: ResultVal): void;
}
