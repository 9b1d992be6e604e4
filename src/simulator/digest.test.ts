import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clone } from './clone.ts';
import { digest } from './digest.ts';

describe('digest', () => {
  it('is the same for the same contents', () => {
    fc.assert(
      fc.property(fc.object({ withMap: true, withSet: true, maxDepth: 3 }), (value) => {
        expect(digest(clone(value))).toBe(digest(value));
      }),
    );
  });

  it('differs between any two of values that look alike', () => {
    const values: unknown[] = [
      0, -0, 1, -1, 2 ** 32, 2 ** -40, NaN, Infinity, '', '0', '1', 'a', 'aa', true, false, null, undefined,
      [], [0], [1], [1, 0], [0, 1], [[0], 1], [[0, 1]], [null],
      {}, { a: 0 }, { a: 1 }, { b: 1 }, { a: 1, b: 0 }, { a: { b: 1 } }, { a: null },
      new Map(), new Map([['a', 1]]), new Map([['a', 2]]), new Map([['b', 1]]), new Map([['a', 1], ['b', 1]]),
      new Set([2]), new Set([1, 2]), new Set(['1', '2']),
    ];

    const digests = values.map((value) => digest(value));

    expect(new Set(digests).size).toBe(values.length);
  });

  it('is 32 bits, signed', () => {
    fc.assert(
      fc.property(fc.anything(), (value) => {
        const hash = digest(value);
        expect(hash | 0).toBe(hash);
      }),
    );
  });

  it('hardly ever takes one number for another', () => {
    const digests = new Set(Array.from({ length: 10_000 }, (_, n) => digest({ x: { sum: n, num: 1 } })));

    // By the birthday bound about 0.01 pairs are expected to meet.
    expect(digests.size).toBeGreaterThan(9_995);
  });

  it('minds the order of insertion', () => {
    expect(digest(new Set([1, 2]))).not.toBe(digest(new Set([2, 1])));
    expect(digest({ a: 1, b: 2 })).not.toBe(digest({ b: 2, a: 1 }));
  });

  it('is not moved by a change of version', () => {
    expect(digest({ uid: 1, key: 'k', result: { x: { sum: 0.5, uniqueVals: new Set([1]) } } })).toMatchInlineSnapshot(`588614193`);
  });
});
