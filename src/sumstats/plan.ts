/** Which calculations run on an observation, dependencies first: a standard deviation brings the variance and the average. */
import type { Calculation, Reducer } from '../model/sumstat.ts';
import { isBuiltIn } from '../model/sumstat.ts';
import type { IncrementalCalculation } from './calculation.ts';
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
import { ownIncremental } from './own-incremental.ts';

/** In an order in which none comes before what it depends on. */
export const INCREMENTAL: { readonly [name in Calculation]: IncrementalCalculation } = {
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

const DEPENDS_ON: { readonly [name in Calculation]?: readonly Calculation[] } = {
  VARIANCE: ['AVERAGE'],
  STD_DEV: ['AVERAGE', 'VARIANCE'],
};

const plans = new WeakMap<Reducer, readonly IncrementalCalculation[]>();

export function planOf(reducer: Reducer): readonly IncrementalCalculation[] {
  let plan = plans.get(reducer);
  if (plan === undefined) {
    const wanted = new Set<string>(reducer.apply.filter(isBuiltIn).flatMap((name) => [name, ...(DEPENDS_ON[name] ?? [])]));
    const builtIn = (Object.keys(INCREMENTAL) as Calculation[]).filter((name) => wanted.has(name)).map((name) => INCREMENTAL[name]);
    const own = [...new Set(reducer.apply)].filter((name) => !isBuiltIn(name)).map(ownIncremental);
    plan = [...builtIn, ...own];
    plans.set(reducer, plan);
  }
  return plan;
}
