/**
 * Keys: upstream's record of `host` and `str`, either or both. In memory a key is text that no other key has: a lone `str` is
 * itself, the rest reads `host=192.0.2.1`, `host=192.0.2.1, str=foo`; a lone `str` that looks like these reads `str=...`.
 */
import { z } from 'zod';
import { addressBytes, addressSchema, canonicalAddress } from './address.ts';
import { nameSchema } from './name.ts';

export interface Key {
  readonly host?: string | undefined;
  readonly str?: string | undefined;
}

/** As a case file spells it: bare text is a key with `str` alone. */
export const plainKeySchema = z.union(
  [nameSchema, z.strictObject({ host: addressSchema, str: nameSchema.optional() }), z.strictObject({ str: nameSchema })],
  { error: 'must be a name, or an object with "host" (an address), "str" or both' },
);

export function keyOf(plain: string | Key): string {
  if (typeof plain === 'string') return keyOf({ str: plain });
  const { host, str } = plain;
  if (host === undefined) return /^(host|str)=/.test(str ?? '') ? `str=${str}` : (str ?? '');
  return str === undefined ? `host=${canonicalAddress(host)}` : `host=${canonicalAddress(host)}, str=${str}`;
}

export function keyParts(key: string): Key {
  if (key.startsWith('str=')) return { str: key.slice(4) };
  if (!key.startsWith('host=')) return { str: key };
  const comma = key.indexOf(', str=');
  return comma === -1 ? { host: key.slice(5) } : { host: key.slice(5, comma), str: key.slice(comma + 6) };
}

export type PlainKey = z.infer<typeof plainKeySchema>;

export function plainKey(key: string): PlainKey {
  const { host, str } = keyParts(key);
  return host === undefined ? (str as string) : { host, str };
}

/**
 * The key as bytes: the same, and with the same order, on all nodes and in every run. Is there a host, and which (16 bytes, IPv4
 * mapped into IPv6); is there a str, and which (UTF-8).
 * @returns a character a byte, so that `<` compares bytes
 */
export function canonicalBytes(key: string): string {
  const { host, str } = keyParts(key);
  return (host === undefined ? ABSENT : PRESENT + String.fromCharCode(...addressBytes(host))) + (str === undefined ? ABSENT : PRESENT + utf8(str));
}

const ABSENT = String.fromCharCode(0);
const PRESENT = String.fromCharCode(1);

/** By hand, since half of a surrogate pair must stay what it is: encoders make all such halves one. */
function utf8(text: string): string {
  if (/^[ -~]*$/.test(text)) return text;
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) as number;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x1_0000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
  }
  return String.fromCharCode(...bytes);
}
