import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { BadInput } from '../model/case-file.ts';
import { workloadSchema } from '../model/workload.ts';
import type { LogObservations, LogQuery } from './observations-from-log.ts';
import { observationsFromLog } from './observations-from-log.ts';

const directory = mkdtempSync(join(tmpdir(), 'observations-from-log-'));
afterAll(() => rmSync(directory, { recursive: true }));

describe('observationsFromLog', () => {
  it('makes an observation of each record, in the order of the log', async () => {
    const read = await fromRecords([{ host: 'a' }, { host: 'b' }, { host: 'a' }], { key: ['host'], workers: 1 });
    expect(read).toEqual({
      observations: [
        { at: 0, do: 'observe', worker: 1, stream: 'requests', key: 'a', value: 1 },
        { at: 1, do: 'observe', worker: 1, stream: 'requests', key: 'b', value: 1 },
        { at: 2, do: 'observe', worker: 1, stream: 'requests', key: 'a', value: 1 },
      ],
      records: 3,
      skipped: 0,
      keys: 2,
    });
  });

  it('joins several key fields', async () => {
    const { observations } = await fromRecords([{ host: 'a', port: 53 }], { key: ['host', 'port'] });
    expect(observations[0]?.key).toBe('a, 53');
  });

  it('skips and counts records in which a key field is unset, without a gap in the order', async () => {
    const records = [{ host: 'a', port: 1 }, { host: 'a' }, {}, { host: 'b', port: 2 }];
    const { observations, ...counts } = await fromRecords(records, { key: ['host', 'port'] });
    expect(counts).toEqual({ records: 4, skipped: 2, keys: 2 });
    expect(observations.map(({ at, key }) => [at, key])).toEqual([[0, 'a, 1'], [1, 'b, 2']]);
  });

  it('takes values that are finite decimal numbers, and skips and counts all others', async () => {
    const values = [5, '-1.5', '1e3', '.5', 'T', '', '0x1f', '1e999', ' 1', 'NaN', null, undefined];
    const read = await fromRecords(values.map((bytes) => ({ host: 'a', bytes })), { key: ['host'], value: 'bytes' });
    expect(read.observations.map((observation) => observation.value)).toEqual([5, -1.5, 1000, 0.5]);
    expect(read).toMatchObject({ records: 12, skipped: 8, keys: 1 });
  });

  it('gives observations that a case may hold, from whatever text', async () => {
    const hosts = ['', '\0', 'x'.repeat(5000)];
    const { observations } = await fromRecords(hosts.map((host) => ({ host })), { key: ['host'] });
    expect(workloadSchema.safeParse(observations).success).toBe(true);
  });

  it('refuses a field that the log does not have', async () => {
    const error = await fromRecords([{ host: 'a' }], { key: ['hosts'] }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(BadInput);
    expect((error as Error).message).toMatch(/x\.log has no field "hosts"\. Did you mean "host"\?\nIts fields: host$/);
  });

  it('refuses a value field without any number', async () => {
    const reading = fromRecords([{ host: 'a', proto: 'udp' }], { key: ['host'], value: 'proto' });
    await expect(reading).rejects.toThrow('no number in its field "proto": the first value is "udp", on line 1.');
  });

  it('refuses a log without a usable record', async () => {
    await expect(fromText('#fields\thost\n', { key: ['host'] })).rejects.toThrow('x.log holds no record');
    await expect(fromText('#fields\thost\n-\n', { key: ['host'] })).rejects.toThrow('each of its 1 leaves host unset');
  });
});

const logs = fileURLToPath(new URL('../../../shared/data/', import.meta.url));

describe.skipIf(!existsSync(logs))('observationsFromLog on real logs, which lie beside the project', () => {
  it('reads DNS queries from TSV', async () => {
    const { observations, ...counts } = await fromLog('dns.log.gz', { key: ['query'] });
    expect(counts).toEqual({ records: 53_615, skipped: 2, keys: 1650 });
    expect(observations.filter(({ key }) => key === '(empty)')).toHaveLength(12);
    expect(observations.slice(0, 2)).toEqual([
      { at: 0, do: 'observe', worker: 2, stream: 'requests', key: 'ise.wrccdc.org', value: 1 },
      { at: 1, do: 'observe', worker: 2, stream: 'requests', key: 'ise.wrccdc.org', value: 1 },
    ]);
  });

  it('sums a field that not every record has', async () => {
    const { observations, skipped } = await fromLog('dns.log.gz', { key: ['query'], value: 'rtt' });
    expect(observations.length + skipped).toBe(53_615);
    expect(observations.every(({ value }) => typeof value === 'number' && value >= 0 && value < 60)).toBe(true);
  });

  it('reads weird events from JSON', async () => {
    const { observations, ...counts } = await fromLog('weird.json.gz', { key: ['name'] });
    expect(counts).toMatchObject({ records: 24_202, skipped: 0 });
    expect(observations[0]?.key).toBe('TCP_ack_underflow_or_misorder');
  });

  it('reads RDP clients, and spreads them over all workers', async () => {
    const { observations, ...counts } = await fromLog('rdp.log.gz', { key: ['id.orig_h'] });
    expect(counts).toMatchObject({ records: 4122, skipped: 0 });
    const perWorker = [1, 2, 3, 4].map((worker) => observations.filter((o) => o.worker === worker).length);
    expect(Math.min(...perWorker)).toBeGreaterThan(900);
  });
});

type Asked = Pick<LogQuery, 'key'> & Partial<LogQuery>;

function fromLog(name: string, asked: Asked): Promise<LogObservations> {
  return observationsFromLog({ path: join(logs, name), stream: 'requests', workers: 4, ...asked });
}

function fromText(text: string, asked: Asked): Promise<LogObservations> {
  const path = join(directory, 'x.log');
  writeFileSync(path, text);
  return observationsFromLog({ path, stream: 'requests', workers: 4, ...asked });
}

function fromRecords(records: readonly object[], asked: Asked): Promise<LogObservations> {
  return fromText(records.map((record) => `${JSON.stringify(record)}\n`).join(''), asked);
}
