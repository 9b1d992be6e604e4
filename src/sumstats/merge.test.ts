import fc from 'fast-check';
import { freeze } from 'immer';
import { describe, expect, it } from 'vitest';
import type { Result, ResultVal } from '../model/result.ts';
import type { Calculation, Reducer, Sumstat } from '../model/sumstat.ts';
import { agrees } from '../reference/agrees.ts';
import { NOWHERE } from './calculation.ts';
import { merge } from './merge.ts';
import { emptyValue, observe, openTables } from './observe.ts';

describe('merge', () => {
  it('agrees with the whole, however the observations are split among nodes and in whatever order they merge', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(numbers, fc.nat({ max: 4 })), { minLength: 1, maxLength: 40 }), fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }), (seen, order) => {
        const all = seen.map(([value], time) => ({ value, time }));
        const parts = order.map((node) => reduced(all.filter((_, i) => (seen[i] as [number, number])[1] === node)));

        const merged = parts.reduce<Result | null>((a, b) => merge(a, b), null);

        const whole = { values: all.map((o) => o.value), times: all.map((o) => o.time) };
        expect(agrees(FIGURES, whole, merged?.['x'] as ResultVal)).toBeNull();
      }),
    );
  });

  it('agrees with the whole when merged as a tree', () => {
    fc.assert(
      fc.property(fc.array(fc.array(numbers, { minLength: 1, maxLength: 6 }), { minLength: 4, maxLength: 4 }), (lists) => {
        const [a, b, c, d] = lists.map((values) => reduced(values.map((value) => ({ value, time: 0 }))));

        const merged = merge(merge(a as Result, b as Result), merge(c as Result, d as Result));

        const values = lists.flat();
        expect(agrees(FIGURES, { values, times: values.map(() => 0) }, merged?.['x'] as ResultVal)).toBeNull();
      }),
    );
  });

  it('changes neither side', () => {
    const a = freeze(result([1, 5, 5]), true);
    const b = freeze(result([2, 8]), true);
    const [aBefore, bBefore] = [result([1, 5, 5]), result([2, 8])];

    const merged = merge(a, b);

    expect(merged?.['x']).toMatchObject({ num: 5, sum: 21, unique: 4, uniqueVals: new Set([1, 5, 2, 8]) });
    expect([a, b]).toEqual([aBefore, bBefore]);
    expect(merged?.['x']?.uniqueVals).not.toBe(a['x']?.uniqueVals);
  });

  it('takes no data for neutral on either side', () => {
    const some = result([1, 2]);

    expect(merge(null, some)).toBe(some);
    expect(merge(some, null)).toBe(some);
    expect(merge(null, null)).toBeNull();
  });

  it('passes through a stream that only one side has', () => {
    const [x, y] = [result([1]), { y: valueOf([2]) }];

    const [left, right] = [merge(x, y) as Result, merge(y, x) as Result];

    expect(Object.keys(left).toSorted()).toEqual(['x', 'y']);
    expect([left['x'], left['y'], right['x'], right['y']]).toEqual([x['x'], y.y, x['x'], y.y]);
  });

  it.each([
    ['left', (some: Result, none: Result) => merge(none, some)],
    ['right', (some: Result, none: Result) => merge(some, none)],
  ])('keeps the variance where the %s side holds no observation', (_, mergeThem) => {
    const merged = mergeThem(result([1, 5]), { x: emptyValue(0) });

    expect(merged?.['x']).toMatchObject({ num: 2, average: 3, varS: 8, variance: 8, stdDev: Math.sqrt(8), prevAverage: 3 });
  });

  it('leaves what was not applied as it was created', () => {
    const apply: Calculation[] = ['SUM'];

    const merged = merge({ x: valueOf([1], apply) }, { x: valueOf([2], apply) });

    expect(merged?.['x']).toEqual({ ...emptyValue(0), num: 2, sum: 3 });
  });

  it('unites sets', () => {
    const merged = merge(result([1, 2, 3]), result([3, 4]));

    expect(merged?.['x']?.uniqueVals).toEqual(new Set([1, 2, 3, 4]));
    expect(merged?.['x']?.unique).toBe(4);
  });

  it('spans the times of both sides', () => {
    const early = reduced([{ value: 1, time: 5 }, { value: 1, time: 30 }]);
    const late = reduced([{ value: 1, time: 10 }, { value: 1, time: 20 }]);

    expect(merge(early, late)?.['x']).toMatchObject({ begin: 5, end: 30 });
    expect(merge(late, early)?.['x']).toMatchObject({ begin: 5, end: 30 });
  });
});

const FIGURES: Reducer = { stream: 'x', apply: ['SUM', 'MIN', 'MAX', 'AVERAGE', 'VARIANCE', 'STD_DEV', 'UNIQUE'] };

const numbers = fc.oneof(fc.integer({ min: -1_000, max: 1_000 }), fc.double({ noNaN: true, min: -1e9, max: 1e9 }).map((x) => (Math.abs(x) < 1e-6 ? 0 : x)));

/** What a node holds after these observations; null where there are none. */
function reduced(observations: readonly { value: number; time: number }[], apply: readonly string[] = FIGURES.apply): Result | null {
  const sumstats: Sumstat[] = [{ name: 's', reducers: [{ stream: 'x', apply: [...apply] }] }];
  const live = openTables(sumstats);
  for (const { value, time } of observations) observe(live, { stream: 'x', key: 'k', value }, { ...NOWHERE, sumstats, now: time });
  return live.get('s')?.get('k') ?? null;
}

function valueOf(values: readonly number[], apply?: readonly Calculation[]): ResultVal {
  return reduced(values.map((value) => ({ value, time: 0 })), apply)?.['x'] as ResultVal;
}

const result = (values: readonly number[]): Result => ({ x: valueOf(values) });
