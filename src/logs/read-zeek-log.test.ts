import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { BadInput } from '../model/case-file.ts';
import { readZeekLog } from './read-zeek-log.ts';

const directory = mkdtempSync(join(tmpdir(), 'read-zeek-log-'));
afterAll(() => rmSync(directory, { recursive: true }));

const HEADER = '#separator \\x09\n#unset_field\t-\n#fields\tuid\tquery\n#types\tstring\tstring\n';
const TSV = `${HEADER}C1\tcafé\nC2\t-\n#close\t2024\n`;
const JSON_LINES = '{"uid":"C1","query":"café"}\n{"uid":"C2"}\n';

describe('readZeekLog', () => {
  it.each([
    ['TSV', TSV],
    ['TSV in gzip', gzipSync(TSV)],
    ['JSON', JSON_LINES],
    ['JSON in gzip', gzipSync(JSON_LINES)],
    ['TSV with the line ends of Windows', TSV.replaceAll('\n', '\r\n')],
    ['JSON after blank lines and without a last newline', `\n\n${JSON_LINES.trimEnd()}`],
  ])('reads the same records from %s', async (_, content) => {
    expect(await queries(content)).toEqual([['C1', 'café'], ['C2', undefined]]);
  });

  it('reads rotated logs joined to one, plain or gzip', async () => {
    const twice = [['C1', 'café'], ['C2', undefined], ['C1', 'café'], ['C2', undefined]];
    expect(await queries(TSV + TSV)).toEqual(twice);
    expect(await queries(Buffer.concat([gzipSync(TSV), gzipSync(TSV)]))).toEqual(twice);
    expect(await queries(Buffer.concat([gzipSync(JSON_LINES), gzipSync(JSON_LINES)]))).toEqual(twice);
  });

  it('refuses an empty file', async () => {
    expect(await refusal('')).toContain('x.log is empty.');
    expect(await refusal('\n\n')).toContain('x.log is empty.');
  });

  it('refuses what is no Zeek log, and shows its first line', async () => {
    const message = await refusal(`ts,uid,query,${'x'.repeat(100)}\n1,C1,zeek.org\n`);
    expect(message).toContain(`x.log is not a Zeek log: its first line is "ts,uid,query,${'x'.repeat(47)}…".\n`);
    expect(message).toContain('#fields');
  });

  it('refuses what is packed otherwise', async () => {
    expect(await refusal(Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 1, 2, 10]))).toContain('It looks binary.');
  });

  it('refuses one JSON list, and tells how to make a log of it', async () => {
    expect(await refusal('[{"uid":"C1"}]')).toContain("`jq -c '.[]'`");
  });

  it('gives the records before a fault first', async () => {
    const seen: unknown[] = [];
    const reading = (async () => {
      for await (const record of readZeekLog(file(`${JSON_LINES}{"uid`))) seen.push(record.get('uid'));
    })();
    await expect(reading).rejects.toThrow(/line 3.*\n.*cut off/);
    expect(seen).toEqual(['C1', 'C2']);
  });
});

function file(content: string | Buffer): string {
  const path = join(directory, 'x.log');
  writeFileSync(path, content);
  return path;
}

async function queries(content: string | Buffer): Promise<(string | undefined)[][]> {
  const found: (string | undefined)[][] = [];
  for await (const record of readZeekLog(file(content))) found.push([record.get('uid'), record.get('query')]);
  return found;
}

async function refusal(content: string | Buffer): Promise<string> {
  const error: unknown = await queries(content).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(BadInput);
  return (error as BadInput).message;
}
