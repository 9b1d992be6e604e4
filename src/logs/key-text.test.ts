import { describe, expect, it } from 'vitest';
import { nameSchema } from '../model/name.ts';
import { KEY_CHARACTERS, keyText } from './key-text.ts';

describe('keyText', () => {
  it('joins the values of several fields by a comma and a blank', () => {
    expect(keyText(['10.0.0.1'])).toBe('10.0.0.1');
    expect(keyText(['10.0.0.1', '53'])).toBe('10.0.0.1, 53');
  });

  it('writes an empty value as Zeek does', () => {
    expect(keyText([''])).toBe('(empty)');
  });

  it('writes control characters as escapes', () => {
    expect(keyText(['a\tb\0\x7f'])).toBe(String.raw`a\x09b\x00\x7f`);
  });

  it('cuts a long key and still tells it from others', () => {
    const [one, other] = [keyText([`${'x'.repeat(5000)}1`]), keyText([`${'x'.repeat(5000)}2`])];
    expect(one).toHaveLength(KEY_CHARACTERS);
    expect(one).not.toBe(other);
  });

  const odd = ['', '\x1b[0m', 'x'.repeat(10_000), '\0'.repeat(4000), 'é'];
  it.each(odd)('gives a key that a case may hold, case %#', (value) => {
    expect(nameSchema.safeParse(keyText([value])).success).toBe(true);
  });
});
