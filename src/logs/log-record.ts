/** One record of a log, whatever format it was written in. */
export interface LogRecord {
  /** The line it stands on, from 1 in the unpacked log. */
  readonly line: number;
  /** The fields it has. A TSV record has all of its header's; a JSON record has those that are set. */
  readonly fields: readonly string[];
  /** The text of a field: undefined where it is unset or absent, '' where it is empty; a list is joined by commas. */
  get(field: string): string | undefined;
}

/** Takes the lines of a log in order; null for a line that holds no record. */
export type RecordReader = (line: Line) => LogRecord | null;

export interface Line {
  readonly text: string;
  /** From 1. */
  readonly number: number;
  /** False for a last line without a newline, which may have been cut off. */
  readonly ended: boolean;
}
