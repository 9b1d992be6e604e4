import { describe, expect, it } from 'vitest';
import { table, tablesWithin } from './table.ts';

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

describe('tablesWithin', () => {
  it('is one table where all fits', () => {
    expect(tablesWithin(HEADER, ROWS, 33)).toEqual([table(HEADER, ROWS)]);
  });

  it('is several with the same first column where it does not, each as wide as it may be', () => {
    const [names, events, busy] = [0, 1, 2].map((i) => [HEADER, ...ROWS].map((row) => row[i] ?? '')) as [string[], string[], string[]];
    const of = (...columns: string[][]): string => {
      const [header = [], ...rows] = names.map((name, i) => [name, ...columns.map((column) => column[i] ?? '')]);
      return table(header, rows);
    };

    expect(tablesWithin(HEADER, ROWS, 32)).toEqual([of(events), of(busy)]);
    expect(tablesWithin(HEADER, ROWS, 1)).toEqual([of(events), of(busy)]);
  });
});
