/** What a protocol says of itself, with figures. The harness checks it. */
import type { CostClaims } from '../model/cost-claims.ts';
import type { ToleratedKind } from '../model/faults.ts';

export interface Claims extends CostClaims {
  /** Faults under which every check holds. Messages that overtake those of other links, and hot epochs, are always among them. */
  readonly tolerates: {
    /** Service time of a slow node, in microseconds, below which all is well. */
    readonly slowNodeBelow: number;
    /** Other kinds of faults, in any number and at once. */
    readonly faults: readonly ToleratedKind[];
  };
  /** Does it look out for thresholds, and leave results out that nobody asks for? */
  readonly thresholds?: boolean;
  /** Microseconds after which a request may be answered with "timeout"; Infinity for never. */
  readonly requestTimeout: number;
}
