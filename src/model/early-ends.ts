/** What would have come of ending an epoch sooner than it ended, as plain data. */

export interface EarlyEnds {
  readonly sumstat: string;
  readonly epoch: number;
  /** Workers that the manager counted on when it asked. */
  readonly participants: number;
  /** What the epoch must report; null where the trace does not tell, or where no results are asked for. */
  readonly observations: number | null;
  /** Had it ended when it was asked; after each message on its behalf that the manager handled; and when it did end. */
  readonly ends: readonly EarlyEnd[];
}

export interface EarlyEnd {
  readonly step: number;
  /** The event handled in that step, as text, and whether it is a message. */
  readonly event: number;
  readonly told: string;
  readonly isMessage: boolean;
  /** Whose answer would not have been in: not at all, or not all of it. */
  readonly workers: readonly number[];
  /** What would not have been in: how many observations, of a key and a worker. */
  readonly lost: readonly Lost[];
}

export interface Lost {
  readonly worker: number;
  readonly key: string;
  readonly observations: number;
}

export function isWrong({ workers, lost }: EarlyEnd): boolean {
  return workers.length > 0 || lost.length > 0;
}

/** What a protocol's epochs came to, over many cases. */
export interface DoneAudit {
  readonly protocol: string;
  readonly cases: number;
  /** Epochs that were finished and took a message; and of these, those of which it is not known what they must report. */
  readonly epochs: number;
  readonly untold: number;
  /** Messages that the manager handled until the end. */
  readonly messages: Spread;
  /** The share of them after which it would have been wrong to end: an answer was not in, or an observation. */
  readonly wrong: Spread;
  /** The same for observations alone: what is between the two, only the roll call needs. */
  readonly incomplete: Spread;
  /** Epochs that could not have ended one message sooner. */
  readonly lastNeeded: number;
  /** Epochs that were wrong even as they ended. */
  readonly early: number;
}

/** 0 where there is nothing. */
export interface Spread {
  readonly median: number;
  readonly most: number;
}
