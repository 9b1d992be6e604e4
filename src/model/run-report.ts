/** What a run of rollcall found, as plain data: what reports are made from, and what `--json` prints. */
import type { Case } from './case.ts';
import type { FaultKind } from './faults.ts';
import type { Signature, Verdict } from './verdict.ts';

/** A failing case made least. */
export interface LeastCase {
  readonly case: Case;
  readonly signature: Signature;
  /** What is wrong, in one sentence. */
  readonly message: string;
  readonly size: number;
  /** What is known of smaller cases. */
  readonly proof: string;
  /** The file that replays it; absent where none was written. */
  readonly file?: string;
}

/** What came of judging one subject. */
export interface SubjectReport {
  readonly name: string;
  readonly summary: string;
  readonly expected: 'holds' | 'caught' | 'not needed';
  readonly outcome: 'as expected' | 'not as expected' | 'inconclusive';
  /** Generated cases that were run. */
  readonly cases: number;
  /** Cases in which a copy was left out. */
  readonly missedCopies: number;
  readonly found: LeastCase | null;
  /** Why the outcome is not as expected, or inconclusive; otherwise empty. */
  readonly why: string;
}

/** What a protocol costs on one workload. Times in microseconds of virtual time. */
export interface CostRow {
  readonly protocol: string;
  readonly verdict: Verdict['kind'];
  /** What is violated, or why it could not be judged; empty where it held. */
  readonly why: string;
  /** Sent messages by type in order of first sending, a broadcast counted once, without rounds that bring nothing. */
  readonly emailCounts: { readonly [type: string]: number };
  /** All sent messages by type, a broadcast counted once. */
  readonly sent: { readonly [type: string]: number };
  readonly deliveries: number;
  /** Of all deliveries, in the canonical encoding. */
  readonly bytes: number;
  /** Answers on the chain of causes from the epoch's end back to its collection: how often the manager waited, one time after the other. */
  readonly rounds: number;
  /** From the collection's start to the epoch's end. */
  readonly finishedAfter: number;
  /** The same where the last worker answers 100 times slower. */
  readonly slowedAfter: number;
  /** The manager's handling of messages. */
  readonly managerBusy: number;
  /** Replies without data among the messages that the manager handled. */
  readonly uselessShare: number;
  /** The most messages, and bytes, that waited at the manager or were being handled. */
  readonly peakInbox: number;
  readonly peakInboxBytes: number;
  /** The most results that the manager held at once, by the protocol's own count. */
  readonly peakResults: number;
  /** Of the manager's whole state when it first held so many, in the canonical encoding; -1 where it does not count its results. */
  readonly peakBytes: number;
}

/** A protocol that was not run, since by its own claim it would send too much. */
export interface Refusal {
  readonly protocol: string;
  /** The type of message of which it would send the most, how many by its claim, and how many of all types a run may have. */
  readonly type: string;
  readonly claimed: number;
  readonly most: number;
}

export interface CostTable {
  readonly title: string;
  readonly workers: number;
  readonly keys: number;
  readonly pairs: number;
  readonly observations: number;
  /** What each message costs the manager. */
  readonly service: number;
  readonly rows: readonly CostRow[];
  readonly refused: readonly Refusal[];
}

/** What the same comparison comes to with more workers each time, or with more keys. */
export interface CostGrowth {
  readonly axis: 'workers' | 'keys';
  /** How the keys are spread: as in `scan:1000`. */
  readonly spread: string;
  /** In ascending order of how many workers or keys. */
  readonly steps: readonly GrowthStep[];
  /** Steps with more observations than fit in memory. */
  readonly leftOut: readonly number[];
}

export interface GrowthStep {
  /** How many workers, or keys. */
  readonly at: number;
  readonly costs: CostTable;
}

/** How one figure differs from what is expected of it. */
export interface FigureDifference {
  /** The stream and the figure; empty where it is about the whole. */
  readonly of: string;
  readonly expected: string;
  readonly actual: string;
  /** How much more it is, where both are numbers. */
  readonly by?: number;
}

/** One thing that a golden case expects to be told, or that was told although it does not; without differences, it is as expected. */
export interface Agreement {
  readonly what: string;
  readonly differences: readonly FigureDifference[];
}

/** Whether a protocol holds under one kind of fault. */
export interface ToleranceCell {
  readonly kind: FaultKind;
  readonly isClaimed: boolean;
  readonly outcome: 'holds' | 'breaks' | 'not told';
  /** Cases that held in which such a fault was met; 0 where it breaks. */
  readonly met: number;
  /** What is violated, or why it is not told; empty where it holds. */
  readonly why: string;
}

/** Kinds of faults under which a protocol holds, together as well. */
export interface Survival {
  readonly kinds: readonly FaultKind[];
  /** Cases that held in which faults of two of the kinds were met, or of the only one. */
  readonly met: number;
  /** Why it is not told all the same; empty where it is. */
  readonly why: string;
}

/** Kinds of faults that break a protocol, each of which is needed for that. */
export interface Breach {
  readonly kinds: readonly FaultKind[];
  /** The kinds that were drawn when it was found, and in which case of those. */
  readonly drawn: readonly FaultKind[];
  readonly case: number;
  /** Does the protocol claim to hold in this very case? */
  readonly isClaimed: boolean;
  readonly found: LeastCase;
}

/** What a protocol survives, and where that ends. */
export interface Tolerance {
  readonly protocol: string;
  readonly cells: readonly ToleranceCell[];
  /** The maximal sets of kinds that it survives, where there are several kinds. */
  readonly survived: readonly Survival[];
  /** The minimal sets of kinds that it does not survive. */
  readonly breaches: readonly Breach[];
  /** Were all sets tried that had to be? */
  readonly isComplete: boolean;
}

export interface ToleranceMatrix {
  readonly seed: number;
  /** Cases in which faults are met, for each kind and each set of them. */
  readonly runs: number;
  readonly rows: readonly Tolerance[];
}

export interface CheckReport {
  readonly seed: number;
  readonly subjects: readonly SubjectReport[];
  /** Null where only some protocols are judged; so are costs then left out. */
  readonly matrix: ToleranceMatrix | null;
  readonly costs: readonly CostTable[];
}
