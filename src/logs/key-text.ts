/** The key of an observation, from the values of a record's key fields. */
import { hash32 } from './hash32.ts';

/** What a key may have at most; `nameSchema` in the model says so. */
export const KEY_CHARACTERS = 4096;

/** The values joined into a key that a case may hold: not empty, without control characters, and not too long. */
export function keyText(values: readonly string[]): string {
  const joined = values.map((value) => (value === '' ? '(empty)' : value)).join(', ');
  // eslint-disable-next-line no-control-regex
  const text = joined.replaceAll(/[\x00-\x1f\x7f]/g, (c) => `\\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`);
  if (text.length <= KEY_CHARACTERS) return text;
  // The hash keeps keys apart that differ only beyond the cut.
  const mark = `…${hash32(text).toString(16).padStart(8, '0')}`;
  return text.slice(0, KEY_CHARACTERS - mark.length) + mark;
}
