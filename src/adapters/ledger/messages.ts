import type { Result } from '../../model/result.ts';
import type { WatchMessages } from '../worker-watch.ts';
import type { Roll } from './roll.ts';

export interface Item {
  readonly key: string;
  readonly result: Result;
}

export type Messages = WatchMessages & {
  /**
   * Manager to workers: whoever is on the roll cuts its open table off, and sends the first keys of it in their order; but not
   * before it has cut the epoch `after`, since starts may overtake one another (-1: there is none to wait for).
   */
  ledger_start: { uid: number; sumstat: string; epoch: number; after: number; credit: number; roll: Roll };
  /** Worker to manager: its next keys, at most as many as the credit. A repetition is the same to the last byte. */
  ledger_batch: { uid: number; incarnation: number; seq: number; items: readonly Item[]; total: number };
  /** Manager to one worker: all before this batch is used up. */
  ledger_pull: { uid: number; seq: number };
  /** Manager to workers: the epoch is over, and what was kept for repetitions may go. */
  ledger_close: { uid: number };
  /** Manager to itself: ask those again that were asked and have not answered. */
  ledger_retry: { uid: number; delay: number };
  /** Worker to itself: send the batch asked for last again, where nobody has asked for more since and nobody said that the epoch is over. */
  ledger_repeat: { uid: number; seq: number; delay: number };
  /** Manager to workers: what do you hold of this key now? */
  ledger_ask: { uid: number; sumstat: string; key: string };
  /** Worker to manager: this much; null for nothing. */
  ledger_answer: { uid: number; incarnation: number; result: Result | null };
  /** Manager to itself: nobody waits for these answers any longer. */
  ledger_give_up: { uid: number };
};
