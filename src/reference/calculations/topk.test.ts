import { describe, expect, it } from 'vitest';
import type { TopK } from '../../model/result.ts';
import { emptyValue } from '../../sumstats/observe.ts';
import { agrees } from '../agrees.ts';
import { topk } from './topk.ts';

/** With room for two: 1 is counted twice, 2 gives way to 3, which takes over its count. */
const observed = { values: [1, 2, 1, 3], times: [0, 0, 0, 0] };
const reducer = { stream: 'x', apply: ['TOPK'], topkSize: 2 } as const;

describe('topk', () => {
  it.each<[string, [number, number, number][], { expected: string; actual: string } | null]>([
    ['the right counts', [[1, 2, 0], [3, 2, 1]], null],
    ['the right counts in another order', [[3, 2, 1], [1, 2, 0]], null],
    ['a wrong count', [[1, 1, 0], [3, 2, 1]], { expected: '1 2 (at most 0 too high)', actual: '1 1 (at most 0 too high)' }],
    ['a wrong error', [[1, 2, 0], [3, 2, 0]], { expected: '3 2 (at most 1 too high)', actual: '3 2 (at most 0 too high)' }],
    ['one that is missing', [[1, 2, 0]], { expected: '3 2 (at most 1 too high)', actual: '3 not tracked' }],
    ['one that gave way', [[1, 2, 0], [3, 2, 1], [2, 1, 0]], { expected: '2 not tracked', actual: '2 1 (at most 0 too high)' }],
  ])('judges %s', (_, tracked, why) => {
    expect(topk.judge(observed, { ...emptyValue(0), topk: tracking(tracked) }, reducer)).toEqual(why);
  });

  it('refuses none at all', () => {
    expect(topk.judge(observed, emptyValue(0), reducer)).toEqual({ expected: '2 values', actual: 'absent' });
  });

  it('is judged also where it was not applied', () => {
    expect(agrees({ ...reducer, apply: [] }, observed, { ...emptyValue(0), num: 4, topk: tracking([[1, 2, 0]]) })).toMatchObject({ of: 'TOPK' });
  });
});

/** @param tracked a value, its count, and by how much that may be too high */
function tracking(tracked: readonly [number, number, number][]): TopK {
  const summary: TopK = { size: 2, counts: new Map(), buckets: new Map(), lowest: 1 };
  for (const [value, count, epsilon] of tracked) {
    summary.counts.set(value, count);
    summary.buckets.set(count, new Map([...(summary.buckets.get(count) ?? []), [value, epsilon]]));
  }
  return summary;
}
