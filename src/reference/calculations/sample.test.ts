import { describe, expect, it } from 'vitest';
import { emptyValue } from '../../sumstats/observe.ts';
import { agrees } from '../agrees.ts';
import type { Mismatch } from '../../model/mismatch.ts';
import { sample } from './sample.ts';

const observed = { values: [1, 2, 2, 3], times: [0, 0, 0, 0] };

describe('sample', () => {
  it.each<[number, number, number[], string | null]>([
    [2, 4, [2, 2], null],
    [9, 4, [3, 2, 1, 2], null],
    [0, 4, [], null],
    [2, 3, [1, 2], '2 of 3'],
    [2, 4, [1], '1 of 4'],
    [2, 4, [1, 2, 3], '3 of 4'],
    [2, 4, [1, 1], '2 of 4, with 1 more often than it was observed'],
    [2, 4, [5, 1], '2 of 4, with 5 more often than it was observed'],
  ])('of size %d, judges one of %d observed that holds %j', (samples, seen, elements, actual) => {
    const why = sample.judge(observed, { ...emptyValue(0), sample: { size: samples, seen, elements } }, { stream: 'x', apply: ['SAMPLE'], samples });

    const expected = `${samples > 4 ? 4 : samples} of 4 observations`;
    expect(why).toEqual(actual === null ? null : { expected, actual } satisfies Mismatch);
  });

  it('refuses none at all', () => {
    expect(sample.judge(observed, emptyValue(0), { stream: 'x', apply: ['SAMPLE'], samples: 2 })).toEqual({ expected: '2 of 4 observations', actual: 'absent' });
  });

  it('is judged also where it was not applied', () => {
    const value = { ...emptyValue(0), num: 4, sample: { size: 0, seen: 3, elements: [] } };

    expect(agrees({ stream: 'x', apply: [] }, observed, value)).toMatchObject({ of: 'SAMPLE' });
  });
});
