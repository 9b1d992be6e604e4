/** What a protocol says of itself, with figures. The harness checks it. */
import type { Options } from '../model/case.ts';

/** Figures of one epoch that is collected without faults and without another one open. */
export interface EpochFigures {
  readonly workers: number;
  /** Distinct keys over all workers. */
  readonly keys: number;
  /** Pairs of a worker and a key that it holds. */
  readonly pairs: number;
  /** By worker. */
  readonly keysPerWorker: readonly number[];
  readonly options: Options;
}

/** How many of a message type an epoch takes, a broadcast counted once. */
export type Count = { readonly exactly: number } | { readonly atLeast: number; readonly atMost: number };

export interface Claims {
  /** Faults under which every check holds. Messages that overtake those of other links, and hot epochs, are always among them. */
  readonly tolerates: {
    /** Service time of a slow node, in microseconds, below which all is well. */
    readonly slowNodeBelow: number;
    /** Messages of one link that overtake one another. */
    readonly reorderLink: boolean;
  };
  /** Does it look out for thresholds, and leave results out that nobody asks for? */
  readonly thresholds?: boolean;
  /** Microseconds after which a request may be answered with "timeout"; Infinity for never. */
  readonly requestTimeout: number;
  /** Messages per epoch by type; a type that is not named must not be sent. */
  messages(figures: EpochFigures): { readonly [type: string]: Count };
  /** Results that the manager holds at once at the most, the one that it is merging included; requests and looks aside. */
  readonly peakResults?: (figures: EpochFigures) => number;
}
