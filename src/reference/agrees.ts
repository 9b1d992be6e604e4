/** Does what was reported agree with the observations that it should be about? A relation, since rounding is allowed. */
import type { ResultVal } from '../model/result.ts';
import type { Calculation } from '../model/sumstat.ts';
import { average } from './calculations/average.ts';
import { max } from './calculations/max.ts';
import { min } from './calculations/min.ts';
import { stdDev } from './calculations/std-dev.ts';
import { sum } from './calculations/sum.ts';
import { unique } from './calculations/unique.ts';
import { variance } from './calculations/variance.ts';
import type { Definition } from './definition.ts';

export const DEFINITIONS: { readonly [name in Calculation]: Definition } = {
  SUM: sum,
  MIN: min,
  MAX: max,
  AVERAGE: average,
  VARIANCE: variance,
  STD_DEV: stdDev,
  UNIQUE: unique,
};

/** All observations of one key of one stream: their values, and their times in microseconds. */
export interface Multiset {
  readonly values: readonly number[];
  readonly times: readonly number[];
}

export interface Disagreement {
  /** The calculation, or the field of every result that is wrong. */
  readonly of: Calculation | 'num' | 'begin' | 'end';
  readonly expected: string;
  readonly actual: string;
}

/** Why the value is not what the observations come to; null where it agrees. The multiset is not empty. */
export function agrees(apply: readonly Calculation[], observations: Multiset, value: ResultVal): Disagreement | null {
  const core = coreAgrees(observations, value);
  if (core !== null) return core;
  for (const name of apply) {
    const disagreement = calculationAgrees(name, observations.values, value);
    if (disagreement !== null) return disagreement;
  }
  return null;
}

function coreAgrees({ values, times }: Multiset, value: ResultVal): Disagreement | null {
  if (value.num !== values.length) return differs('num', values.length, value.num);
  let begin = Infinity;
  let end = -Infinity;
  for (const time of times) {
    if (time < begin) begin = time;
    if (time > end) end = time;
  }
  if (value.begin !== begin) return differs('begin', begin, value.begin);
  if (value.end !== end) return differs('end', end, value.end);
  return null;
}

function calculationAgrees(name: Calculation, values: readonly number[], value: ResultVal): Disagreement | null {
  const definition = DEFINITIONS[name];
  const expected = definition.of(values);
  const actual = definition.actual(value);
  if (actual === null) return differs(name, expected, 'absent');
  // A figure that is no number is never right: NaN would pass every comparison of errors.
  const error = Math.abs(actual - expected);
  if (actual !== expected && !(error <= definition.bound(values))) return differs(name, expected, actual);
  const also = definition.also?.(values, value) ?? null;
  return also === null ? null : { of: name, expected: String(expected), actual: `${actual}, but ${also}` };
}

function differs(of: Disagreement['of'], expected: number, actual: number | string): Disagreement {
  return { of, expected: String(expected), actual: String(actual) };
}
