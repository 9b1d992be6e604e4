/** In which bucket a key is: the same one on all nodes and in every run. */
import { canonicalBytes } from '../../model/key.ts';

/** A hash of 64 bits, as two words of 32: in whole numbers of 64 bits it would be many times slower. */
export interface Hash64 {
  readonly high: number;
  readonly low: number;
}

/** What FNV-1a begins with. */
export const OFFSET_BASIS: Hash64 = { high: 0xcbf29ce4, low: 0x84222325 };

/** @param basis what the hash begins with; one that differs between nodes would put the same key into different buckets */
export function bucketOf(key: string, shards: number, basis = OFFSET_BASIS): number {
  const { high, low } = fnv1a(canonicalBytes(key), basis);
  return ((high % shards) * (WORD % shards) + (low % shards)) % shards;
}

/**
 * Fowler, Noll and Vo's hash: for each byte, exclusive or, then times the prime 2^40 + 0x1b3.
 * @param bytes a character a byte
 */
export function fnv1a(bytes: string, { high, low }: Hash64 = OFFSET_BASIS): Hash64 {
  for (let i = 0; i < bytes.length; i++) {
    const xored = (low ^ bytes.charCodeAt(i)) >>> 0;
    const product = xored * 0x1b3;
    high = (Math.imul(high, 0x1b3) + (xored << 8) + Math.floor(product / WORD)) >>> 0;
    low = product >>> 0;
  }
  return { high, low };
}

const WORD = 2 ** 32;
