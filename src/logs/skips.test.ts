import { describe, expect, it } from 'vitest';
import type { LogRecord } from './log-record.ts';
import { Skips } from './skips.ts';

describe('Skips', () => {
  it('counts the records', () => {
    const skips = new Skips(['a'], undefined);
    skips.add(record({}));
    skips.add(record({ a: undefined }));
    expect(skips.count).toBe(2);
  });

  it('says of a log without records that it has none', () => {
    expect(refusal(['a'], undefined, [])).toContain('x.log holds no record, only a header.');
  });

  it('lists the fields of the log for one that it lacks, and names the nearest', () => {
    expect(refusal(['qeury'], undefined, [{ query: 'a', uid: 'C1' }, { query: 'b', host: 'h' }])).toBe(
      'x.log has no field "qeury". Did you mean "query"?\nIts fields: query, uid, host',
    );
    expect(refusal(['uid'], 'byte', [{ uid: 'C1' }])).toBe('x.log has no field "byte".\nIts fields: uid');
  });

  it('shows the first value of a field in which nothing is a number', () => {
    expect(refusal(['uid'], 'proto', [{ uid: 'C1', proto: undefined }, { uid: 'C2', proto: 'udp' }])).toBe(
      'x.log has no number in its field "proto": the first value is "udp", on line 2.\n' +
        'Choose a count or an interval, or leave the value out to count records.',
    );
  });

  it('names the fields that are never set together', () => {
    expect(refusal(['a', 'b'], undefined, [{ a: '1', b: undefined }, { a: undefined, b: '1' }])).toContain(
      'x.log has no record that can be observed: each of its 2 leaves a or b unset.',
    );
  });
});

function refusal(key: string[], value: string | undefined, records: Record<string, string | undefined>[]): string {
  const skips = new Skips(key, value);
  records.forEach((values, i) => skips.add(record(values, i + 1)));
  return skips.refusal('x.log').message;
}

function record(values: Record<string, string | undefined>, line = 1): LogRecord {
  return { line, fields: Object.keys(values), get: (field) => values[field] };
}
