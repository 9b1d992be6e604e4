import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlainValue, Value } from './value.ts';
import { plainValue, plainValueSchema, quantityOf, valueOf } from './value.ts';

const doubles = fc.double({ noNaN: true, noDefaultInfinity: true });
const counts = fc.oneof(fc.nat(), fc.constantFrom('9007199254740993', '18446744073709551615'));
const plainValues: fc.Arbitrary<PlainValue> = fc.oneof(
  doubles,
  fc.record({ num: counts }),
  fc.record({ num: counts, dbl: doubles }),
  fc.record({ dbl: doubles }),
  fc.record({ str: fc.constantFrom('', 'a', 'num 5', 'a b c d', ' ') }),
);

describe('valueOf', () => {
  it.each<[PlainValue, Value, quantity: number, doubleFirst: number]>([
    [2.5, 2.5, 2.5, 2.5],
    [{ dbl: 2.5 }, 2.5, 2.5, 2.5],
    [-0, 'dbl -0', -0, -0],
    [{ num: 5 }, 'num 5', 5, 5],
    [{ num: '18446744073709551615' }, 'num 18446744073709551615', 2 ** 64, 2 ** 64],
    [{ num: 5, dbl: 2.5 }, 'num 5 dbl 2.5', 5, 2.5],
    [{ num: 5, dbl: -0 }, 'num 5 dbl -0', 5, -0],
    [{ str: 'a b' }, 'str a b', 1, 1],
    [{ str: '' }, 'str ', 1, 1],
  ])('makes %j one plain value, which counts as a number', (plain, value, quantity, doubleFirst) => {
    expect(valueOf(plain)).toBe(value);
    expect([quantityOf(value), quantityOf(value, true)]).toEqual([quantity, doubleFirst]);
  });

  it('keeps a count, a double and a text of the same look apart', () => {
    expect(new Set([valueOf(1), valueOf({ num: 1 }), valueOf({ str: '1' }), valueOf({ num: 1, dbl: 1 })]).size).toBe(4);
  });

  it('is undone by plainValue', () => {
    fc.assert(
      fc.property(plainValues, (plain) => {
        const value = valueOf(plain);
        expect(plainValueSchema.parse(plainValue(value))).toEqual(plainValue(value));
        expect(valueOf(plainValue(value))).toBe(value);
      }),
    );
  });
});

describe('plainValueSchema', () => {
  it.each([[NaN], [Infinity], [{ num: -1 }], [{ num: 0.5 }], [{ num: '18446744073709551616' }], [{ num: '007' }], [{ str: 1 }], [{}], ['text']])('refuses %j', (plain) => {
    expect(plainValueSchema.safeParse(plain).success).toBe(false);
  });
});
