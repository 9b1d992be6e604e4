import fc from 'fast-check';
import { freeze } from 'immer';
import omit from 'lodash/omit.js';
import { describe, expect, it } from 'vitest';
import type { Quirk } from '../model/quirks.ts';
import { quirksOf } from '../model/quirks.ts';
import type { Result, ResultVal } from '../model/result.ts';
import type { Calculation, Reducer, Sumstat } from '../model/sumstat.ts';
import { CALCULATIONS } from '../model/sumstat.ts';
import { agrees } from '../reference/agrees.ts';
import type { Surroundings } from './calculation.ts';
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

  // Merging a variance makes a standard deviation of it, as the source does: STD_DEV stands for both.
  it.each(CALCULATIONS.filter((name) => name !== 'VARIANCE'))('takes a value without observations for neutral on either side, by %s', (calculation) => {
    const settings = { lastElements: 3, samples: 2, topkSize: 3, uniqueMax: 4 };
    for (const [value, merged] of [[1, 5, 5, 2], [-1, -5, -5, -2]].flatMap((values) => {
      const value = valueOf(values, [calculation], settings);
      return [[value, merge({ x: value }, { x: emptyValue(0) })], [value, merge({ x: emptyValue(0) }, { x: value })]] as const;
    })) {
      const { topk, ...rest } = merged?.['x'] as ResultVal;
      expect(rest).toEqual(omit(value, 'topk'));
      expect(topk && new Map(topk.counts)).toEqual(value.topk && new Map(value.topk.counts));
      for (const field of ['uniqueVals', 'cardinality', 'last', 'sample'] as const) if (value[field] !== null) expect(merged?.['x']?.[field]).not.toBe(value[field]);
      expect(merged?.['x']?.sample?.elements).not.toBe(value.sample?.elements ?? null);
      expect(merged?.['x']?.last?.elements).not.toBe(value.last?.elements ?? null);
    }
  });

  it('weighs the average before the last observation, too, by what each side has seen', () => {
    expect(merge(result([1, 5]), result([2, 8, 8]))?.['x']?.prevAverage).toBeCloseTo((3 * 2 + 6 * 3) / 5, 12);
  });

  it('keeps the limit of a set, whichever side has it', () => {
    const limited = { x: valueOf([1, 2], ['UNIQUE'], { uniqueMax: 3 }) };
    const more = result([3, 4, 5]);

    expect(merge(limited, more)?.['x']).toMatchObject({ unique: 3, uniqueMax: 3, uniqueVals: new Set([1, 2, 3]) });
    expect(merge(more, limited)?.['x']).toMatchObject({ unique: 3, uniqueMax: 3, uniqueVals: new Set([3, 4, 5]) });
    expect(merge({ x: valueOf([1, 2], ['UNIQUE'], { uniqueMax: 0 }) }, more)?.['x']).toMatchObject({ unique: 1, uniqueMax: 0 });
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

  describe('with the quirks of the real merge', () => {
    const by = (...quirks: Quirk[]): Surroundings => ({ ...NOWHERE, quirks: quirksOf(quirks) });

    it('drops the streams that only the side with fewer has; of as many, those of the left', () => {
      const [x, y, z] = [valueOf([1]), valueOf([2]), valueOf([4])];
      const around = by('composeDropsStreams');

      expect(merge({ x }, { y }, around)).toEqual({ y });
      expect(merge({ x, z }, { y }, around)).toEqual({ x, z });
      expect(merge({ x }, { y, z }, around)).toEqual({ y, z });
      expect(merge({ x }, { x: y, z }, around)).toEqual({ x: expect.objectContaining({ sum: 3 }) as ResultVal, z });
      expect(merge({ x, z }, { x: y }, around)).toEqual({ x: expect.objectContaining({ sum: 3 }) as ResultVal, z });
    });

    it('loses the registers of every second part after the second', () => {
      const parts = [[1], [2, 3], [4, 5, 6], [7, 8, 9, 10]].map((values) => ({ x: valueOf(values, ['HLL_UNIQUE']) }));
      const merged: (Result | null)[] = [];
      for (const part of parts) merged.push(merge(merged.at(-1) ?? null, part, by('hllThirdContributor')));

      expect(merged.map((one) => one?.['x']?.hllUnique)).toEqual([1, 3, 0, 4]);
      expect(merged.map((one) => one?.['x']?.cardinality?.registers.size)).toEqual([1, 3, undefined, 4]);
      expect(merged[1]?.['x']?.cardinality).toMatchObject({ errorMargin: null, confidence: null });
    });

    it.each([
      ['the larger side where no draw is won', [1, 2, 3], [4, 5], 0.61, [1, 2]],
      ['the larger side, also on the right', [4, 5], [1, 2, 3], 0.61, [1, 2]],
      ['the right side where both are as large', [1, 2], [4, 5], 0.99, [4, 5]],
      ['the other side where all draws are won: one more of five than it has observations', [1, 2, 3], [4, 5], 0.59, [4, 5]],
    ])('keeps of full samples %s', (_, a, b, draw, kept) => {
      const [left, right] = [a, b].map((values) => ({ x: valueOf(values, ['SAMPLE'], { samples: 2 }) })) as unknown as [Result, Result];
      const first = { size: 2, seen: 3, elements: [1, 2] };
      for (const side of [left, right]) if (side['x']?.sample?.seen === 3) side['x'].sample = first;

      expect(merge(left, right, { ...by('sampleBias'), random: () => draw })?.['x']?.sample).toEqual({ size: 2, seen: a.length + b.length, elements: kept });
    });

    it('makes a variance of averages that nobody asked to have one', () => {
      const [a, b] = [{ x: valueOf([1], ['AVERAGE']) }, { x: valueOf([5], ['AVERAGE']) }];

      expect(merge(a, b, by('varUnconditional'))?.['x']).toMatchObject({ average: 3, variance: 8, stdDev: Math.sqrt(8) });
      expect(merge(a, b)?.['x']).toMatchObject({ average: 3, variance: null, stdDev: 0 });
    });

    it('loses the variance of what is merged into nothing, but not of what nothing is merged into', () => {
      expect(merge({ x: emptyValue(0) }, result([1, 5]), by('varLeftEmpty'))?.['x']).toMatchObject({ variance: 0, stdDev: 0 });
      expect(merge(result([1, 5]), { x: emptyValue(0) }, by('varLeftEmpty'))?.['x']).toMatchObject({ variance: 8, stdDev: Math.sqrt(8) });
    });
  });
});

