/**
 * Draws by a hash of what they are for, never from a stream: taking one thing out of a case leaves all other draws as they
 * were. Mixing after MurmurHash3's finalizer, which spreads every bit of the input over the whole word.
 */

/** Mixes one more word into a hash; 32 bits, signed. */
export function mix(hash: number, word: number): number {
  let h = Math.imul(hash ^ Math.imul(word, 0xcc9e2d51), 0x85ebca6b);
  h ^= h >>> 13;
  h = Math.imul(h, 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** FNV-1a over UTF-16 units, spread. */
export function hashText(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  return mix(h, text.length);
}

/** A whole number from 0 to bound - 1; bound up to 2 to the 46th. */
export function below(hash: number, bound: number): number {
  return Math.floor(((hash >>> 0) / 0x1_0000_0000) * bound);
}
