import { describe, expect, it } from 'vitest';
import { BadInput } from '../model/case-file.ts';
import { jsonReader } from './json-reader.ts';
import type { LogRecord } from './log-record.ts';

describe('jsonReader', () => {
  it('gives the fields of a record by name, dots included', () => {
    const record = read('{"id.orig_h":"10.0.0.1","id.orig_p":53}');
    expect(record?.fields).toEqual(['id.orig_h', 'id.orig_p']);
    expect(record?.get('id.orig_h')).toBe('10.0.0.1');
  });

  it.each([
    ['53', '53'],
    ['1e-3', '0.001'],
    ['true', 'true'],
    ['""', ''],
    ['[]', ''],
    ['["a",1]', 'a,1'],
    ['{"b":1}', '{"b":1}'],
    [String.raw`"\u00e9\\"`, 'é\\'],
    ['null', undefined],
  ])('reads the value %s as %j', (json, text) => {
    expect(read(`{"a":${json}}`)?.get('a')).toBe(text);
  });

  it('has no field that the line does not name', () => {
    const record = read('{"a":1}');
    for (const field of ['b', 'constructor', '__proto__', 'toString']) expect(record?.get(field)).toBeUndefined();
    expect(read('{"__proto__":"x"}')?.get('__proto__')).toBe('x');
  });

  it('refuses a line that does not parse', () => {
    expect(refusal('{"a":1}{"a":2}')).toBe(
      'x.log has a line that is not JSON, line 7: "{\\"a\\":1}{\\"a\\":2}"\n' +
        'Was the log edited, or written to by two at once? `sed -n 7p` shows the line.',
    );
  });

  it('supposes that the log was cut off where its last line does not end', () => {
    expect(refusal('{"a":1,"b', false)).toContain('the log was cut off, or is still being written');
  });

  it('tells how to write records on one line each', () => {
    expect(refusal('{')).toContain('`jq -c .`');
  });

  it.each(['[1]', '5', 'null', '"text"'])('refuses a line that is JSON and no object: %s', (text) => {
    expect(refusal(text)).toContain(`x.log has a line that is no record, line 7: ${JSON.stringify(text)}`);
  });
});

function read(text: string, ended = true): LogRecord | null {
  return jsonReader('x.log')({ text, number: 7, ended });
}

function refusal(text: string, ended = true): string {
  try {
    read(text, ended);
  } catch (error) {
    if (error instanceof BadInput) return error.message;
    throw error;
  }
  return 'nothing was refused';
}
