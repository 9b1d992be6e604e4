/** Bytes to lines. Not node:readline, which also breaks lines at U+2028, and that may stand in a JSON string. */
import { BadInput } from '../model/case-file.ts';
import type { Line } from './log-record.ts';

/** Of one line; so that a file without newlines is refused instead of filling the memory. */
export const LINE_BYTES_MAX = 1 << 24;

/**
 * Splits chunks at newlines, before decoding, so that no chunk boundary can fall inside a character.
 * Yields the lines of a chunk together: a promise for each line would cost more than its parsing.
 */
export async function* linesOf(chunks: AsyncIterable<Buffer>, path: string): AsyncGenerator<Line[], void, undefined> {
  const head = new LineHead(path);
  let number = 0;
  for await (const chunk of chunks) {
    const lines: Line[] = [];
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      lines.push({ text: head.complete(chunk.subarray(start, end)), number: ++number, ended: true });
      start = end + 1;
    }
    head.add(chunk.subarray(start), number + 1);
    if (lines.length > 0) yield lines;
  }
  if (!head.empty) yield [{ text: head.complete(Buffer.alloc(0)), number: number + 1, ended: false }];
}

const NEWLINE = 0x0a;

/** The start of a line whose end is in a later chunk. Kept in pieces: joining them at each chunk would be quadratic. */
class LineHead {
  readonly #path: string;
  #pieces: Buffer[] = [];
  #bytes = 0;

  constructor(path: string) {
    this.#path = path;
  }

  get empty(): boolean {
    return this.#bytes === 0;
  }

  add(piece: Buffer, line: number): void {
    if (piece.length === 0) return;
    this.#pieces.push(piece);
    this.#bytes += piece.length;
    if (this.#bytes > LINE_BYTES_MAX) {
      throw new BadInput(
        `${this.#path} has more than ${LINE_BYTES_MAX >> 20} MiB on line ${line}, and no record is that long.\n` +
          'Is it a Zeek log? One JSON list is not: `jq -c \'.[]\'` writes a record a line.',
      );
    }
  }

  complete(tail: Buffer): string {
    const bytes = this.empty ? tail : Buffer.concat([...this.#pieces, tail]);
    this.#pieces = [];
    this.#bytes = 0;
    // A log that went through Windows has \r\n; Zeek itself writes a carriage return in a value as \x0d.
    return bytes.toString('utf8', 0, bytes.at(-1) === 0x0d ? bytes.length - 1 : bytes.length);
  }
}