const FIGURES: Reducer = { stream: 'x', apply: ['SUM', 'MIN', 'MAX', 'AVERAGE', 'VARIANCE', 'STD_DEV', 'UNIQUE'] };

const numbers = fc.oneof(fc.integer({ min: -1_000, max: 1_000 }), fc.double({ noNaN: true, min: -1e9, max: 1e9 }).map((x) => (Math.abs(x) < 1e-6 ? 0 : x)));

/** What a node holds after these observations; null where there are none. */
function reduced(observations: readonly { value: number; time: number }[], apply: readonly string[] = FIGURES.apply, settings: Partial<Reducer> = {}): Result | null {
  const sumstats: Sumstat[] = [{ name: 's', reducers: [{ ...settings, stream: 'x', apply: [...apply] }] }];
  const live = openTables(sumstats);
  for (const { value, time } of observations) observe(live, { stream: 'x', key: 'k', value }, { ...NOWHERE, sumstats, now: time });
  return live.get('s')?.get('k') ?? null;
}

function valueOf(values: readonly number[], apply?: readonly Calculation[], settings?: Partial<Reducer>): ResultVal {
  return reduced(values.map((value) => ({ value, time: 0 })), apply, settings)?.['x'] as ResultVal;
}

const result = (values: readonly number[]): Result => ({ x: valueOf(values) });
