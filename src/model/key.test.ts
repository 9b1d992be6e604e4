import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlainKey } from './key.ts';
import { keyOf, keyParts, plainKey, plainKeySchema } from './key.ts';

const names = fc.oneof(fc.constantFrom('a', 'host=1.2.3.4', 'str=x', 'host=a, str=b', ', str=', 'x, str=y'), fc.string({ minLength: 1, maxLength: 12 }));
const hosts = fc.oneof(fc.ipV4(), fc.ipV6());
const plainKeys: fc.Arbitrary<PlainKey> = fc.oneof(names, fc.record({ str: names }), fc.record({ host: hosts }), fc.record({ host: hosts, str: names }));

describe('keyOf', () => {
  it.each<[PlainKey, string]>([
    ['US', 'US'],
    [{ str: 'US' }, 'US'],
    [{ host: '192.0.2.1' }, 'host=192.0.2.1'],
    [{ host: '192.0.2.1', str: 'ssh' }, 'host=192.0.2.1, str=ssh'],
    ['host=192.0.2.1', 'str=host=192.0.2.1'],
    [{ str: 'str=x' }, 'str=str=x'],
    [{ host: '2001:DB8:0::1' }, 'host=2001:db8::1'],
  ])('names %j', (plain, key) => {
    expect(keyOf(plain)).toBe(key);
  });

  it('gives one name to what is one key, and two names to what are two', () => {
    const same = (a: PlainKey, b: PlainKey): boolean => JSON.stringify(keyParts(keyOf(a))) === JSON.stringify(keyParts(keyOf(b)));
    fc.assert(
      fc.property(plainKeys, plainKeys, (a, b) => {
        expect(keyOf(a) === keyOf(b)).toBe(same(a, b));
      }),
    );
  });

  it('says no less than the key: its parts are read back', () => {
    fc.assert(
      fc.property(names, fc.option(fc.ipV4()), (str, host) => {
        expect(keyParts(keyOf(host === null ? { str } : { host, str }))).toEqual(host === null ? { str } : { host, str });
      }),
    );
  });
});

describe('plainKey', () => {
  it('is what a file may hold, and names the same key', () => {
    fc.assert(
      fc.property(plainKeys, (plain) => {
        const key = keyOf(plain);
        expect(keyOf(plainKey(key))).toBe(key);
      }),
    );
  });

  it('is bare text where there is no host', () => {
    expect([plainKey('US'), plainKey('str=host=x'), plainKey('host=192.0.2.1')]).toEqual(['US', 'host=x', { host: '192.0.2.1' }]);
  });
});

describe('plainKeySchema', () => {
  it.each([[''], [{}], [{ host: 'example.org' }], [{ host: '192.0.2.256' }], [{ str: 'a', port: 1 }], [7]])('refuses %j', (plain) => {
    expect(plainKeySchema.safeParse(plain).success).toBe(false);
  });
});
