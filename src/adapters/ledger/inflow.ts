/** What comes in from one participant: its keys in their order, a batch at a time, each batch asked for when the last is used up. */
import type { Peer } from '../../model/trace.ts';
import type { Queued } from '../key-order.ts';
import { queued } from '../key-order.ts';
import type { Messages } from './messages.ts';

export interface Inflow {
  readonly peer: Peer;
  /** In order, and not merged yet. */
  readonly queue: Queued[];
  /** How many batches have come, and how many were asked for. */
  batches: number;
  asked: number;
  /** When the last one was asked for, in microseconds. */
  askedAt: number;
  /** How many keys have come, and how many there are; -1 until the first batch says so. */
  received: number;
  total: number;
  /** It is gone, and nothing more is expected. */
  isGone: boolean;
}

/** A participant is asked for its first batch when the collection starts. */
export function openInflow(peer: Peer, now: number): Inflow {
  return { peer, queue: [], batches: 0, asked: 1, askedAt: now, received: 0, total: -1, isGone: false };
}

/** Has all of it come? */
export function isComplete({ received, total }: Inflow): boolean {
  return received === total;
}

/** Has it cut the epoch for sure, or will its part not be in it? */
export function isSettled({ batches, isGone }: Inflow): boolean {
  return batches > 0 || isGone;
}

/** Is its least key known, or that none is to come? */
export function isReady(inflow: Inflow): boolean {
  return inflow.queue.length > 0 || isComplete(inflow) || inflow.isGone;
}

/** Is all that came used up, and more to be asked for? */
export function isDry(inflow: Inflow): boolean {
  return !isReady(inflow) && inflow.asked === inflow.batches;
}

/** Was it asked for a batch that has not come? */
export function isAwaited(inflow: Inflow): boolean {
  return !isReady(inflow) && inflow.asked > inflow.batches;
}

/** Takes a batch in; false for one that came before. */
export function takeBatch(inflow: Inflow, { seq, items, total }: Messages['ledger_batch']): boolean {
  if (inflow.isGone || seq !== inflow.batches) return false;
  for (const { key, result } of items) inflow.queue.push(queued(key, result));
  inflow.batches++;
  inflow.received += items.length;
  inflow.total = total;
  return true;
}
