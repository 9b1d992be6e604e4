/** The space of cases to judge a subject in: what its protocol claims to tolerate, and what is pinned. */
import omit from 'lodash/omit.js';
import pick from 'lodash/pick.js';
import { DEFAULT_BOUNDS, type CaseSpace } from '../arbitraries/space.ts';
import { TRANSPORTS } from '../model/case.ts';
import { FAULT_KINDS } from '../model/faults.ts';
import type { Subject } from '../protocol/subject.ts';

/** A node that is alone may have more keys than it tells at once, and takes no longer for them. */
const MANY_KEYS = 60;

export interface SpaceChoices {
  /** Also draw faults that the protocol does not claim to tolerate. */
  readonly beyond?: boolean;
  /** Calculations to apply in every case, beside those that are drawn: one's own, for instance. */
  readonly apply?: readonly string[];
  readonly maxWorkers?: number;
  readonly maxKeys?: number;
}

export function caseSpace({ protocol, pinned, maxKeys }: Subject, choices: SpaceChoices = {}): CaseSpace {
  const { slowNodeBelow, faults } = protocol.claims.tolerates;
  const { options, watchOptions = [] } = protocol;
  const beyond = choices.beyond === true;
  return {
    protocol: protocol.name,
    options: omit(options, watchOptions),
    watchOptions: pick(options, watchOptions),
    slowNodeBelow: beyond ? Infinity : slowNodeBelow,
    faults: beyond ? FAULT_KINDS : faults,
    quirks: pinned.quirks ?? [],
    pinned: pinned.faults,
    transports: pinned.transport === undefined ? (protocol.transports ?? TRANSPORTS) : [pinned.transport],
    thresholds: protocol.claims.thresholds === true,
    isAlone: protocol.isAlone === true,
    apply: choices.apply ?? [],
    maxWorkers: choices.maxWorkers ?? DEFAULT_BOUNDS.maxWorkers,
    maxKeys: choices.maxKeys ?? maxKeys ?? (protocol.isAlone === true ? MANY_KEYS : DEFAULT_BOUNDS.maxKeys),
  };
}
