/** What comes in from one worker: its items in the order of their keys, of which the manager holds no more than it asked for. */
import { canonicalBytes } from '../../model/key.ts';
import type { Result } from '../../model/result.ts';
import type { Messages } from './messages.ts';

export interface Item {
  readonly key: string;
  /** The key's place in the order that all nodes share. */
  readonly rank: string;
  readonly result: Result;
}

export interface Inflow {
  /** In order, and not merged yet. */
  readonly queue: Item[];
  /** Those that overtook others, by number. */
  readonly early: Map<number, Messages['merge_item']>;
  /** The number of the next item, and so how many have come. */
  expected: number;
  /** How many were asked for. */
  granted: number;
  /** The last one has come. */
  ended: boolean;
}

export function openInflow(granted: number): Inflow {
  return { queue: [], early: new Map(), expected: 0, granted, ended: false };
}

/** Takes an item to its place in the order, whenever it comes; one that came before, not again. */
export function takeItem(inflow: Inflow, item: Messages['merge_item']): void {
  if (item.seq < inflow.expected) return;
  inflow.early.set(item.seq, item);
  for (let next = inflow.early.get(inflow.expected); next !== undefined; next = inflow.early.get(inflow.expected)) {
    const { key, result, last } = next;
    inflow.queue.push({ key, rank: canonicalBytes(key), result });
    inflow.early.delete(inflow.expected++);
    inflow.ended = last;
  }
}

/** Is its least key known, or that it has none left? */
export function isReady({ queue, ended }: Inflow): boolean {
  return ended || queue.length > 0;
}

/** All that was asked for has come and gone, and it was not all. */
export function isDry({ queue, expected, granted, ended }: Inflow): boolean {
  return !ended && queue.length === 0 && expected === granted;
}

/** Takes the results of the least key off the inflows that have it, in their order; null where nothing is left. */
export function takeLeast(inflows: readonly { readonly queue: Item[] }[]): { key: string; results: Result[] } | null {
  let least: Item | undefined;
  for (const { queue: [head] } of inflows) if (head !== undefined && (least === undefined || head.rank < least.rank)) least = head;
  if (least === undefined) return null;
  const { key, rank } = least;
  const results: Result[] = [];
  for (const { queue } of inflows) {
    if (queue[0]?.rank === rank) results.push((queue.shift() as Item).result);
  }
  return { key, results };
}
