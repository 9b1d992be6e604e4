/** The value of one key in one sumstat, as nodes hold it, send it and report it. Plain data. */

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
  uniqueVals: Set<number> | null;
}

/** By stream. A stream of which the key has no observation is absent. */
export type Result = { [stream: string]: ResultVal };

/** A node's results by key. */
export type ResultTable = Map<string, Result>;
