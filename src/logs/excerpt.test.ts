import { describe, expect, it } from 'vitest';
import { excerpt } from './excerpt.ts';

describe('excerpt', () => {
  it('quotes text, with control characters as escapes', () => {
    expect(excerpt('a\t"b"')).toBe(String.raw`"a\t\"b\""`);
  });

  it('shortens long text', () => {
    expect(excerpt('x'.repeat(1000))).toBe(`"${'x'.repeat(60)}…"`);
  });
});
