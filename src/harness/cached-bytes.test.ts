import { describe, expect, it } from 'vitest';
import { CachedBytes } from './cached-bytes.ts';
import { encodedSize } from './encoded-size.ts';

const NAME = 9;

describe('CachedBytes', () => {
  it('counts the type, the body, and for each object in it the name by which the cache knows it', () => {
    const body = { uid: 1, result: { x: { num: 2 } } };

    expect(new CachedBytes().of(1, 0, 'reply', body)).toBe('reply'.length + encodedSize(body) + 2 * NAME);
  });

  it('counts no more than the name of what the link has carried, and what is within it not at all', () => {
    const bytes = new CachedBytes();
    const result = { x: { num: 2 } };
    bytes.of(1, 0, 'reply', { uid: 1, result });

    expect(bytes.of(1, 0, 'reply', { uid: 2, result })).toBe('reply'.length + encodedSize({ uid: 2, result }) - encodedSize(result) + NAME);
  });

  it('counts all of it on another link, of a copy, and of what was changed', () => {
    const bytes = new CachedBytes();
    const result = { num: 2 };
    const first = bytes.of(1, 0, 'reply', { result });

    expect(bytes.of(2, 0, 'reply', { result })).toBe(first);
    expect(bytes.of(1, 0, 'reply', { result: { ...result } })).toBe(first);
    result.num = 3;
    expect(bytes.of(1, 0, 'reply', { result })).toBe(first);
  });
});
