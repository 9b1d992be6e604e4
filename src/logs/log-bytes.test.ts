import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import { BadInput } from '../model/case-file.ts';
import { bytesOfLog } from './log-bytes.ts';

const directory = mkdtempSync(join(tmpdir(), 'log-bytes-'));
afterAll(() => rmSync(directory, { recursive: true }));

describe('bytesOfLog', () => {
  // Hex digits of a running product: text that gzip cannot shrink away, so that it spans several chunks.
  const text = Array.from({ length: 60_000 }, (_, i) => Math.imul(i, 0x9e3779b1).toString(16)).join('\n');

  it('reads a plain file', async () => {
    expect(await read(file('plain.gz', text))).toBe(text);
  });

  it('unpacks gzip, whatever the name of the file', async () => {
    expect(await read(file('packed.log', gzipSync(text)))).toBe(text);
  });

  it('unpacks joined gzip files, as `cat` makes of rotated logs', async () => {
    expect(await read(file('joined', Buffer.concat([gzipSync(text), gzipSync('more')])))).toBe(`${text}more`);
  });

  it.each(['', 'x', '\x1f'])('reads a file shorter than the magic of gzip: %j', async (short) => {
    expect(await read(file('short', short))).toBe(short);
  });

  it('stops without an error where no more is wanted', async () => {
    for (const path of [file('plain', text), file('packed', gzipSync(text))]) {
      for await (const chunk of bytesOfLog(path)) {
        expect(chunk.length).toBeLessThan(text.length);
        break;
      }
    }
  });

  it('refuses a file that is absent', async () => {
    expect(await refusal(join(directory, 'absent.log'))).toMatch(/absent\.log does not exist\.\n.*`pwd`/);
    expect(await refusal(join(file('plain', text), 'x.log'))).toContain('one of its parents is a file');
  });

  it('refuses a directory', async () => {
    expect(await refusal(directory)).toContain(`${directory} is a directory.\nName one log in it`);
  });

  // Root may read everything, and Windows has no such modes.
  const readsAll = process.getuid?.() === 0 || process.platform === 'win32';
  it.skipIf(readsAll)('refuses a file that may not be read', async () => {
    const path = file('secret', text);
    chmodSync(path, 0);
    expect(await refusal(path)).toContain('may not be read by you');
  });

  it('refuses a path that no file can have', async () => {
    expect(await refusal('a\0b')).toContain('cannot be read');
  });

  it('refuses gzip that ends in the middle, at whatever byte', async () => {
    const packed = gzipSync('a short log\n');
    for (let size = 2; size < packed.length; size++) {
      const path = file('cut', packed.subarray(0, size));
      expect(await refusal(path)).toContain('cut is a broken gzip: it ends in the middle');
    }
  });

  it('refuses gzip that is damaged or followed by something else', async () => {
    const packed = gzipSync(text);
    const damaged = Buffer.from(packed);
    damaged.fill(0xff, 1000, 1100);
    expect(await refusal(file('damaged', damaged))).toContain('is a broken gzip: some of its bytes are not gzip data');
    expect(await refusal(file('followed', Buffer.concat([packed, Buffer.from('text')])))).toContain('is a broken gzip');
  });
});

function file(name: string, content: string | Buffer): string {
  const path = join(directory, name);
  writeFileSync(path, content);
  return path;
}

async function read(path: string): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of bytesOfLog(path)) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

async function refusal(path: string): Promise<string> {
  const error: unknown = await read(path).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(BadInput);
  return (error as BadInput).message;
}
