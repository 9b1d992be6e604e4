import { describe, expect, it } from 'vitest';
import { encodedSize } from './encoded-size.ts';

describe('encodedSize', () => {
  it.each<[object, string]>([
    [{}, '{}'],
    [{ key: 'a' }, '{"key":"a"}'],
    // Two bytes in UTF-8.
    [{ key: 'ä' }, '{"key":"ab"}'],
    [{ vals: new Set([1, 2]) }, '{"vals":[1,2]}'],
    [{ table: new Map([['k', 1]]) }, '{"table":[["k",1]]}'],
    [{ open: new Map([[0, { results: new Map([['k', { sum: 1 }]]) }]]) }, '{"open":[[0,{"results":[["k",{"sum":1}]]}]]}'],
    [{ result: null, sum: 1 }, '{"sum":1}'],
  ])('of %j is that of %s', (value, asLongAs) => {
    expect(encodedSize(value)).toBe(asLongAs.length);
  });
});
