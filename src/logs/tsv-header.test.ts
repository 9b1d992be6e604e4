import { describe, expect, it } from 'vitest';
import type { TsvHeader } from './tsv-header.ts';
import { TSV_DEFAULTS, withHeaderLine } from './tsv-header.ts';

const PIPE = String.raw`#separator \x7c`;
const TAB = String.raw`#separator \x09`;

describe('withHeaderLine', () => {
  it('reads a header as Zeek writes it', () => {
    const settings = [TAB, '#set_separator\t,', '#empty_field\t(empty)', '#unset_field\t-'];
    const header = after(...settings, '#path\tdns', '#open\t2024', '#fields\tts\tquery', '#types\ttime\tstring');
    expect(header).toEqual({
      ...TSV_DEFAULTS,
      fields: ['ts', 'query'],
      columns: new Map([['ts', 0], ['query', 1]]),
      types: ['time', 'string'],
    });
  });

  it('reads the settings of a log that was configured otherwise', () => {
    const header = after(PIPE, '#set_separator|;', '#empty_field|EMPTY', '#unset_field|NONE', '#fields|a|b');
    expect(header).toMatchObject({ separator: '|', setSeparator: ';', empty: 'EMPTY', unset: 'NONE' });
    expect(header.fields).toEqual(['a', 'b']);
  });

  it('starts anew at #separator', () => {
    expect(after(PIPE, '#unset_field|NONE', '#fields|a', TAB)).toEqual(TSV_DEFAULTS);
  });

  it('drops the types of the fields before at #fields', () => {
    expect(after('#fields\ta', '#types\tset[string]', '#fields\ta\tb').types).toEqual([]);
  });

  it('takes no notice of other lines', () => {
    expect(after('#close\t2024-04-12-19-34-07', '# a remark', '#')).toEqual(TSV_DEFAULTS);
  });
});

function after(...lines: string[]): TsvHeader {
  return lines.reduce(withHeaderLine, TSV_DEFAULTS);
}
