/** The bytes of a log, unpacked where the file is gzip. */
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { BadInput } from '../model/case-file.ts';

/**
 * Reads a file by chunks. Its first bytes tell whether it is gzip, since a rotated log may have any name.
 * @throws {BadInput} where the file cannot be read or its gzip is broken
 */
export async function* bytesOfLog(path: string): AsyncGenerator<Buffer, void, undefined> {
  try {
    yield* unpacked(createReadStream(path));
  } catch (error) {
    throw refusal(error, path);
  }
}

async function* unpacked(file: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  const chunks = file[Symbol.asyncIterator]();
  try {
    const head = await firstBytes(chunks);
    const all = startingWith(head, chunks);
    // The callback has nothing to do: an error on either side is thrown where the last stream is read.
    const isGzip = head.subarray(0, GZIP_MAGIC.length).equals(GZIP_MAGIC);
    yield* isGzip ? pipeline(all, createGunzip({ chunkSize: 1 << 16 }), () => {}) : all;
  } finally {
    await chunks.return?.();
  }
}

/** At least as many bytes as the magic has, unless the file ends before: a pipe may give them one by one. */
async function firstBytes(chunks: AsyncIterator<Buffer>): Promise<Buffer> {
  let head = Buffer.alloc(0);
  while (head.length < GZIP_MAGIC.length) {
    const next = await chunks.next();
    if (next.done === true) break;
    head = Buffer.concat([head, next.value]);
  }
  return head;
}

async function* startingWith(head: Buffer, chunks: AsyncIterator<Buffer>): AsyncGenerator<Buffer, void, undefined> {
  yield head;
  for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) yield next.value;
}

const GZIP_MAGIC = Buffer.from([0x1f, 0x8b]);

function refusal(error: unknown, path: string): unknown {
  if (!(error instanceof Error) || !('code' in error)) return error;
  const told = REFUSALS[String(error.code)] ?? `cannot be read: ${error.message}`;
  return new BadInput(`${path} ${told}`, { cause: error });
}

const REFUSALS: Readonly<Record<string, string>> = {
  ENOENT: 'does not exist.\nA relative path starts at the current directory: `pwd` shows it, `ls` what is there.',
  ENOTDIR: 'does not exist: one of its parents is a file.\n`ls` shows what is there.',
  EISDIR: 'is a directory.\nName one log in it, as in conn.log or dns.log.gz; `ls` shows what is there.',
  EACCES:
    'may not be read by you.\n' +
    'Zeek often writes logs as root: `ls -l` shows the owner; a copy of your own will do.',
  Z_BUF_ERROR:
    'is a broken gzip: it ends in the middle.\n' +
    'It was cut off in copying, or is still being written; `gzip -t` checks a fresh copy.',
  Z_DATA_ERROR:
    'is a broken gzip: some of its bytes are not gzip data.\n' +
    'It was damaged in copying, or text was appended to it; `gzip -t` checks a fresh copy.',
};
