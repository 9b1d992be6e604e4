/** The records that gave no observation: how many, and what was wrong with the question if no record gave one. */
import { BadInput } from '../model/case-file.ts';
import { excerpt } from './excerpt.ts';
import type { LogRecord } from './log-record.ts';
import { nearestNames } from '../model/nearest-names.ts';

/** How many names of fields are kept for the message; a log has some dozens, and only a strange file has more. */
const NAMES_MAX = 200;

export class Skips {
  readonly #key: readonly string[];
  readonly #value: string | undefined;
  readonly #present = new Set<string>();
  /** The asked-for fields that no skipped record has. Only the end tells: a JSON record leaves out what is unset. */
  readonly #missing: Set<string>;
  #count = 0;
  /** The first value that is set and yet no number: a wrong field, and not a sparse one. */
  #notNumber: { readonly text: string; readonly line: number } | undefined;

  constructor(key: readonly string[], value: string | undefined) {
    this.#key = key;
    this.#value = value;
    this.#missing = new Set(value === undefined ? key : [...key, value]);
  }

  get count(): number {
    return this.#count;
  }

  add(record: LogRecord): void {
    this.#count++;
    if (this.#missing.size > 0) this.#noteFields(record);
    if (this.#value === undefined || this.#notNumber !== undefined) return;
    if (this.#key.some((field) => record.get(field) === undefined)) return;
    const text = record.get(this.#value);
    if (text !== undefined) this.#notNumber = { text, line: record.line };
  }

  /** The error to throw where all records were skipped. */
  refusal(path: string): BadInput {
    if (this.#count === 0) {
      return new BadInput(
        `${path} holds no record, only a header.\nHad Zeek anything to write in that time? Try another log.`,
      );
    }
    const [missing] = this.#missing;
    if (missing !== undefined) return this.#withoutField(path, missing);
    if (this.#notNumber !== undefined) {
      const { text, line } = this.#notNumber;
      const field = JSON.stringify(this.#value);
      return new BadInput(
        `${path} has no number in its field ${field}: the first value is ${excerpt(text)}, on line ${line}.\n` +
          'Choose a count or an interval, or leave the value out to count records.',
      );
    }
    const asked = this.#value === undefined ? this.#key : [...this.#key, this.#value];
    return new BadInput(
      `${path} has no record that can be observed: each of its ${this.#count} leaves ${asked.join(' or ')} unset.\n` +
        'Choose fields that Zeek always sets, as id.orig_h.',
    );
  }

  #noteFields(record: LogRecord): void {
    for (const field of record.fields) {
      this.#missing.delete(field);
      if (this.#present.size < NAMES_MAX) this.#present.add(field);
    }
  }

  #withoutField(path: string, missing: string): BadInput {
    const present = [...this.#present];
    const near = nearestNames(missing, present).map((name) => JSON.stringify(name));
    const hint = near.length > 0 ? ` Did you mean ${near.join(' or ')}?` : '';
    return new BadInput(`${path} has no field ${JSON.stringify(missing)}.${hint}\nIts fields: ${present.join(', ')}`);
  }
}
