import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactSum } from './exact-sum.ts';

describe('exactSum', () => {
  it('is the double nearest to the sum of rational numbers', () => {
    fc.assert(
      fc.property(fc.array(doubles, { maxLength: 20 }), (values) => {
        expect(exactSum(values) + 0).toBe(rationalSum(values));
      }),
      { numRuns: 500 },
    );
  });

  it('loses nothing to cancellation', () => {
    fc.assert(
      fc.property(fc.array(doubles, { maxLength: 10 }), fc.integer(), (values, rest) => {
        const all = [...values, rest, ...values.map((x) => -x)];
        expect(exactSum(all)).toBe(rest);
      }),
    );
  });

  it('does not depend on the order', () => {
    fc.assert(
      fc.property(fc.array(doubles, { maxLength: 12 }), (values) => {
        expect(exactSum(values.toReversed()) + 0).toBe(exactSum(values) + 0);
      }),
    );
  });

  it.each([
    ['nothing', [], 0],
    ['a tie that goes to even', [1, 2 ** -53], 1],
    ['a tie that is broken from below', [1, 2 ** -53, 2 ** -106], 1 + 2 ** -52],
    ['a tie that is broken from above', [1 + 2 ** -52, -(2 ** -53), -(2 ** -106)], 1],
    ['a tie that went up and is broken from above', [1 + 2 ** -52, 2 ** -53, -(2 ** -106)], 1 + 2 ** -52],
    ['a tie below zero that is broken from below', [-1, -(2 ** -53), -(2 ** -106)], -1 - 2 ** -52],
    ['numbers too far apart', [1e16, 1, -1e16], 1],
    ['the least number', [5e-324, 5e-324], 1e-323],
    ['tenths', new Array<number>(10).fill(0.1), 1],
  ])('adds %s', (_, values, expected) => {
    expect(exactSum(values)).toBe(expected);
  });
});

/** All sizes below those at which twenty of them would run over. */
const doubles = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e300, max: 1e300 }),
  fc.integer({ min: -100, max: 100 }),
  fc.tuple(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), fc.integer({ min: -120, max: 60 })).map(([mantissa, exponent]) => mantissa * 2 ** exponent),
);

/** In units of the least double, 2 to the -1074th, every double is a whole number. */
function rationalSum(values: readonly number[]): number {
  const total = values.reduce((sum, x) => sum + wholeUnits(x), 0n);
  const magnitude = total < 0n ? -total : total;
  const rounded = nearest(magnitude);
  return total < 0n ? -rounded : rounded;
}

function wholeUnits(x: number): bigint {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, Math.abs(x));
  const bits = view.getBigUint64(0);
  const exponent = bits >> 52n;
  const fraction = bits & 0xf_ffff_ffff_ffffn;
  const units = exponent === 0n ? fraction : (fraction | (1n << 52n)) << (exponent - 1n);
  return x < 0 ? -units : units;
}

/** Rounds once: what is beyond the first 64 bits matters only by being there. */
function nearest(units: bigint): number {
  const excess = units.toString(2).length - 64;
  if (excess <= 0) return Number(units) * 2 ** -1074;
  const top = units >> BigInt(excess);
  const rest = units - (top << BigInt(excess));
  return Number(rest === 0n ? top : top | 1n) * 2 ** (excess - 1074);
}
