/** Records of Zeek's TSV format, in which `#` lines say how the lines after them are to be read. */
import { BadInput } from '../model/case-file.ts';
import { excerpt } from './excerpt.ts';
import type { Line, LogRecord, RecordReader } from './log-record.ts';
import type { TsvHeader } from './tsv-header.ts';
import { TSV_DEFAULTS, withHeaderLine } from './tsv-header.ts';
import { unescapeZeek } from './unescape-zeek.ts';

/** Reads a TSV log, which may be several rotated ones in a row, each with its header. */
export function tsvReader(path: string): RecordReader {
  let header = TSV_DEFAULTS;
  return (line) => {
    if (line.text.startsWith('#')) {
      header = withHeaderLine(header, line.text);
      return null;
    }
    const columns = line.text.split(header.separator);
    if (header.fields.length === 0) throw withoutHeader(line, path);
    if (columns.length !== header.fields.length) throw misfit(line, columns.length, header, path);
    return new TsvRecord(line.number, header, columns);
  };
}

class TsvRecord implements LogRecord {
  readonly line: number;
  readonly #header: TsvHeader;
  readonly #columns: readonly string[];

  constructor(line: number, header: TsvHeader, columns: readonly string[]) {
    this.line = line;
    this.#header = header;
    this.#columns = columns;
  }

  get fields(): readonly string[] {
    return this.#header.fields;
  }

  get(field: string): string | undefined {
    const column = this.#header.columns.get(field);
    if (column === undefined) return undefined;
    const raw = this.#columns[column];
    // Compared before unescaping: Zeek writes a string that only looks unset or empty with an escape.
    if (raw === undefined || raw === this.#header.unset) return undefined;
    if (raw === this.#header.empty) return '';
    if (!/^(set|vector)\[/.test(this.#header.types[column] ?? '')) return unescapeZeek(raw);
    return raw.split(this.#header.setSeparator).map(unescapeZeek).join(',');
  }
}

function withoutHeader(line: Line, path: string): BadInput {
  return new BadInput(
    `${path} is not a Zeek log: line ${line.number} is ${excerpt(line.text)}, and no #fields line stands before it.\n` +
      'Is it another kind of file, or a log whose header was filtered out? `zeek-cut -c` keeps it.',
  );
}

function misfit(line: Line, columns: number, header: TsvHeader, path: string): BadInput {
  const cause = line.ended
    ? `Was the log edited or filtered, or joined to one with other fields? \`sed -n ${line.number}p\` shows the line.`
    : 'It is the last line and does not end: the log was cut off, or is still being written.';
  const named = header.fields.length;
  return new BadInput(
    `${path} has ${columns} columns on line ${line.number}, where #fields names ${named}: ` +
      `${excerpt(line.text)}\n${cause}`,
  );
}
