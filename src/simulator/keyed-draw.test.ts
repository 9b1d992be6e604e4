import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { below, hashText, mix } from './keyed-draw.ts';

describe('below', () => {
  it('stays within its bounds', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 2 ** 46 }), (hash, bound) => {
        const drawn = below(hash, bound);
        expect(Number.isSafeInteger(drawn) && drawn >= 0 && drawn < bound).toBe(true);
      }),
    );
  });

  it('reaches both ends', () => {
    expect([below(0, 1_000), below(-1, 1_000), below(0x7fff_ffff, 2), below(-0x8000_0000, 2)]).toEqual([0, 999, 0, 1]);
  });

  it.each([
    ['counted keys', (i: number) => mix(7, i)],
    ['two counted keys', (i: number) => mix(mix(7, i % 100), Math.floor(i / 100))],
    ['seeds', (i: number) => mix(mix(0x5eed, i), 1)],
    ['texts', (i: number) => hashText(`worker-${i}`)],
  ])('spreads %s evenly', (_, hash) => {
    const buckets = new Array<number>(16).fill(0);
    for (let i = 0; i < 16_000; i++) buckets[below(hash(i), 16)] = (buckets[below(hash(i), 16)] as number) + 1;

    // 1,000 are expected in each; the standard deviation is 31.
    for (const count of buckets) expect(Math.abs(count - 1_000)).toBeLessThan(155);
  });
});

describe('mix', () => {
  it('tells apart the order of what is mixed in', () => {
    expect(mix(mix(1, 2), 3)).not.toBe(mix(mix(1, 3), 2));
  });

  it('never takes one word for another under the same hash', () => {
    const mixed = new Set(Array.from({ length: 20_000 }, (_, word) => mix(42, word)));

    expect(mixed.size).toBe(20_000);
  });
});

describe('hashText', () => {
  it('tells apart texts that are near one another', () => {
    const texts = ['', '\0', '\0\0', 'a', 'b', 'ab', 'ba', 'key-1', 'key-2', 'é', 'e', '\ud83d\ude00', '\ud83d\ude01'];

    expect(new Set(texts.map(hashText)).size).toBe(texts.length);
  });
});
