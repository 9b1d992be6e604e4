import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clone } from './clone.ts';
import { sameContent } from './same-content.ts';

describe('sameContent', () => {
  it('finds a clone the same', () => {
    fc.assert(
      fc.property(fc.object({ withMap: true, withSet: true, maxDepth: 3 }), (value) => {
        expect(sameContent(value, clone(value))).toBe(true);
      }),
    );
  });

  it('never finds the same what Node finds different', () => {
    const few = fc.object({ withMap: true, withSet: true, maxDepth: 2, key: fc.constantFrom('a', 'b'), values: [fc.constantFrom(0, -0, 1, NaN, 'a', null)] });

    fc.assert(
      fc.property(few, few, (a, b) => {
        if (sameContent(a, b)) expect(isDeepStrictEqual(a, b)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('tells any two apart of values that look alike', () => {
    const values: unknown[] = [
      0, -0, 1, NaN, '', '0', true, false, null, undefined,
      [], [0], [-0], [1, 0], [0, 1], [[0], 1], [[0, 1]], [null], [undefined],
      {}, { a: 0 }, { a: -0 }, { b: 0 }, { a: 1, b: 0 }, { a: undefined }, { a: { b: 1 } }, { 0: 0 },
      new Map(), new Map([['a', 1]]), new Map([['a', 2]]), new Map([['b', 1]]), new Map([['a', 1], ['b', 1]]), new Map([['b', 1], ['a', 1]]), new Map([[0, 0]]),
      new Set(), new Set([0]), new Set([1, 2]), new Set([2, 1]), new Set([1]),
    ];

    values.forEach((a, i) => {
      values.forEach((b, j) => {
        expect([i, j, sameContent(a, b)]).toEqual([i, j, i === j]);
      });
    });
  });
});
