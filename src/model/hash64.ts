/**
 * A fixed hash of 64 bits, as two words of 32: MurmurHash3's 32-bit hash of the text's UTF-16 units under two seeds. In whole
 * numbers of 64 bits it would be a hundred times slower.
 */
export function highWord(text: string, seed: number): number {
  return murmur3(text, seed ^ 0x5bd1e995);
}

export function lowWord(text: string, seed: number): number {
  return murmur3(text, seed);
}

/** Austin Appleby's MurmurHash3_x86_32, a unit to a block; 32 bits, unsigned. */
function murmur3(text: string, seed: number): number {
  let h = seed;
  for (let i = 0; i < text.length; i++) {
    let k = Math.imul(text.charCodeAt(i), 0xcc9e2d51);
    k = Math.imul((k << 15) | (k >>> 17), 0x1b873593);
    h ^= k;
    h = Math.imul((h << 13) | (h >>> 19), 5) + 0xe6546b64;
  }
  h ^= text.length;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
