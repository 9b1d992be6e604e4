/** Records of Zeek's JSON format: an object a line, flat, with unset fields left out. */
import { BadInput } from '../model/case-file.ts';
import { excerpt } from './excerpt.ts';
import type { Line, LogRecord, RecordReader } from './log-record.ts';

export function jsonReader(path: string): RecordReader {
  return (line) => new JsonRecord(line.number, parse(line, path));
}

function parse(line: Line, path: string): object {
  let value: unknown;
  try {
    value = JSON.parse(line.text);
  } catch (error) {
    const told = `${path} has a line that is not JSON, line ${line.number}: ${excerpt(line.text)}`;
    throw new BadInput(`${told}\n${likelyCause(line)}`, { cause: error });
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  throw new BadInput(
    `${path} has a line that is no record, line ${line.number}: ${excerpt(line.text)}\n` +
      'Each line of a JSON log is one object. Was another file joined to it?',
  );
}

function likelyCause(line: Line): string {
  if (line.text.trim() === '{') return 'Records must not be spread over lines: `jq -c .` writes each on one.';
  if (!line.ended) return 'It is the last line and does not end: the log was cut off, or is still being written.';
  return `Was the log edited, or written to by two at once? \`sed -n ${line.number}p\` shows the line.`;
}

class JsonRecord implements LogRecord {
  readonly line: number;
  readonly #values: object;

  constructor(line: number, values: object) {
    this.line = line;
    this.#values = values;
  }

  get fields(): readonly string[] {
    return Object.keys(this.#values);
  }

  get(field: string): string | undefined {
    // Own fields only, as "constructor" must not be found in every record.
    if (!Object.hasOwn(this.#values, field)) return undefined;
    const value = (this.#values as Readonly<Record<string, unknown>>)[field];
    if (value === null) return undefined;
    return Array.isArray(value) ? value.map(textOf).join(',') : textOf(value);
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
