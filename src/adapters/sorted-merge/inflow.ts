/** What comes in from one worker: its items in the order of their keys, of which the manager holds no more than it asked for. */
import type { Queued } from '../key-order.ts';
import { queued } from '../key-order.ts';
import type { Messages } from './messages.ts';

export interface Inflow {
  /** In order, and not merged yet. */
  readonly queue: Queued[];
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
    inflow.queue.push(queued(key, result));
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
