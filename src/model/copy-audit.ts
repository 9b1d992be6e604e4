/** What an audit of a protocol's copies found, as plain data: which are needed, under which transport, and what they cost. */
import type { Transport } from './case.ts';
import type { LeastCase } from './run-report.ts';

export interface CopyAudit {
  readonly protocol: string;
  readonly sites: readonly string[];
  readonly transports: readonly TransportAudit[];
}

/** What was found over one transport, in the same generated cases throughout. */
export interface TransportAudit {
  readonly transport: Transport;
  /** How many cases were run with each set of copies left out. */
  readonly cases: number;
  readonly untouched: Untouched;
  /** Every set of sites that can be left out, the smaller ones first. */
  readonly leftOut: readonly LeftOut[];
  /** The least sets of copies that must be made so that no case is violated: any one of them will do. */
  readonly sufficient: readonly (readonly string[])[];
  /** What is sent without a copy, by message type. */
  readonly uncopied: readonly Uncopied[];
}

/** With no copy left out: what is wrong then lies elsewhere, or a copy site is lacking. */
export interface Untouched {
  readonly violated: number;
  /** How many messages said something else when they were read than when they were sent, and what the first comes down to. */
  readonly stale: number;
  readonly found: FoundAt | null;
  /** What all deliveries come to by the encoding of the caching transport; -1 over others. */
  readonly bytes: number;
}

/** A least case, and the number of the generated case that it was made from. */
export interface FoundAt extends LeastCase {
  readonly number: number;
}

export interface LeftOut {
  readonly sites: readonly string[];
  /** Cases in which something was really sent without its copy. */
  readonly met: number;
  /** How many values were, and how many of them somebody changed afterwards. */
  readonly values: number;
  readonly changed: number;
  /** Cases that are violated, and that hold where the copies are made. */
  readonly violated: number;
  /** Cases that could not be judged. */
  readonly undecided: number;
  /** What the first violated case comes down to; null where there is none, or a part of the set is enough. */
  readonly found: FoundAt | null;
  /** As of the untouched. */
  readonly bytes: number;
}

export interface Uncopied {
  readonly type: string;
  /** How many objects such messages carried that no copy site had made, and how many of them somebody changed afterwards. */
  readonly values: number;
  readonly changed: number;
}
