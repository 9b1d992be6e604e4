import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { cloneDeep } from 'lodash';
import { describe, expect, it } from 'vitest';
import { clone, CLONING, RecordCopier } from './clone.ts';

describe('clone', () => {
  it('equals lodash\'s cloneDeep', () => {
    fc.assert(
      fc.property(plain, (value) => {
        expect(isDeepStrictEqual(clone(value), cloneDeep(value))).toBe(true);
      }),
    );
  });

  it('shares nothing with the original that could be changed', () => {
    fc.assert(
      fc.property(plain, (value) => {
        const parts = partsOf(clone(value));
        for (const part of partsOf(value)) expect(parts.has(part)).toBe(false);
      }),
    );
  });

  it('keeps the order of fields, entries and elements', () => {
    fc.assert(
      fc.property(plain, (value) => {
        expect(orderOf(clone(value))).toEqual(orderOf(value));
      }),
    );
  });

  it.each([
    ['the same fields in another order', { first: 1, second: 2 }, { second: 2, first: 1 }],
    ['fewer fields', { first: 1, second: 2, third: 3 }, { first: 1 }],
    ['more fields', { first: 1 }, { first: 1, second: { third: 3 } }],
    ['another field in between', { first: 1, last: 2 }, { first: 1, other: 3, last: 2 }],
    ['fields that are numbers', { b: 1, 10: 'ten', 9: 'nine' }, { 9: [1], b: { c: 2 } }],
    ['no fields', { first: 1 }, {}],
    ['fields with quotes and line ends', { '"': 1, '\n': 2, '\u2028': [3], '\\': {} }, { '"': { '\n': 1 } }],
    ['names that every object inherits', { constructor: { toString: [1] } }, { constructor: 2, hasOwnProperty: {} }],
    ['null, absent, true and minus zero', { a: null, b: undefined, c: true, d: -0 }, { a: [null], b: undefined }],
  ])('copies a record after one with %s', (_, before, record) => {
    clone(before);

    const copied = clone<object>(record);

    expect(isDeepStrictEqual(copied, cloneDeep(record))).toBe(true);
    expect(Object.keys(copied)).toEqual(Object.keys(record));
  });

  it.each(['{"__proto__": {"n": 1}}', '{"a": 1, "__proto__": {"n": 1}}', '{"__proto__": {"__proto__": [1]}, "b": 2}'])('copies the field "__proto__" of %s as a field', (text) => {
    const record = JSON.parse(text) as object;

    const copied = clone(record);

    expect(JSON.stringify(copied)).toBe(JSON.stringify(record));
    expect(Object.getPrototypeOf(copied)).toBe(Object.prototype);
    expect(partsOf(copied).size).toBe(partsOf(record).size);
  });

  it('copies more kinds of records than it makes code for', () => {
    const kinds = Array.from({ length: 200 }, (_, i) => ({ [`field-${i}`]: { n: i }, last: [i] }));

    const copied = clone(kinds);

    expect(copied).toEqual(kinds);
    expect(copied.at(-1)?.last).not.toBe(kinds.at(-1)?.last);
  });

  it('gives back what is no object', () => {
    expect([clone(1), clone('a'), clone(null), clone(undefined), clone(true)]).toEqual([1, 'a', null, undefined, true]);
  });
});

describe('RecordCopier', () => {
  it('copies records of the first one\'s fields and of others', () => {
    const copier = new RecordCopier();

    fc.assert(
      fc.property(record, (value) => {
        const copied = copier.for(value)(value, CLONING);
        expect(isDeepStrictEqual(copied, cloneDeep(value))).toBe(true);
        expect(copied).not.toBe(value);
      }),
    );
  });
});

const fieldName = fc.oneof(fc.constantFrom('a', 'b', 'c', '0', '1', '10', '-1', 'length', 'constructor', 'toString', '__proto'), fc.string({ maxLength: 3 }).filter((name) => name !== '__proto__'));

const { plain, record } = fc.letrec<{ plain: unknown; record: object }>((tie) => ({
  plain: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.oneof(fc.integer(), fc.double(), fc.string(), fc.boolean(), fc.constantFrom(null, undefined, -0)),
    tie('record'),
    fc.array(tie('plain'), { maxLength: 4 }),
    fc.array(fc.oneof(fc.integer(), fc.string()), { maxLength: 4 }).map((items) => new Set(items)),
    fc.array(fc.tuple(fc.oneof(fc.integer(), fc.string()), tie('plain')), { maxLength: 4 }).map((items) => new Map(items)),
  ),
  record: fc.dictionary(fieldName, tie('plain'), { maxKeys: 4, noNullPrototype: true }),
}));

/** Every object within a value. */
function partsOf(value: unknown, parts = new Set<object>()): Set<object> {
  if (typeof value !== 'object' || value === null) return parts;
  parts.add(value);
  const items = value instanceof Map || Array.isArray(value) ? value.values() : value instanceof Set ? [] : Object.values(value);
  for (const item of items) partsOf(item, parts);
  return parts;
}

/** The value with everything in it as lists, so that order counts. */
function orderOf(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return ['list', ...value.map(orderOf)];
  if (value instanceof Set) return ['set', ...value];
  const entries: [unknown, unknown][] = value instanceof Map ? [...value] : Object.entries(value);
  return entries.map(([key, item]) => [key, orderOf(item)]);
}
