/** Taking an observation into a node's own tables, as an implementation does: in place. */
import type { ResultTable, ResultVal } from '../model/result.ts';
import type { Sumstat } from '../model/sumstat.ts';
import { planOf, reducerOf } from './plan.ts';

/** One observation as a worker sees it. */
export interface Observation {
  readonly stream: string;
  readonly key: string;
  readonly value: number;
}

/**
 * Takes the observation into the open results of every sumstat that wants its stream.
 * @param live each sumstat's open results by its name
 * @param now virtual time in microseconds
 */
export function observe(live: Map<string, ResultTable>, sumstats: readonly Sumstat[], seen: Observation, now: number): void {
  for (const sumstat of sumstats) {
    const reducer = reducerOf(sumstat, seen.stream);
    if (reducer === undefined) continue;
    const table = live.get(sumstat.name) as ResultTable;
    let result = table.get(seen.key);
    if (result === undefined) {
      result = {};
      table.set(seen.key, result);
    }
    const value = (result[seen.stream] ??= emptyValue(now));
    value.num += 1;
    value.end = now;
    for (const calculation of planOf(reducer)) calculation.observe(value, seen.value);
  }
}

/** A value before its first observation. */
export function emptyValue(now: number): ResultVal {
  return {
    begin: now,
    end: now,
    num: 0,
    sum: 0,
    min: null,
    max: null,
    average: null,
    prevAverage: null,
    varS: 0,
    variance: null,
    stdDev: 0,
    unique: 0,
    uniqueVals: null,
  };
}

/** Empty open results for each sumstat. */
export function openTables(sumstats: readonly Sumstat[]): Map<string, ResultTable> {
  const live = new Map<string, ResultTable>();
  for (const sumstat of sumstats) live.set(sumstat.name, new Map());
  return live;
}
