import { describe, expect, it } from 'vitest';
import { emptyValue } from '../sumstats/observe.ts';
import type { Threshold, Watch } from './threshold.ts';
import { nextLimit, streamsOf, thresholdSchema, watchedIn } from './threshold.ts';

describe('nextLimit', () => {
  const watch: Watch = { constant: 0 };

  it.each<[string, Omit<Threshold, 'watch'>, (number | undefined)[]]>([
    ['of a single limit, once', { at: 5 }, [5, undefined, undefined]],
    ['of a series, one after another', { series: [1, 4, 9] }, [1, 4, 9, undefined]],
    ['of both, the lesser first, and then the series from its second on', { at: 5, series: [7, 9] }, [5, 9, undefined]],
    ['of both, where the series begins lower', { at: 5, series: [2, 9] }, [2, 9, undefined]],
    ['of both, where the series is of one', { at: 5, series: [7] }, [5, undefined]],
  ])('is %s', (_, limits, inTurn) => {
    expect(inTurn.map((__, crossed) => nextLimit({ watch, ...limits }, crossed))).toEqual(inTurn);
  });
});

describe('watchedIn', () => {
  const result = { x: { ...emptyValue(0), num: 3, sum: 12, average: 4 }, y: { ...emptyValue(0), num: 2, sum: -1 } };
  const num = (stream: string): Watch => ({ field: 'num', stream });

  it.each<[string, Watch, number]>([
    ['a field', { field: 'sum', stream: 'x' }, 12],
    ['a field that is absent from its value', { field: 'max', stream: 'x' }, 0],
    ['a field of a stream that is absent', num('z'), 0],
    ['a constant', { constant: 2.5 }, 2.5],
    ['a ratio', { ratio: { field: 'sum', stream: 'x' }, to: { field: 'num', stream: 'y' } }, 6],
    ['a ratio to nothing', { ratio: { field: 'sum', stream: 'x' }, to: { field: 'num', stream: 'z' } }, 0],
    ['a ratio to less than nothing', { ratio: { field: 'sum', stream: 'x' }, to: { field: 'sum', stream: 'y' } }, 0],
  ])('reads %s', (_, watch, value) => {
    expect(watchedIn(watch, result)).toBe(value);
  });

  it('looks at the streams that it names', () => {
    expect(streamsOf({ constant: 1 })).toEqual([]);
    expect(streamsOf(num('x'))).toEqual(['x']);
    expect(streamsOf({ ratio: { field: 'num', stream: 'x' }, to: { field: 'num', stream: 'y' } })).toEqual(['x', 'y']);
  });
});

describe('thresholdSchema', () => {
  const watch = { field: 'sum', stream: 'x' };

  it.each([[{ watch, at: 1 }], [{ watch, series: [1, 2] }], [{ watch: { constant: 1 }, at: 1, series: [1] }]])('takes %j', (threshold) => {
    expect(thresholdSchema.parse(threshold)).toEqual(threshold);
  });

  it.each([
    [{ watch }, 'must have "at", "series" or both'],
    [{ watch, series: [2, 2] }, 'must ascend'],
    [{ watch: { field: 'topk', stream: 'x' }, at: 1 }, 'must be {"field": ..., "stream": ...}'],
  ])('refuses %j', (threshold, told) => {
    expect(thresholdSchema.safeParse(threshold).error?.message).toContain(told.replaceAll('"', '\\"'));
  });
});
