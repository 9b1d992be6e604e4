/**
 * A Zeek log as a stream of records: TSV with a header, or a JSON object a line; plain or gzip. Memory does not grow
 * with the log. What a record means to a cluster is left to `observations-from-log.ts`.
 */
import { BadInput } from '../model/case-file.ts';
import { excerpt } from './excerpt.ts';
import { jsonReader } from './json-reader.ts';
import { bytesOfLog } from './log-bytes.ts';
import { linesOf } from './log-lines.ts';
import type { Line, LogRecord, RecordReader } from './log-record.ts';
import { tsvReader } from './tsv-reader.ts';

/**
 * Reads the records of a log, in order.
 * @throws {BadInput} where the file cannot be read, is no Zeek log, or breaks off
 */
export async function* readZeekLog(path: string): AsyncGenerator<LogRecord, void, undefined> {
  let read: RecordReader | undefined;
  for await (const lines of linesOf(bytesOfLog(path), path)) {
    for (const line of lines) {
      if (line.text === '') continue;
      read ??= readerFor(line, path);
      const record = read(line);
      if (record !== null) yield record;
    }
  }
  if (read === undefined) {
    throw new BadInput(
      `${path} is empty.\nDid Zeek write elsewhere, or has the log just been rotated? \`ls -l\` shows its neighbours.`,
    );
  }
}

/** The first line that is not blank decides the format of the whole log. */
function readerFor(first: Line, path: string): RecordReader {
  if (first.text.startsWith('#')) return tsvReader(path);
  if (first.text.startsWith('{')) return jsonReader(path);
  const told = `${path} is not a Zeek log: its first line is ${excerpt(first.text)}.`;
  throw new BadInput(`${told}\n${likelyCause(first.text)}`);
}

function likelyCause(text: string): string {
  if (text.startsWith('[')) return "It looks like one JSON list; `jq -c '.[]'` writes a record a line.";
  // eslint-disable-next-line no-control-regex
  if (/[\x00-\x08\x0e-\x1f\ufffd]/.test(text)) {
    return 'It looks binary. A log may be plain text or gzip: unpack it first if it is zstd, xz or zip.';
  }
  return (
    'A Zeek log starts with a header (#separator ... #fields ...) or has a JSON object on each line.\n' +
    'If it is one, its head was filtered out: `zeek-cut -c` keeps the header, `head -8` shows whether it is there.'
  );
}
