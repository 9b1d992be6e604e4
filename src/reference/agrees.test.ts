import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ResultVal } from '../model/result.ts';
import type { Calculation, Reducer } from '../model/sumstat.ts';
import { emptyValue } from '../sumstats/observe.ts';
import { agrees } from './agrees.ts';
import { sampleVariance, varianceBound } from './calculations/variance.ts';
import { exactSum } from './exact-sum.ts';

describe('agrees', () => {
  it('accepts what the definitions say', () => {
    fc.assert(
      fc.property(fc.array(numbers, { minLength: 1, maxLength: 12 }), (values) => {
        expect(agrees(reducing(FIGURES), seen(values), defined(values))).toBeNull();
      }),
    );
  });

  describe('of hand-worked values', () => {
    // Mean 5, squared deviations 9 + 1 + 1 + 1 + 0 + 0 + 4 + 16 = 32.
    const values = [2, 4, 4, 4, 5, 5, 7, 9];
    const right: ResultVal = {
      ...emptyValue(0), begin: 0, end: 70, num: 8, sum: 40, min: 2, max: 9, average: 5, prevAverage: 5, varS: 32, variance: 32 / 7, stdDev: Math.sqrt(32 / 7),
      unique: 5, uniqueVals: new Set(values),
    };

    it('accepts the right result', () => {
      expect(agrees(reducing(FIGURES), seen(values), right)).toBeNull();
    });

    const wrong: [Calculation, Partial<ResultVal>, string, string][] = [
      ['SUM', { sum: 39 }, '40', '39'],
      ['SUM', { sum: 40.000_000_1 }, '40', '40.0000001'],
      ['MIN', { min: 4 }, '2', '4'],
      ['MAX', { max: 7 }, '9', '7'],
      ['AVERAGE', { average: 5.000_000_000_1 }, '5', '5.0000000001'],
      ['VARIANCE', { variance: 4 }, '4.571428571428571', '4'],
      ['STD_DEV', { stdDev: 2 }, '2.138089935299395', '2'],
      ['UNIQUE', { unique: 4 }, '5', '4, but the set holds 5'],
    ];
    it.each(wrong)('refuses a wrong %s, %o', (of, change, expected, actual) => {
      expect(agrees(reducing(FIGURES), seen(values), { ...right, ...change })).toEqual({ of, expected, actual });
    });

    const fields: [Calculation, keyof ResultVal][] = [['SUM', 'sum'], ['MIN', 'min'], ['MAX', 'max'], ['AVERAGE', 'average'], ['VARIANCE', 'variance'], ['STD_DEV', 'stdDev'], ['UNIQUE', 'unique']];
    it.each(fields)('refuses NaN and infinities as %s', (of, field) => {
      for (const bad of [NaN, Infinity, -Infinity]) expect(agrees(reducing([of]), seen(values), { ...right, [field]: bad })).toMatchObject({ of, actual: expect.stringContaining(String(bad)) as string });
    });

    it.each(fields.filter(([of]) => ['MIN', 'MAX', 'AVERAGE', 'VARIANCE'].includes(of)))('refuses an absent %s', (of, field) => {
      expect(agrees(reducing([of]), seen(values), { ...right, [field]: null })).toMatchObject({ of, actual: 'absent' });
    });

    it.each([
      ['num', { num: 7 }],
      ['begin', { begin: 10 }],
      ['end', { end: 80 }],
    ])('refuses a wrong %s, whatever is applied', (of, change) => {
      expect(agrees(reducing([]), seen(values), { ...right, ...change })).toMatchObject({ of });
    });

    it.each([
      ['lacks a value', new Set([2, 4, 5, 7, 1])],
      ['holds one too many', new Set([2, 4, 5, 7, 9, 1])],
      ['is absent', null],
    ])('refuses a set that %s though its count is right', (_, uniqueVals) => {
      expect(agrees(reducing(['UNIQUE']), seen(values), { ...right, uniqueVals })).toMatchObject({ of: 'UNIQUE' });
    });

    it('does not ask for what was not applied', () => {
      expect(agrees(reducing(['SUM']), seen(values), { ...right, min: null, average: null, variance: null, unique: 0, uniqueVals: null })).toBeNull();
    });

    it('refuses what was not applied and is told all the same, if it is wrong', () => {
      expect(agrees(reducing(['SUM']), seen(values), { ...right, stdDev: 1 })).toMatchObject({ of: 'STD_DEV', actual: '1' });
      expect(agrees(reducing(['SUM']), seen(values), { ...right, average: NaN })).toMatchObject({ of: 'AVERAGE' });
    });
  });

  it('goes by the first and the last time, in whatever order they are listed', () => {
    const observed = { values: [1, 2, 3], times: [20, 30, 10] };

    expect(agrees(reducing(['SUM']), observed, { ...defined([1, 2, 3]), begin: 10, end: 30 })).toBeNull();
    expect(agrees(reducing(['SUM']), observed, { ...defined([1, 2, 3]), begin: 20, end: 30 })).toEqual({ of: 'begin', expected: '10', actual: '20' });
    expect(agrees(reducing(['SUM']), observed, { ...defined([1, 2, 3]), begin: 10, end: 10 })).toEqual({ of: 'end', expected: '30', actual: '10' });
  });

  it('refuses a result in which one observation is lost or doubled', () => {
    fc.assert(
      fc.property(fc.array(numbers, { minLength: 2, maxLength: 12 }), fc.nat(), (values, pick) => {
        const i = pick % values.length;
        const lost = values.filter((_, other) => other !== i);
        const doubled = [...values, values[i] as number];

        expect(agrees(reducing([]), seen(values), defined(lost))).toMatchObject({ of: 'num' });
        expect(agrees(reducing([]), seen(values), defined(doubled))).toMatchObject({ of: 'num' });
      }),
    );
  });

  it('refuses by its sum alone a result in which one fingerprint is lost, doubled or moved', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat({ max: 25 }), { minLength: 2 }), fc.nat({ max: 25 }), (digits, other) => {
        const values = digits.map((digit) => 4 ** digit);
        const all = seen(values);
        const changed = [[...values.slice(1)], [...values, values[0] as number], [...values.slice(1), 4 ** other]];
        for (const counted of changed) {
          if (other === digits[0] && counted.length === values.length) continue;
          const value = { ...defined(values), sum: defined(counted).sum };
          expect(agrees(reducing(['SUM']), all, value)).toMatchObject({ of: 'SUM' });
        }
      }),
    );
  });

  it('refuses a result in which one observation has another value', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1_000, max: 1_000 }), { minLength: 1, maxLength: 12 }), fc.nat(), fc.integer({ min: 1, max: 50 }), (values, pick, shift) => {
        const changed = values.with(pick % values.length, (values[pick % values.length] as number) + shift);

        expect(agrees(reducing(['SUM']), seen(values), { ...defined(values), sum: defined(changed).sum })).toMatchObject({ of: 'SUM' });
        expect(agrees(reducing(['AVERAGE']), seen(values), { ...defined(values), average: defined(changed).average })).toMatchObject({ of: 'AVERAGE' });
      }),
    );
  });

  it('accepts rounding in any order of adding, and not much more than that', () => {
    fc.assert(
      fc.property(fc.array(numbers, { minLength: 2, maxLength: 30 }), (values) => {
        const naive = values.reduce((sum, x) => sum + x, 0);
        const bound = values.length * 2 ** -53 * exactSum(values.map(Math.abs));

        expect(agrees(reducing(['SUM']), seen(values), { ...defined(values), sum: naive })).toBeNull();
        if (bound > 0) expect(agrees(reducing(['SUM']), seen(values), { ...defined(values), sum: exactSum(values) + 3 * bound })).toMatchObject({ of: 'SUM' });
      }),
    );
  });

  it.each<[number[], number]>([
    [[1, 2 ** 52], 1],
    [[0.1], 2 ** -56],
    [[4, 4, 4], 2 ** -49],
    [[0.1, 0.2], 2 ** -54],
    [[2 ** 53 - 1], 1],
    [[0.5, 2 ** 50, -(2 ** 50)], 0.5],
    [[5e-324, 5e-324], 5e-324],
    [[2 ** 1000, -(2 ** 1000), 2 ** 960], 2 ** 948],
  ])('allows no more rounding than %j leaves room for', (values, error) => {
    const { sum } = defined(values);

    expect(agrees(reducing(['SUM']), seen(values), { ...defined(values), sum: sum + error })).toMatchObject({ of: 'SUM' });
  });

  it.each<[number[], number]>([
    [[0.1, 0.2], 2 ** -54],
    [[2 ** 53, 1], -2],
  ])('allows for rounding where %j leaves room for it', (values, error) => {
    expect(agrees(reducing(['SUM']), seen(values), { ...defined(values), sum: exactSum(values) - error })).toBeNull();
  });

  it('accepts a standard deviation that is the root of a variance within its bound', () => {
    const values = [1e9, 1e9 + 1, 1e9 + 2];

    const withinBound = Math.sqrt(sampleVariance(values) + 0.9 * varianceBound(values));
    const beyond = 1.1 * Math.sqrt(sampleVariance(values) + varianceBound(values));

    expect(agrees(reducing(['STD_DEV']), seen(values), { ...defined(values), stdDev: withinBound })).toBeNull();
    expect(agrees(reducing(['STD_DEV']), seen(values), { ...defined(values), stdDev: beyond })).toMatchObject({ of: 'STD_DEV' });
  });

  it('accepts the root of a variance as far below as its bound goes, which is further than above', () => {
    const values = [1, 1 + 20 * 2 ** -52];
    const below = (part: number): number => Math.sqrt(sampleVariance(values) - part * varianceBound(values));

    expect(agrees(reducing(['STD_DEV']), seen(values), { ...defined(values), stdDev: below(0.95) })).toBeNull();
    expect(agrees(reducing(['STD_DEV']), seen(values), { ...defined(values), stdDev: below(1.05) })).toMatchObject({ of: 'STD_DEV' });
  });

  it('takes the variance of a single observation for 0', () => {
    expect(agrees(reducing(['VARIANCE', 'STD_DEV']), seen([7]), { ...defined([7]), variance: 0, stdDev: 0 })).toBeNull();
    expect(agrees(reducing(['VARIANCE']), seen([7]), { ...defined([7]), variance: 1 })).toMatchObject({ of: 'VARIANCE', expected: '0' });
  });
});

