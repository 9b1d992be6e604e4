/** What cases of a campaign may hold: plain figures, so that generators need not know protocols. */
import type { Options, Transport } from '../model/case.ts';
import type { Fault, FaultKind } from '../model/faults.ts';
import type { Quirk } from '../model/quirks.ts';

export interface CaseSpace {
  readonly protocol: string;
  /** Values to draw for each option, the default first. */
  readonly options: { readonly [name: string]: readonly Options[string][] };
  /** The same for options that matter only where there is a threshold. */
  readonly watchOptions: CaseSpace['options'];
  /** Service times of slow nodes stay below this many microseconds. */
  readonly slowNodeBelow: number;
  /** Other kinds of faults to draw. */
  readonly faults: readonly FaultKind[];
  /** Quirks that every case turns on. */
  readonly quirks: readonly Quirk[];
  /** Faults that are in every case. */
  readonly pinned: readonly Fault[];
  /** The transports to draw from. */
  readonly transports: readonly Transport[];
  /** May there be thresholds, and sumstats of which no results are asked for? */
  readonly thresholds: boolean;
  /** No workers: the manager observes. */
  readonly isAlone: boolean;
  /** Have nodes tables that expire? Then each sweeps them at a phase of its own. */
  readonly expires?: boolean;
  /** Calculations that every case applies beside those that are drawn. */
  readonly apply: readonly string[];
  readonly maxWorkers: number;
  readonly maxKeys: number;
}

export const DEFAULT_BOUNDS = { maxWorkers: 6, maxKeys: 6 };
