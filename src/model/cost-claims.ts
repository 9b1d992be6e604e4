/** What a run may cost, as a protocol claims it: functions of figures that the checks read from the run itself. */
import type { Options } from './case.ts';

/** Figures of one epoch that is collected without faults and without another one open. */
export interface EpochFigures {
  readonly workers: number;
  /** Distinct keys over all workers. */
  readonly keys: number;
  /** Pairs of a worker and a key that it holds. */
  readonly pairs: number;
  /** By worker. */
  readonly keysPerWorker: readonly number[];
  /** Limits that were found crossed in the course of the collection. */
  readonly crossings: number;
  readonly options: Options;
}

/** Figures of a request for a key. */
export interface RequestFigures {
  readonly workers: number;
  readonly options: Options;
}

/** Figures of all that observations lead to by themselves: looks at keys that may have crossed a limit between two ends. */
export interface LookFigures {
  readonly workers: number;
  /** Observations that count towards a sumstat with a threshold; once for each such sumstat. */
  readonly watched: number;
  /** Keys that they are of; of each sumstat by itself. */
  readonly keys: number;
  /** Minutes that the run took, the one that was begun included. */
  readonly minutes: number;
  /** How many times the manager was asked for a look, and took one. */
  readonly views: number;
  /** Limits that were found crossed so. */
  readonly crossings: number;
  readonly options: Options;
}

/** How many of a message type are sent, a broadcast counted once. */
export type Count = { readonly exactly: number } | { readonly atLeast: number; readonly atMost: number };

/** By type; one that is not named must not be sent. */
export type Counts = { readonly [type: string]: Count };

export interface CostClaims {
  /** What an epoch takes, from its collection on. */
  messages(figures: EpochFigures): Counts;
  /** What a request for a key takes; nothing, where it does not say. */
  requestMessages?(figures: RequestFigures): Counts;
  /** What observations lead to before an epoch is collected, all together; nothing, where it does not say. */
  lookMessages?(figures: LookFigures): Counts;
  /** Where what reaches a limit by itself is told at once: of so many keys at a time; nothing is claimed, where it does not say. */
  readonly looksAtOnce?: number;
  /** Results that the manager holds at once at the most, the one that it is merging included; requests and looks aside. */
  peakResults?(figures: EpochFigures): number;
}