const FIGURES: Calculation[] = ['SUM', 'MIN', 'MAX', 'AVERAGE', 'VARIANCE', 'STD_DEV', 'UNIQUE'];

function reducing(apply: readonly Calculation[]): Reducer {
  return { stream: 'x', apply };
}

const numbers = fc.oneof(fc.integer({ min: -1_000, max: 1_000 }), fc.double({ noNaN: true, min: -1e9, max: 1e9 }).map((x) => (Math.abs(x) < 1e-6 ? 0 : x)));

/** Observed ten microseconds apart, from 0. */
function seen(values: readonly number[]): { values: readonly number[]; times: readonly number[] } {
  return { values, times: values.map((_, i) => 10 * i) };
}

/** A result computed from the whole list, in textbook manner. */
function defined(values: readonly number[]): ResultVal {
  const sum = values.reduce((total, x) => total + x, 0);
  const average = sum / values.length;
  const varS = values.reduce((total, x) => total + (x - average) ** 2, 0);
  const variance = values.length === 1 ? 0 : varS / (values.length - 1);
  const uniqueVals = new Set(values);
  return {
    ...emptyValue(0),
    end: 10 * (values.length - 1),
    num: values.length,
    sum,
    min: Math.min(...values),
    max: Math.max(...values),
    average,
    prevAverage: null,
    varS,
    variance,
    stdDev: Math.sqrt(variance),
    unique: uniqueVals.size,
    uniqueVals,
  };
}
