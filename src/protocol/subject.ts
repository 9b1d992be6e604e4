/** What a campaign judges: a protocol, what is pinned in each of its cases, and what must come out. */
import type { Transport } from '../model/case.ts';
import type { Fault } from '../model/faults.ts';
import type { Quirk } from '../model/quirks.ts';
import type { CheckName } from '../model/verdict.ts';
import type { Protocol } from './protocol.ts';

/** It holds; it is caught by the named check; or a copy that is left out turns out to be not needed. */
export type Expectation = { readonly kind: 'holds' } | { readonly kind: 'caught'; readonly by: CheckName } | { readonly kind: 'not needed' };

export interface Subject {
  readonly name: string;
  readonly summary: string;
  readonly protocol: Protocol;
  /** Faults and quirks in every case, and the one transport to judge it under. */
  readonly pinned: { readonly faults: readonly Fault[]; readonly quirks?: readonly Quirk[]; readonly transport?: Transport };
  /** How many keys a case may have, where it takes many to tell; else as many as in all hunts. */
  readonly maxKeys?: number;
  readonly expect: Expectation;
}
