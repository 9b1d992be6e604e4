import { describe, expect, it } from 'vitest';
import { IDEAL, quirksOf } from '../model/quirks.ts';
import type { Sumstat } from '../model/sumstat.ts';
import type { Threshold } from '../model/threshold.ts';
import type { Crossed } from './limiter.ts';
import { crossedBefore, isSpent, noteCrossed } from './limiter.ts';

describe('crossedBefore', () => {
  it('is what was noted last, of that sumstat and key', () => {
    const crossed: Crossed = new Map();
    noteCrossed(crossed, 's', 'k', 1);
    noteCrossed(crossed, 's', 'k', 2);
    noteCrossed(crossed, 't', 'l', 3);

    expect([crossedBefore(crossed, 's', 'k'), crossedBefore(crossed, 's', 'l'), crossedBefore(crossed, 't', 'k'), crossedBefore(crossed, 't', 'l')]).toEqual([2, 0, 0, 3]);
  });
});

describe('isSpent', () => {
  const QUIRKY = quirksOf(['limiterPrecedence']);
  const AT = { at: 5 };
  const SERIES = { series: [1, 2] };
  const BOTH = { at: 5, series: [1, 2] };

  it.each<[string, Omit<Threshold, 'watch'>, boolean, number, [ideal: boolean, quirky: boolean]]>([
    ['nothing is crossed', AT, false, 0, [false, false]],
    ['all that there is is crossed, and no results are asked for', AT, false, 1, [true, true]],
    ['results are asked for', AT, true, 1, [false, false]],
    ['a series goes on', SERIES, false, 1, [false, false]],
    ['a series is over, and no results are asked for', SERIES, false, 2, [true, true]],
    ['a series is over, and results are asked for', SERIES, true, 2, [false, true]],
    ['a series goes on after the single limit, and no results are asked for', BOTH, false, 1, [false, true]],
    ['a series goes on after the single limit', BOTH, true, 1, [false, false]],
  ])('says whether a node may stop counting a key where %s', (_, limits, epochResult, crossed, expected) => {
    const sumstat: Sumstat = { name: 's', reducers: [{ stream: 'x', apply: ['SUM'] }], threshold: { watch: { field: 'sum', stream: 'x' }, ...limits }, epochResult };

    expect([isSpent(sumstat, crossed, IDEAL), isSpent(sumstat, crossed, QUIRKY)]).toEqual(expected);
  });

  it('says no where there is no threshold', () => {
    expect(isSpent({ name: 's', reducers: [{ stream: 'x', apply: ['SUM'] }], epochResult: false }, 9, QUIRKY)).toBe(false);
  });
});
