import { describe, expect, it } from 'vitest';
import { nearestNames } from './nearest-names.ts';

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
