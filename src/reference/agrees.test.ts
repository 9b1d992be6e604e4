import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ResultVal } from '../model/result.ts';
import type { Calculation } from '../model/sumstat.ts';
import { CALCULATIONS } from '../model/sumstat.ts';
import { agrees, DEFINITIONS } from './agrees.ts';

describe('agrees', () => {
  it('accepts what the definitions say', () => {
    fc.assert(
      fc.property(fc.array(numbers, { minLength: 1, maxLength: 12 }), (values) => {
        expect(agrees(CALCULATIONS, seen(values), defined(values))).toBeNull();
      }),
    );
  });

  describe('of hand-worked values', () => {
    // Mean 5, squared deviations 9 + 1 + 1 + 1 + 0 + 0 + 4 + 16 = 32.
    const values = [2, 4, 4, 4, 5, 5, 7, 9];
    const right: ResultVal = {
      begin: 0, end: 70, num: 8, sum: 40, min: 2, max: 9, average: 5, prevAverage: 5, varS: 32, variance: 32 / 7, stdDev: Math.sqrt(32 / 7),
      unique: 5, uniqueVals: new Set(values),
    };

    it('accepts the right result', () => {
      expect(agrees(CALCULATIONS, seen(values), right)).toBeNull();
    });

    const wrong: [Calculation, Partial<ResultVal>, string, string][] = [
      ['SUM', { sum: 39 }, '40', '39'],
      ['SUM', { sum: 40.000_000_1 }, '40', '40.0000001'],
      ['MIN', { min: 4 }, '2', '4'],
      ['MAX', { max: 7 }, '9', '7'],
      ['AVERAGE', { average: 5.000_000_000_1 }, '5', '5.0000000001'],
      ['VARIANCE', { variance: 4 }, '4.571428571428571', '4'],
      ['STD_DEV', { stdDev: 2 }, '2.138089935299395', '2'],
      ['UNIQUE', { unique: 4 }, '5', '4'],
    ];
    it.each(wrong)('refuses a wrong %s, %o', (of, change, expected, actual) => {
      expect(agrees(CALCULATIONS, seen(values), { ...right, ...change })).toEqual({ of, expected, actual });
    });

    const fields: [Calculation, keyof ResultVal][] = [['SUM', 'sum'], ['MIN', 'min'], ['MAX', 'max'], ['AVERAGE', 'average'], ['VARIANCE', 'variance'], ['STD_DEV', 'stdDev'], ['UNIQUE', 'unique']];
    it.each(fields)('refuses NaN and infinities as %s', (of, field) => {
      for (const bad of [NaN, Infinity, -Infinity]) expect(agrees([of], seen(values), { ...right, [field]: bad })).toMatchObject({ of, actual: String(bad) });
    });

    it.each(fields.filter(([of]) => ['MIN', 'MAX', 'AVERAGE', 'VARIANCE'].includes(of)))('refuses an absent %s', (of, field) => {
      expect(agrees([of], seen(values), { ...right, [field]: null })).toMatchObject({ of, actual: 'absent' });
    });

    it.each([
      ['num', { num: 7 }],
      ['begin', { begin: 10 }],
      ['end', { end: 80 }],
    ])('refuses a wrong %s, whatever is applied', (of, change) => {
      expect(agrees([], seen(values), { ...right, ...change })).toMatchObject({ of });
    });

    it.each([
      ['lacks a value', new Set([2, 4, 5, 7, 1])],
      ['holds one too many', new Set([2, 4, 5, 7, 9, 1])],
      ['is absent', null],
    ])('refuses a set that %s though its count is right', (_, uniqueVals) => {
      expect(agrees(['UNIQUE'], seen(values), { ...right, uniqueVals })).toMatchObject({ of: 'UNIQUE' });
    });

    it('does not ask for what was not applied', () => {
      expect(agrees(['SUM'], seen(values), { ...right, min: null, average: NaN, variance: null, unique: 0 })).toBeNull();
    });
  });

  it('refuses a result in which one observation is lost or doubled', () => {
    fc.assert(
      fc.property(fc.array(numbers, { minLength: 2, maxLength: 12 }), fc.nat(), (values, pick) => {
        const i = pick % values.length;
        const lost = values.filter((_, other) => other !== i);
        const doubled = [...values, values[i] as number];

        expect(agrees([], seen(values), defined(lost))).toMatchObject({ of: 'num' });
        expect(agrees([], seen(values), defined(doubled))).toMatchObject({ of: 'num' });
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
          expect(agrees(['SUM'], all, value)).toMatchObject({ of: 'SUM' });
        }
      }),
    );
  });

  it('refuses a result in which one observation has another value', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1_000, max: 1_000 }), { minLength: 1, maxLength: 12 }), fc.nat(), fc.integer({ min: 1, max: 50 }), (values, pick, shift) => {
        const changed = values.with(pick % values.length, (values[pick % values.length] as number) + shift);

        expect(agrees(['SUM'], seen(values), defined(changed))).toMatchObject({ of: 'SUM' });
        expect(agrees(['AVERAGE'], seen(values), defined(changed))).toMatchObject({ of: 'AVERAGE' });
      }),
    );
  });

  it('accepts rounding in any order of adding, and not much more than that', () => {
    fc.assert(
      fc.property(fc.array(numbers, { minLength: 2, maxLength: 30 }), (values) => {
        const naive = values.reduce((sum, x) => sum + x, 0);
        const bound = DEFINITIONS.SUM.bound(values);
        const beyond = DEFINITIONS.SUM.of(values) + 2 * bound + Number.EPSILON * Math.abs(naive);

        expect(agrees(['SUM'], seen(values), { ...defined(values), sum: naive })).toBeNull();
        if (bound > 0) expect(agrees(['SUM'], seen(values), { ...defined(values), sum: beyond + bound })).toMatchObject({ of: 'SUM' });
      }),
    );
  });

  it('allows no rounding where whole numbers leave no room for it', () => {
    expect(DEFINITIONS.SUM.bound([1, 2 ** 52])).toBe(0);
    expect(DEFINITIONS.SUM.bound([0.1])).toBe(0);
    expect(DEFINITIONS.SUM.bound([0.1, 0.2])).toBeGreaterThan(0);
    expect(DEFINITIONS.SUM.bound([2 ** 53, 1])).toBeGreaterThan(0);
  });

  it('accepts a standard deviation that is the root of a variance within its bound', () => {
    const values = [1e9, 1e9 + 1, 1e9 + 2];
    const { VARIANCE } = DEFINITIONS;

    const withinBound = Math.sqrt(VARIANCE.of(values) + 0.9 * VARIANCE.bound(values));
    const beyond = 1.1 * Math.sqrt(VARIANCE.of(values) + VARIANCE.bound(values));

    expect(agrees(['STD_DEV'], seen(values), { ...defined(values), stdDev: withinBound })).toBeNull();
    expect(agrees(['STD_DEV'], seen(values), { ...defined(values), stdDev: beyond })).toMatchObject({ of: 'STD_DEV' });
  });

  it('takes the variance of a single observation for 0', () => {
    expect(agrees(['VARIANCE', 'STD_DEV'], seen([7]), { ...defined([7]), variance: 0, stdDev: 0 })).toBeNull();
    expect(agrees(['VARIANCE'], seen([7]), { ...defined([7]), variance: 1 })).toMatchObject({ of: 'VARIANCE', expected: '0' });
  });
});

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
    begin: 0,
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
