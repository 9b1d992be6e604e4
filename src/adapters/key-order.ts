/** Streams of keys in the one order that all nodes share: how a worker puts its keys in it, and how a manager merges several. */
import { canonicalBytes } from '../model/key.ts';
import type { Result, ResultTable } from '../model/result.ts';

/** A key that has come from a worker, and is not merged yet. */
export interface Queued {
  readonly key: string;
  /** The key's place in the order. */
  readonly rank: string;
  readonly result: Result;
}

export function queued(key: string, result: Result): Queued {
  return { key, rank: canonicalBytes(key), result };
}

/** Takes the results of the least key off the queues that have it, in their order; null where nothing is left. */
export function takeLeast(inflows: readonly { readonly queue: Queued[] }[]): { key: string; results: Result[] } | null {
  let least: Queued | undefined;
  for (const { queue: [head] } of inflows) if (head !== undefined && (least === undefined || head.rank < least.rank)) least = head;
  if (least === undefined) return null;
  const { key, rank } = least;
  const results: Result[] = [];
  for (const { queue } of inflows) {
    if (queue[0]?.rank === rank) results.push((queue.shift() as Queued).result);
  }
  return { key, results };
}

/** A table's entries in the order of keys. */
export function inOrder(table: ResultTable): readonly (readonly [key: string, result: Result])[] {
  const ranked = [...table].map((entry) => ({ rank: canonicalBytes(entry[0]), entry }));
  return ranked.sort((a, b) => (a.rank < b.rank ? -1 : 1)).map(({ entry }) => entry);
}
