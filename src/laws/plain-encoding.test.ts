import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decode, encode } from './plain-encoding.ts';

describe('plain data', () => {
  it('comes back from its text as it was', () => {
    const { value } = fc.letrec<{ value: unknown; atom: unknown }>((tie) => ({
      atom: fc.oneof(fc.double(), fc.string()),
      value: fc.oneof(
        { depthSize: 'small' },
        fc.oneof(tie('atom'), fc.boolean(), fc.constant(null)),
        fc.array(tie('value')),
        fc.array(tie('atom')).map((items) => new Set(items)),
        fc.array(fc.tuple(tie('atom'), tie('value'))).map((items) => new Map(items)),
        fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('map', 'set', 'number', 'record')), tie('value'), { noNullPrototype: true }),
      ),
    }));

    fc.assert(
      fc.property(value, (plain) => {
        expect(decode(encode(plain))).toEqual(plain);
      }),
    );
  });

  it.each<[string, unknown]>([
    ['a function', { f: () => 1 }],
    ['what is undefined', { x: undefined }],
    ['a big integer', [1n]],
    ['an object of Date', new Date(0)],
    ['an object of Steps', new (class Steps extends Array<number> {})()],
    ['an object of no class', Object.create(null)],
    ['sets of objects', new Set([{}])],
    ['maps by objects', new Map([[{}, 1]])],
  ])('is not %s', (_, value) => {
    expect(() => encode(value)).toThrow('a state must be plain data');
  });
});
