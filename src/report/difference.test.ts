import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { difference } from './difference.ts';

const LONG = '{uid: 1, sumstat: "seen", key: "a", result: {conn: {begin: 0, end: 1500, num: 2, sum: 5}}, cleanup: false}';

describe('difference', () => {
  it('cuts two long texts down to the fields in which they differ', () => {
    const actual = LONG.replace('1500, num: 2, sum: 5', '1200, num: 1, sum: 5');

    expect(difference(LONG, actual)).toEqual(['… end: 1500, num: 2 …', '… end: 1200, num: 1 …']);
  });

  it('shows what is there on one side only', () => {
    expect(difference(LONG, LONG.replace(', sum: 5', ''))).toEqual(['… num: 2, sum: 5 …', '… num: 2 …']);
  });

  it.each([
    ['1', '0'],
    ['conn: 1 observed', 'no report'],
    [LONG, 'no report'],
  ])('leaves what fits on a line as it is: %s', (expected, actual) => {
    expect(difference(expected, actual)).toEqual([expected, actual]);
  });

  it('leaves equal texts as they are', () => {
    expect(difference(LONG, LONG)).toEqual([LONG, LONG]);
  });

  it('cuts the same from both, and never the difference', () => {
    const field = fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.nat(30)).map(([name, n]) => `${name}: ${n}`);
    const text = fc.array(field, { minLength: 8, maxLength: 14 }).map((fields) => `{${fields.join(', ')}}`);
    fc.assert(
      fc.property(text, text, (expected, actual) => {
        fc.pre(expected !== actual);
        const [a, b] = difference(expected, actual);
        const bare = (shown: string): string => shown.replace(/^… /, '').replace(/ …$/, '');

        expect(bare(a)).not.toBe(bare(b));
        expect(expected).toContain(bare(a));
        expect(expected.replace(bare(a), () => bare(b)).length).toBe(actual.length);
      }),
    );
  });
});
