import { describe, expect, it } from 'vitest';
import { emptyValue } from '../../sumstats/observe.ts';
import { agrees } from '../agrees.ts';
import type { Mismatch } from '../../model/mismatch.ts';
import { unique } from './unique.ts';

describe('unique', () => {
  it('tells which value is a stranger and which is missing', () => {
    expect(judged([[1, 2, 2]], [1, 2])).toBeNull();
    expect(judged([[1, 2, 2]], [1, 3])).toEqual({ expected: '2', actual: '2, but 3 was never observed' });
    expect(judged([[1, 2, 2]], [1])).toEqual({ expected: '2', actual: '1, but the value 2 is not in the set' });
  });

  it('is judged also where it was not applied', () => {
    const value = { ...emptyValue(0), num: 1, unique: 2, uniqueVals: new Set([1, 2]) };

    expect(agrees({ stream: 'x', apply: [] }, { values: [1], times: [0] }, value)).toMatchObject({ of: 'UNIQUE' });
  });

  it.each<[string, number[][], number, number[], boolean]>([
    ['the first whole, filled up from the second', [[1, 2], [3, 4]], 3, [1, 2, 3], true],
    ['the second whole, filled up from the first', [[1, 2], [3, 4]], 3, [2, 3, 4], true],
    ['too few', [[1, 2], [3, 4]], 3, [1, 2], false],
    ['too many', [[1, 2], [3, 4]], 3, [1, 2, 3, 4], false],
    ['some of each, and of none all', [[1, 2], [3, 4]], 2, [1, 3], false],
    ['all that there are, below the limit', [[1, 2], [2, 3]], 5, [1, 2, 3], true],
    ['not all, below the limit', [[1, 2], [2, 3]], 5, [1, 2], false],
    ['two whole, and of the third what there is room for', [[1], [2, 3], [4, 5]], 4, [1, 2, 3, 5], true],
    ['one whole, and some of both others', [[1], [2, 3], [4, 5]], 3, [1, 2, 4], false],
    ['one more than the limit, of one worker', [[1, 2], [3]], 1, [1, 2], true],
    ['one more than the limit, of two workers', [[1, 2], [3]], 1, [1, 3], false],
    ['a part cut off that arrives first', [[1, 2], [3]], 1, [1], false],
    ['the limit, by the part that fits', [[1, 2], [3]], 1, [3], true],
    ['the values past the first ones of a worker', [[1, 2, 3, 4]], 2, [2, 3, 4], false],
    ['nothing, with a limit of none', [[1]], 0, [], false],
    ['one, with a limit of none', [[1]], 0, [1], true],
  ])('with a limit: %s', (_, parts, limit, set, legal) => {
    const why = judged(parts, set, limit);

    if (legal) expect(why).toBeNull();
    else expect(why).not.toBeNull();
  });

  it.each<[number[][], number, number[], Mismatch]>([
    [[[1, 2], [3, 4]], 3, [1, 2], { expected: '3 of 4, in an order of arrival', actual: '2: set(1, 2)' }],
    [[[1, 2, 3]], 1, [1], { expected: '2 of 3, in an order of arrival', actual: '1: set(1)' }],
    [[[1, 2], [3]], 1, [1], { expected: '1 or 2 of 3, in an order of arrival', actual: '1: set(1)' }],
    [[[1, 2]], 2, [1], { expected: '2 of 2, in an order of arrival', actual: '1: set(1)' }],
  ])('tells the sizes that %j may come to, with a limit of %d', (parts, limit, set, told) => {
    expect(judged(parts, set, limit)).toEqual(told);
  });
});

function judged(lists: number[][], set: number[], uniqueMax?: number): Mismatch | null {
  const values = lists.flat();
  const workers = lists.flatMap((list, worker) => list.map(() => worker));
  const value = { ...emptyValue(0), unique: set.length, uniqueVals: new Set(set) };
  return unique.judge({ values, times: values.map(() => 0), workers }, value, { stream: 'x', apply: ['UNIQUE'], uniqueMax });
}
