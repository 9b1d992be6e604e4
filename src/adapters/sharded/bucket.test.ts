import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalBytes } from '../../model/key.ts';
import { bucketOf, fnv1a } from './bucket.ts';

/** By definition, in whole numbers of 64 bits. */
function byDefinition(bytes: string): bigint {
  let hash = 0xcbf29ce484222325n;
  for (const byte of Buffer.from(bytes, 'latin1')) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash;
}

describe('FNV-1a', () => {
  it.each([
    ['', 0xcbf29ce484222325n],
    ['a', 0xaf63dc4c8601ec8cn],
    ['foobar', 0x85944171f73967e8n],
  ])('of %j is the published value', (text, published) => {
    const { high, low } = fnv1a(text);

    expect((BigInt(high) << 32n) | BigInt(low)).toBe(published);
  });
});

describe('the bucket of a key', () => {
  it('is the hash of its bytes by the number of shards, for any number', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'binary' }), fc.integer({ min: 1, max: 100_000 }), (key, shards) => {
        expect(bucketOf(key, shards)).toBe(Number(byDefinition(canonicalBytes(key)) % BigInt(shards)));
      }),
    );
  });

  it('spreads addresses of one network evenly', () => {
    const sizes = new Array<number>(37).fill(0);
    for (let i = 0; i < 3_700; i++) (sizes[bucketOf(`host=10.0.${i >> 8}.${i & 255}`, 37)] as number)++;

    // 100 each; the fullest of 37 has about 100 + sqrt(2 * 100 * ln 37) = 127 where the draw is fair.
    expect(Math.max(...sizes)).toBeLessThan(150);
    expect(Math.min(...sizes)).toBeGreaterThan(60);
  });
});
