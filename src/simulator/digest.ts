/** A digest of plain data by content: 32 bits. Equal contents in equal order of insertion have equal digests. */
import { hashText, mix } from './keyed-draw.ts';

const float = new Float64Array(1);
const words = new Int32Array(float.buffer);

export function digest(value: unknown, hash = 1): number {
  switch (typeof value) {
    case 'number':
      float[0] = value;
      return mix(mix(hash, words[0] as number), words[1] as number);
    case 'string':
      return mix(hash, hashText(value));
    case 'object':
      return value === null ? mix(hash, 2) : digestObject(value, hash);
    default:
      return mix(hash, value === true ? 3 : value === false ? 4 : 5);
  }
}

function digestObject(value: object, hash: number): number {
  if (Array.isArray(value) || value instanceof Set) {
    for (const item of value) hash = digest(item, hash);
    return mix(hash, 6);
  }
  if (value instanceof Map) {
    for (const [key, item] of value) hash = digest(item, digest(key, hash));
    return mix(hash, 7);
  }
  for (const field in value) hash = digest((value as { [field: string]: unknown })[field], mix(hash, hashText(field)));
  return mix(hash, 8);
}
