import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressSchema, canonicalAddress, networkOf } from './address.ts';

describe('canonicalAddress', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['2001:DB8::1', '2001:db8::1'],
    ['2001:0db8:0000:0000:0001:0000:0000:0001', '2001:db8::1:0:0:1'],
    ['::', '::'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['::FFFF:c000:0201', '192.0.2.1'],
    // Compatible is not mapped.
    ['::192.0.2.1', '::c000:201'],
  ])('spells %s as %s', (address, canonical) => {
    expect(canonicalAddress(address)).toBe(canonical);
  });

  it('is itself the canonical one, and an address', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()), (address) => {
        const canonical = canonicalAddress(address);
        expect(canonicalAddress(canonical)).toBe(canonical);
        expect(addressSchema.parse(canonical)).toBe(canonical);
      }),
    );
  });
});

describe('networkOf', () => {
  it.each<[string, number, string]>([
    ['192.0.2.129', 32, '192.0.2.129'],
    ['192.0.2.129', 25, '192.0.2.128'],
    ['192.0.2.129', 24, '192.0.2.0'],
    ['192.0.2.129', 9, '192.0.0.0'],
    ['192.0.2.129', 1, '128.0.0.0'],
    ['192.0.2.129', 0, '0.0.0.0'],
    ['192.0.2.129', 64, '192.0.2.129'],
    ['255.255.255.255', 31, '255.255.255.254'],
    ['2001:db8:ffff:ffff::1', 48, '2001:db8:ffff::'],
    ['2001:db8:ffff:ffff::1', 33, '2001:db8:8000::'],
    ['2001:db8::1', 128, '2001:db8::1'],
    ['2001:db8::1', 0, '::'],
  ])('is, of %s and its first %i bits, %s', (address, bits, network) => {
    expect(networkOf(address, bits)).toBe(network);
  });

  it('is its own network, and lies within every wider one', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV4(), fc.ipV6()).map(canonicalAddress), fc.nat({ max: 128 }), fc.nat({ max: 128 }), (address, one, other) => {
        const [wide, narrow] = [Math.min(one, other), Math.max(one, other)];
        expect(networkOf(networkOf(address, narrow), narrow)).toBe(networkOf(address, narrow));
        expect(networkOf(networkOf(address, narrow), wide)).toBe(networkOf(address, wide));
      }),
    );
  });
});
