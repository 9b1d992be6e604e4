/** Merging partial results pairwise, as a manager does. Neither side is changed. */
import type { Result, ResultVal } from '../model/result.ts';
import { emptyValue } from './observe.ts';
import { INCREMENTAL } from './plan.ts';

const CALCULATIONS = Object.values(INCREMENTAL);

/**
 * What two partial results of one key are together; `null`, no data, is neutral on either side. A stream that only one
 * side has is passed through, not copied.
 */
export function merge(a: Result | null, b: Result | null): Result | null {
  if (a === null) return b;
  if (b === null) return a;
  const out: Result = { ...a };
  for (const stream of Object.keys(b)) {
    const left = a[stream];
    const right = b[stream] as ResultVal;
    out[stream] = left === undefined ? right : mergeValues(left, right);
  }
  return out;
}

function mergeValues(a: ResultVal, b: ResultVal): ResultVal {
  const out = emptyValue(a.begin < b.begin ? a.begin : b.begin);
  out.end = a.end > b.end ? a.end : b.end;
  out.num = a.num + b.num;
  for (const calculation of CALCULATIONS) calculation.merge(out, a, b);
  return out;
}
