/** Does what was reported agree with the observations that it should be about? A relation: rounding, and order, leave a choice. */
import type { Mismatch } from '../model/mismatch.ts';
import type { ResultVal } from '../model/result.ts';
import type { Calculation, Reducer } from '../model/sumstat.ts';
import { CALCULATIONS, isBuiltIn } from '../model/sumstat.ts';
import { average } from './calculations/average.ts';
import { hllUnique } from './calculations/hll-unique.ts';
import { last } from './calculations/last.ts';
import { max } from './calculations/max.ts';
import { min } from './calculations/min.ts';
import { sample } from './calculations/sample.ts';
import { stdDev } from './calculations/std-dev.ts';
import { sum } from './calculations/sum.ts';
import { topk } from './calculations/topk.ts';
import { unique } from './calculations/unique.ts';
import { variance } from './calculations/variance.ts';
import type { Definition } from './definition.ts';
import type { Observed } from './observed.ts';
import { ownDefinition } from './own-definition.ts';

export const DEFINITIONS: { readonly [name in Calculation]: Definition } = {
  SUM: sum,
  MIN: min,
  MAX: max,
  AVERAGE: average,
  VARIANCE: variance,
  STD_DEV: stdDev,
  UNIQUE: unique,
  HLL_UNIQUE: hllUnique,
  LAST: last,
  SAMPLE: sample,
  TOPK: topk,
};

export interface Disagreement extends Mismatch {
  /** The calculation, or the field of every result that is wrong. */
  readonly of: string;
}

/**
 * Why the value is not what the observations come to; null where it agrees. There is at least one observation.
 * @param reducer what was applied to them
 */
export function agrees(reducer: Reducer, observed: Observed, value: ResultVal): Disagreement | null {
  const core = coreAgrees(observed, value);
  if (core !== null) return core;
  for (const of of reducer.apply) {
    const mismatch = (isBuiltIn(of) ? DEFINITIONS[of] : ownDefinition(of)).judge(observed, value, reducer);
    if (mismatch !== null) return { of, ...mismatch };
  }
  // What nobody asked for may be told, since calculations depend on one another, but not wrongly.
  for (const of of CALCULATIONS) {
    if (!DEFINITIONS[of].isTold(value) || reducer.apply.includes(of)) continue;
    const mismatch = DEFINITIONS[of].judge(observed, value, reducer);
    if (mismatch !== null) return { of, ...mismatch };
  }
  return null;
}

function coreAgrees({ values, times }: Observed, value: ResultVal): Disagreement | null {
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

function differs(of: 'num' | 'begin' | 'end', expected: number, actual: number): Disagreement {
  return { of, expected: String(expected), actual: String(actual) };
}
