/** The space of cases to judge a subject in: what its protocol claims to tolerate, and what is pinned. */
import omit from 'lodash/omit.js';
import pick from 'lodash/pick.js';
import { DEFAULT_BOUNDS, type CaseSpace } from '../arbitraries/space.ts';
import { TRANSPORTS } from '../model/case.ts';
import type { FaultKind } from '../model/faults.ts';
import { FAULT_KINDS } from '../model/faults.ts';
import type { Protocol } from '../protocol/protocol.ts';
import type { Subject } from '../protocol/subject.ts';

/** A node that is alone may have more keys than it tells at once, and takes no longer for them. */
const MANY_KEYS = 60;

export interface SpaceChoices {
  /** Also draw faults that the protocol does not claim to tolerate. */
  readonly beyond?: boolean;
  /** Draw faults of these kinds and no others, whatever the protocol claims; slow nodes then need any time. */
  readonly faults?: readonly FaultKind[];
  /** Calculations to apply in every case, beside those that are drawn: one's own, for instance. */
  readonly apply?: readonly string[];
  readonly maxWorkers?: number;
  readonly maxKeys?: number;
}

export function caseSpace({ protocol, pinned, maxKeys }: Subject, choices: SpaceChoices = {}): CaseSpace {
  const { options, watchOptions = [] } = protocol;
  return {
    protocol: protocol.name,
    options: omit(options, watchOptions),
    watchOptions: pick(options, watchOptions),
    ...faultsOf(protocol, choices),
    quirks: pinned.quirks ?? [],
    pinned: pinned.faults,
    transports: pinned.transport === undefined ? (protocol.transports ?? TRANSPORTS) : [pinned.transport],
    thresholds: protocol.claims.thresholds === true,
    isAlone: protocol.isAlone === true,
    expires: protocol.manager.expiring !== undefined || protocol.worker.expiring !== undefined,
    apply: choices.apply ?? [],
    maxWorkers: choices.maxWorkers ?? DEFAULT_BOUNDS.maxWorkers,
    maxKeys: choices.maxKeys ?? maxKeys ?? (protocol.isAlone === true ? MANY_KEYS : DEFAULT_BOUNDS.maxKeys),
  };
}

function faultsOf({ claims }: Protocol, { beyond, faults }: SpaceChoices): Pick<CaseSpace, 'slowNodeBelow' | 'faults'> {
  if (faults !== undefined) return { slowNodeBelow: faults.includes('slow-node') ? Infinity : 0, faults };
  return beyond === true ? { slowNodeBelow: Infinity, faults: FAULT_KINDS } : claims.tolerates;
}
