import { describe, expect, it } from 'vitest';
import { BadInput } from '../model/case-file.ts';
import { LINE_BYTES_MAX, linesOf } from './log-lines.ts';
import type { Line } from './log-record.ts';

describe('linesOf', () => {
  it('gives the same lines wherever the chunks end, in a line or in a character', async () => {
    const bytes = Buffer.from('café\tone\n\n😀 two\r\nlast');
    const whole = await collect([bytes]);
    expect(whole.map((line) => line.text)).toEqual(['café\tone', '', '😀 two', 'last']);
    for (let size = 1; size < bytes.length; size++) expect(await collect(cut(bytes, size))).toEqual(whole);
  });

  it('numbers lines from 1 and tells whether the last one ended', async () => {
    expect(await collect([Buffer.from('a\nb')])).toEqual([
      { text: 'a', number: 1, ended: true },
      { text: 'b', number: 2, ended: false },
    ]);
    expect(await collect([Buffer.from('a\n')])).toEqual([{ text: 'a', number: 1, ended: true }]);
  });

  it('does not break a line at U+2028, which JSON allows in a string', async () => {
    expect(await collect([Buffer.from('{"a":"\u2028"}\n')])).toHaveLength(1);
  });

  it('gives nothing for nothing', async () => {
    expect(await collect([])).toEqual([]);
  });

  it('refuses a line without end, and reads no further', async () => {
    let read = 0;
    async function* endless(): AsyncGenerator<Buffer> {
      for (;;) {
        read += 1 << 20;
        yield Buffer.alloc(1 << 20, 'x');
      }
    }
    const error = await gather(linesOf(endless(), 'big.log')).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(BadInput);
    expect((error as Error).message).toContain('big.log has more than 16 MiB on line 1');
    expect(read).toBe(LINE_BYTES_MAX + (1 << 20));
  });
});

function cut(bytes: Buffer, size: number): Buffer[] {
  return Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size));
}

async function collect(chunks: readonly Buffer[]): Promise<Line[]> {
  async function* stream(): AsyncGenerator<Buffer> {
    yield* chunks;
  }
  return gather(linesOf(stream(), 'x.log'));
}

async function gather(batches: AsyncIterable<Line[]>): Promise<Line[]> {
  const lines: Line[] = [];
  for await (const batch of batches) lines.push(...batch);
  return lines;
}
