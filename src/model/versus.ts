/** What came of running two protocols on the same cases, as plain data. */
import type { Case } from './case.ts';
import type { Signature, Verdict } from './verdict.ts';

export interface Versus {
  /** The one that is to fail, or to cost more, and the one that is not. */
  readonly names: readonly [string, string];
  readonly by: 'verdict' | 'costs';
  /** Generated cases that were run, the one that was found included. */
  readonly cases: number;
  /** How many of them both held, both were violated, and only one of the two was; the rest could not be judged. */
  readonly held: number;
  readonly violated: number;
  readonly first: number;
  readonly second: number;
  readonly found: Apart | null;
}

/** A least case that tells the two apart; each side in the order of the names. */
export interface Apart {
  readonly case: Case;
  readonly verdicts: readonly [Verdict, Verdict];
  /** Messages sent, a broadcast counted once. */
  readonly messages: readonly [number, number];
  /** What the first is violated by; null where it holds and costs more. */
  readonly signature: Signature | null;
  readonly size: number;
  readonly proof: string;
  /** The file that replays it; absent where none was written. */
  readonly file?: string;
}
