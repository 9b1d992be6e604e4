import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PlainKey } from './key.ts';
import { canonicalBytes, keyOf, keyParts, plainKey, plainKeySchema } from './key.ts';

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

const ADDRESSES = ['0.0.0.0', '9.0.0.1', '10.0.0.2', '10.0.0.10', '192.0.2.1', '255.255.255.255', '::', '::1', '2001:db8::1', 'ffff::'];

/** An address's bytes as another library has them. */
function bytesOf(address: string): Buffer {
  if (!address.includes(':')) return Buffer.from([...new Array<number>(10).fill(0), 0xff, 0xff, ...address.split('.').map(Number)]);
  const [head = '', tail = ''] = address.split('::');
  const words = (text: string): string[] => (text === '' ? [] : text.split(':').map((word) => word.padStart(4, '0')));
  const gap = new Array<string>(8 - words(head).length - words(tail).length).fill('0000');
  return Buffer.from([...words(head), ...gap, ...words(tail)].join(''), 'hex');
}

const parts = fc
  .record({ host: fc.option(fc.constantFrom(...ADDRESSES), { nil: undefined }), str: fc.option(fc.string({ unit: 'binary', minLength: 1, maxLength: 4 }), { nil: undefined }) })
  .filter(({ host, str }) => host !== undefined || str !== undefined);

describe('the canonical bytes of a key', () => {
  it('are those of its host and its str, each after a byte that says whether there is one', () => {
    fc.assert(
      fc.property(parts, ({ host, str }) => {
        const expected = Buffer.concat([Buffer.from([host === undefined ? 0 : 1]), host === undefined ? Buffer.of() : bytesOf(host), Buffer.from([str === undefined ? 0 : 1]), Buffer.from(str ?? '')]);

        expect(Buffer.from(canonicalBytes(keyOf({ host, str })), 'latin1')).toEqual(expected);
      }),
    );
  });

  it.each([
    ['a lone str before any host', 'zeek', { host: '0.0.0.0' }],
    ['hosts by number, not by text', { host: '9.0.0.1' }, { host: '10.0.0.2' }],
    ['a host alone before the same with a str', { host: '10.0.0.2' }, { host: '10.0.0.2', str: 'a' }],
    ['IPv4 among IPv6', { host: '::1' }, { host: '10.0.0.2' }],
    ['a beginning before what it begins', 'a', 'a!'],
    ['by code point, where UTF-16 would have it the other way', '\uff5e', '\u{1f600}'],
  ])('put %s', (_, first, second) => {
    expect(canonicalBytes(keyOf(first)) < canonicalBytes(keyOf(second))).toBe(true);
  });

  it('are the same for two spellings of a host, and not for two halves of surrogate pairs', () => {
    expect(canonicalBytes(keyOf({ host: '::ffff:10.0.0.2' }))).toBe(canonicalBytes(keyOf({ host: '10.0.0.2' })));
    expect(canonicalBytes('\ud800')).not.toBe(canonicalBytes('\ud801'));
  });
});
