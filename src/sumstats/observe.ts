/** Taking an observation into a node's own tables, as an implementation does: in place. */
import { normalisedKey } from '../model/normaliser.ts';
import { isWanted } from '../model/predicate.ts';
import type { Result, ResultTable, ResultVal } from '../model/result.ts';
import type { Reducer, Sumstat } from '../model/sumstat.ts';
import type { Value } from '../model/value.ts';
import { quantityOf } from '../model/value.ts';
import type { IncrementalCalculation, Surroundings } from './calculation.ts';
import type { Crossed } from './limiter.ts';
import { crossedBefore, isSpent } from './limiter.ts';
import { planOf } from './plan.ts';

/** One observation as a worker sees it. */
export interface Observation {
  readonly stream: string;
  readonly key: string;
  readonly value: Value;
}

/** What the node around it brings: the `env` of a handler has it all. */
export interface Observing extends Surroundings {
  readonly sumstats: readonly Sumstat[];
  /** Virtual time in microseconds. */
  readonly now: number;
}

/** Of a node that looks out for thresholds. */
export interface Watcher {
  readonly crossed: Crossed;
  /** Told of every observation that was taken in by a sumstat with a threshold (upstream: `data_added`). */
  look(sumstat: Sumstat, key: string, result: Result): void;
}

/**
 * Takes the observation into the open results of every sumstat that wants its stream.
 * @param live each sumstat's open results by its name
 * @param around the handler's `env`
 */
export function observe(live: Map<string, ResultTable>, seen: Observation, around: Observing, watcher?: Watcher): void {
  const { quirks, sumstats } = around;
  let { key } = seen;
  for (const sumstat of sumstats) {
    for (const reducer of sumstat.reducers) {
      if (reducer.stream !== seen.stream) continue;
      let counted = quirks.normalizeLeak ? key : seen.key;
      const before = counted;
      if (reducer.normalise !== undefined) key = counted = normalisedKey(reducer.normalise, counted);
      if (reducer.predicate !== undefined && !isWanted(reducer.predicate, quirks.predBeforeNormalize ? before : counted, seen.value)) continue;
      const watched = watcher !== undefined && sumstat.threshold !== undefined;
      if (watched && isSpent(sumstat, crossedBefore(watcher.crossed, sumstat.name, counted), quirks)) continue;
      const result = take(live.get(sumstat.name) as ResultTable, counted, seen.value, reducer, around);
      if (watched) watcher.look(sumstat, counted, result);
    }
  }
}

function take(table: ResultTable, key: string, seen: Value, reducer: Reducer, around: Observing): Result {
  let result = table.get(key);
  if (result === undefined) {
    result = {};
    table.set(key, result);
  }
  const plan = planOf(reducer);
  observeInto((result[reducer.stream] ??= prepared(plan, reducer, around.now)), seen, reducer, around, plan);
  return result;
}

/** Takes the observation into one value, whatever its key. */
export function observeInto(value: ResultVal, seen: Value, reducer: Reducer, around: Observing, plan: readonly IncrementalCalculation[] = planOf(reducer)): void {
  value.num += 1;
  value.end = around.now;
  const x = typeof seen === 'number' ? seen : quantityOf(seen, around.quirks.dblFirst);
  for (const calculation of plan) calculation.observe(value, x, seen, reducer, around);
}

/** A reducer's value before its first observation. */
export function preparedValue(reducer: Reducer, now: number): ResultVal {
  return prepared(planOf(reducer), reducer, now);
}

function prepared(plan: readonly IncrementalCalculation[], reducer: Reducer, now: number): ResultVal {
  const value = emptyValue(now);
  for (const calculation of plan) calculation.prepare?.(value, reducer);
  return value;
}

/** A value before its first observation, whatever is applied. */
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
    uniqueMax: null,
    hllUnique: 0,
    cardinality: null,
    last: null,
    sample: null,
    topk: null,
    own: null,
  };
}

/** Empty open results for each sumstat. */
export function openTables(sumstats: readonly Sumstat[]): Map<string, ResultTable> {
  const live = new Map<string, ResultTable>();
  for (const sumstat of sumstats) live.set(sumstat.name, new Map());
  return live;
}
