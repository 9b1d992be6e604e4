/** Does a reported result agree with the observations that belong to it, stream by stream? */
import type { Result } from '../model/result.ts';
import type { Sumstat } from '../model/sumstat.ts';
import { agrees } from '../reference/agrees.ts';

export interface Difference {
  readonly side: string;
  readonly of: string;
  readonly expected: string;
  readonly actual: string;
}

/** Why a result is not what these observations come to; null where it is. No observations, no result. */
export function disagreement(sumstat: Sumstat, streams: ReadonlyMap<string, { values: number[]; times: number[] }>, result: Result | null): Difference | null {
  for (const { stream, apply } of sumstat.reducers) {
    const observed = streams.get(stream);
    const value = result?.[stream];
    if (observed === undefined) {
      if (value !== undefined && value.num > 0) return { side: 'observations too many', of: `num of ${stream}`, expected: '0', actual: String(value.num) };
      continue;
    }
    if (value === undefined) return { side: 'observations missing', of: stream, expected: `${observed.values.length} observed`, actual: 'absent' };
    const why = agrees(apply, observed, value);
    if (why === null) continue;
    const side = why.of === 'num' ? (value.num < observed.values.length ? 'observations missing' : 'observations too many') : why.of;
    return { side, of: why.of, expected: why.expected, actual: why.actual };
  }
  return null;
}
