import { describe, expect, it } from 'vitest';
import { table } from './table.ts';

const HEADER = ['protocol', 'events', 'busy'];
const ROWS = [
  ['key-stream', '114', '2.24 ms'],
  ['per-key-polling', '3,307', '64.96 ms'],
];

describe('table', () => {
  it('sets names to the left and figures to the right', () => {
    expect(table(HEADER, ROWS)).toBe(
      [
        'protocol         events      busy', //
        'key-stream          114   2.24 ms',
        'per-key-polling   3,307  64.96 ms',
      ].join('\n'),
    );
  });

  it('counts no colours', () => {
    const red = (text: string): string => `\x1b[31m${text}\x1b[39m`;

    const coloured = table(HEADER.map(red), ROWS.map((row) => row.map(red)));

    expect(coloured.replaceAll('\x1b[31m', '').replaceAll('\x1b[39m', '')).toBe(table(HEADER, ROWS));
  });

  it('is laid on its side where the window is narrower, and only then', () => {
    expect(table(HEADER, ROWS, 33)).toBe(table(HEADER, ROWS));
    expect(table(HEADER, ROWS, 32)).toBe(
      [
        'protocol  key-stream  per-key-polling', //
        'events           114            3,307',
        'busy         2.24 ms         64.96 ms',
      ].join('\n'),
    );
  });

  it('leaves no blanks at the end of a line', () => {
    expect(table(['a', 'b'], [['long one', '']]).split('\n')).toEqual(['a         b', 'long one']);
  });

  it('is a header where there are no rows', () => {
    expect(table(HEADER, [])).toBe('protocol  events  busy');
  });
});
