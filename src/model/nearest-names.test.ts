import { describe, expect, it } from 'vitest';
import { nearestNames, suggestion } from './nearest-names.ts';

describe('nearestNames', () => {
  const names = ['ts', 'uid', 'id.orig_h', 'id.resp_h', 'query', 'qtype', 'qtype_name', 'AA', 'Z'];

  it.each([
    ['qeury', ['query']],
    ['QUERY', ['query']],
    ['orig_h', ['id.orig_h']],
    ['id.orig_', ['id.orig_h']],
    ['qtype_nme', ['qtype_name']],
  ])('finds for %s what was meant', (wanted, found) => {
    expect(nearestNames(wanted, names).slice(0, 1)).toEqual(found);
  });

  it('finds nothing where nothing is near', () => {
    expect(nearestNames('certificate', names)).toEqual([]);
    expect(nearestNames('size', names)).toEqual([]);
    expect(nearestNames('', ['query'])).toEqual([]);
  });
});

describe('suggestion', () => {
  it.each([
    ['key-steam', ['key-stream', 'per-key-polling'], 'Did you mean "key-stream"?'],
    ['sum', ['sum1', 'sum2', 'seen'], 'Did you mean "sum1" or "sum2"?'],
    ['colour', ['a', 'b'], 'There is "a", "b".'],
    ['colour', [], 'There is none.'],
    ['colour', [...'abcdefghij'], 'There is "a", "b", "c", "d", "e", "f", "g", "h" and 2 more.'],
  ])('says what to write instead of %s', (wanted, names, told) => {
    expect(suggestion(wanted, names)).toBe(told);
  });
});
