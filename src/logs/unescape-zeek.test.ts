import { describe, expect, it } from 'vitest';
import { unescapeZeek } from './unescape-zeek.ts';

describe('unescapeZeek', () => {
  it.each([
    ['plain', 'plain'],
    [String.raw`a\x09b`, 'a\tb'],
    [String.raw`\x2d`, '-'],
    [String.raw`C:\\x41`, String.raw`C:\x41`],
    [String.raw`caf\xc3\xa9`, 'café'],
    [String.raw`caf\xC3\xA9`, 'café'],
    [String.raw`\q`, String.raw`\q`],
    ['café', 'café'],
  ])('takes %s for %s', (escaped, text) => {
    expect(unescapeZeek(escaped)).toBe(text);
  });

  it('leaves bytes escaped that are no text, and decodes the ASCII between them', () => {
    expect(unescapeZeek(String.raw`\xff\x2c\xfe`)).toBe(String.raw`\xff,\xfe`);
  });
});
