/** Merging partial results pairwise, as a manager does. Neither side is changed. */
import type { Result, ResultVal } from '../model/result.ts';
import type { Surroundings } from './calculation.ts';
import { NOWHERE } from './calculation.ts';
import { emptyValue } from './observe.ts';
import { mergeOwn } from './own-incremental.ts';
import { INCREMENTAL } from './plan.ts';

const CALCULATIONS = Object.values(INCREMENTAL);

/**
 * What two partial results of one key are together; `null`, no data, is neutral on either side. A stream that only one
 * side has is passed through, not copied.
 * @param around the handler's `env`
 */
export function merge(a: Result | null, b: Result | null, around: Surroundings = NOWHERE): Result | null {
  if (a === null) return b;
  if (b === null) return a;
  if (around.quirks.composeDropsStreams) return walkLonger(a, b, around);
  const out: Result = { ...a };
  for (const stream of Object.keys(b)) {
    const left = a[stream];
    const right = b[stream] as ResultVal;
    out[stream] = left === undefined ? right : mergeValues(left, right, around);
  }
  return out;
}

/** The quirk `composeDropsStreams`: only the streams of the side with more of them, or else of the right one. */
function walkLonger(a: Result, b: Result, around: Surroundings): Result {
  const out: Result = {};
  for (const stream of Object.keys(Object.keys(a).length > Object.keys(b).length ? a : b)) {
    const [left, right] = [a[stream], b[stream]];
    out[stream] = left === undefined || right === undefined ? ((left ?? right) as ResultVal) : mergeValues(left, right, around);
  }
  return out;
}

/** What two values of one stream are together. */
export function mergeValues(a: ResultVal, b: ResultVal, around: Surroundings): ResultVal {
  const out = emptyValue(a.begin < b.begin ? a.begin : b.begin);
  out.end = a.end > b.end ? a.end : b.end;
  out.num = a.num + b.num;
  for (const calculation of CALCULATIONS) calculation.merge(out, a, b, around);
  if (a.own !== null || b.own !== null) out.own = mergeOwn(a.own ?? {}, b.own ?? {});
  return out;
}
