import { describe, expect, it } from 'vitest';
import { KeyPool } from './key-pool.ts';

describe('KeyPool', () => {
  it('gives back equal text, whatever its characters', () => {
    const pool = new KeyPool();
    for (const key of ['plain', 'é', '😀', '\ud800']) expect(pool.intern(key)).toBe(key);
  });

  it('counts each key once', () => {
    const pool = new KeyPool();
    for (const key of ['a', 'b', 'a']) pool.intern(key);
    expect(pool.size).toBe(2);
  });
});
