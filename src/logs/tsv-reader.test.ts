import { describe, expect, it } from 'vitest';
import { BadInput } from '../model/case-file.ts';
import type { LogRecord } from './log-record.ts';
import { tsvReader } from './tsv-reader.ts';

const HEADER = [String.raw`#separator \x09`, '#set_separator\t,', '#empty_field\t(empty)', '#unset_field\t-'];
const FIELDS = ['#fields\tuid\tquery\tanswers', '#types\tstring\tstring\tvector[string]'];

describe('tsvReader', () => {
  it('gives the fields of a record by name', () => {
    const [record] = read([...HEADER, ...FIELDS, 'C1\tzeek.org\t1.2.3.4,5.6.7.8']);
    expect(record?.line).toBe(7);
    expect(record?.fields).toEqual(['uid', 'query', 'answers']);
    expect(record?.get('uid')).toBe('C1');
    expect(record?.get('answers')).toBe('1.2.3.4,5.6.7.8');
  });

  it('tells unset, empty and absent fields apart from text', () => {
    const [record] = read([...HEADER, ...FIELDS, 'C1\t-\t(empty)']);
    expect(record?.get('query')).toBeUndefined();
    expect(record?.get('answers')).toBe('');
    expect(record?.get('host')).toBeUndefined();
    expect(record?.get('constructor')).toBeUndefined();
  });

  it('takes an escaped "-" or "(empty)" for that text', () => {
    const [record] = read([...HEADER, ...FIELDS, String.raw`\x2d` + '\t' + String.raw`\x28empty)` + '\t-']);
    expect(record?.get('uid')).toBe('-');
    expect(record?.get('query')).toBe('(empty)');
  });

  it('unescapes values, and elements of lists one by one', () => {
    const [record] = read([...HEADER, ...FIELDS, String.raw`C1	tab\x09here	a\x2cb,c`]);
    expect(record?.get('query')).toBe('tab\there');
    expect(record?.get('answers')).toBe('a,b,c');
  });

  it('follows the header to other separators, and writes lists with commas all the same', () => {
    const settings = [String.raw`#separator \x7c`, '#set_separator|;', '#unset_field|NONE'];
    const [record] = read([...settings, '#fields|a|b', '#types|set[string]|string', 'x;y|NONE']);
    expect(record?.get('a')).toBe('x,y');
    expect(record?.get('b')).toBeUndefined();
  });

  it('reads joined logs, each by its own header, even after the next one was read', () => {
    const second = [...HEADER, '#fields\tquery\tuid', '#types\tstring\tstring'];
    const records = read([...HEADER, ...FIELDS, 'C1\tone\t-', '#close\t2024', ...second, 'two\tC2', '#close\t2024']);
    expect(records.map((record) => [record.get('uid'), record.get('query')])).toEqual([['C1', 'one'], ['C2', 'two']]);
  });

  it('needs no more of a header than #fields', () => {
    expect(read(['#fields\ta\tb', '1\t-'])[0]?.get('b')).toBeUndefined();
  });

  it('refuses lines before any #fields', () => {
    expect(refusal(['#!/bin/sh', 'echo hello'])).toBe(
      'x.log is not a Zeek log: line 2 is "echo hello", and no #fields line stands before it.\n' +
        'Is it another kind of file, or a log whose header was filtered out? `zeek-cut -c` keeps it.',
    );
  });

  it.each(['C1\tzeek.org', 'C1\tzeek.org\t-\t-'])('refuses a line whose columns are not its fields: %j', (line) => {
    expect(refusal([...HEADER, ...FIELDS, 'C0\t-\t-', line, 'C2\t-\t-'])).toBe(
      `x.log has ${line.split('\t').length} columns on line 8, where #fields names 3: ${JSON.stringify(line)}\n` +
        'Was the log edited or filtered, or joined to one with other fields? `sed -n 8p` shows the line.',
    );
  });

  it('supposes that the log was cut off where its last line does not end', () => {
    const cut = refusal([...HEADER, ...FIELDS, 'C1\tze'], false);
    expect(cut).toContain('the log was cut off, or is still being written');
  });
});

function read(lines: readonly string[], lastEnded = true): LogRecord[] {
  const reader = tsvReader('x.log');
  return lines
    .map((text, i) => reader({ text, number: i + 1, ended: lastEnded || i < lines.length - 1 }))
    .filter((record) => record !== null);
}

function refusal(lines: readonly string[], lastEnded = true): string {
  try {
    read(lines, lastEnded);
  } catch (error) {
    if (error instanceof BadInput) return error.message;
    throw error;
  }
  return 'nothing was refused';
}
