import { describe, expect, it } from 'vitest';
import type { Value } from '../../model/value.ts';
import { emptyValue } from '../../sumstats/observe.ts';
import { agrees } from '../agrees.ts';
import type { Mismatch } from '../../model/mismatch.ts';
import { last } from './last.ts';

describe('last', () => {
  it('accepts the last of a single worker, and nothing else', () => {
    const alone = { values: [1, 2, 3], times: [0, 0, 0] };

    expect(last.judge(alone, held([2, 3]), asking(2))).toBeNull();
    expect(last.judge(alone, held([3, 2]), asking(2))).toEqual({ expected: '[2, 3]', actual: '[3, 2]' });
    expect(last.judge(alone, held([3]), asking(2))).toEqual({ expected: '[2, 3]', actual: '[3]' });
    expect(last.judge(alone, emptyValue(0), asking(2))).toEqual({ expected: '[2, 3]', actual: '[]' });
  });

  it('accepts the interleavings of both orders of arrival, and no third', () => {
    expect(judged([[1, 2], [3, 4]], [3, 2, 4], 3)).toBeNull();
    expect(judged([[1, 2], [3, 4]], [1, 4, 2], 3)).toBeNull();
    expect(judged([[1, 2], [3, 4]], [1, 2, 3], 3)).toEqual({ expected: '[3, 2, 4], or as another order of arrival has it', actual: '[1, 2, 3]' });
  });

  it('interleaves as far as the part goes that arrived before', () => {
    expect(judged([[1], [2, 3]], [1, 2], 4)).toBeNull();
    expect(judged([[1], [2, 3]], [2, 1, 3], 4)).toBeNull();
    expect(judged([[1], [2, 3]], [1, 2, 3], 4)).not.toBeNull();
  });

  it('accepts nothing where none are asked for', () => {
    expect(judged([[1]], [], 0)).toBeNull();
    expect(judged([[1]], [1], 0)).toEqual({ expected: 'nothing', actual: '[1]' });
  });

  it('is judged also where it was not applied', () => {
    const value = { ...held([1]), num: 1 };

    expect(agrees({ stream: 'x', apply: [] }, { values: [1], times: [0] }, value)).toMatchObject({ of: 'LAST' });
    expect(agrees({ stream: 'x', apply: [] }, { values: [1], times: [0] }, { ...value, last: null })).toBeNull();
  });

  it('tries all orders of six workers', () => {
    const six = [[1], [2], [3], [4], [5], [6]];

    expect(judged(six, [1], 2)).not.toBeNull();
    expect(judged(six, [1, 6, 5, 4, 3, 2], 6)).toBeNull();
  });

  it.each<[string, number[], boolean]>([
    ['two of the last', [1, 8], true],
    ['one of them', [1], true],
    ['a value as often as workers have it', [5, 5], true],
    ['a value more often than that', [1, 1], false],
    ['the second value on the list twice', [8, 8], false],
    ['a value that nobody has', [9, 1], false],
    ['a value that is not among its last', [0, 1], false],
    ['more than asked for', [1, 2, 3], false],
    ['nothing', [], false],
  ])('of seven workers, takes %s for %o', (_, elements, plausible) => {
    const seven = [[0, 7, 8], [1], [2], [3], [4], [5], [5]];
    const why = judged(seven, elements, 2);

    expect(why).toEqual(plausible ? null : { expected: "at most 2 of the workers' last", actual: `[${elements.join(', ')}]` });
  });
});

function judged(lists: number[][], elements: Value[], lastElements: number): Mismatch | null {
  const values = lists.flat();
  const workers = lists.flatMap((list, worker) => list.map(() => worker));
  return last.judge({ values, times: values.map(() => 0), workers }, held(elements), asking(lastElements));
}

const held = (elements: Value[]): ReturnType<typeof emptyValue> => ({ ...emptyValue(0), last: { max: 9, elements, oldest: 0 } });
const asking = (lastElements: number): { stream: string; apply: ['LAST']; lastElements: number } => ({ stream: 'x', apply: ['LAST'], lastElements });
