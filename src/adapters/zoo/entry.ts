/** A bug that really happened somewhere, by its number: as a subject in which it must be found, or with the reason why it is none. */
import type { Quirk } from '../../model/quirks.ts';
import type { CheckName, Signature } from '../../model/verdict.ts';
import type { Protocol } from '../../protocol/protocol.ts';
import type { Subject } from '../../protocol/subject.ts';

interface Named {
  /** P of a protocol, C of a calculation, S of a node that is alone, L of what upstream still has. Several mistakes may share a number. */
  readonly id: string;
  /** What happened, in a line. */
  readonly title: string;
  /** Commits with their days, or where it was reported. */
  readonly source: string;
}

export interface Planted extends Named {
  readonly protocol: Protocol;
  /** The same without the mistake, where that is not the one of its name before the `~`. */
  readonly sound?: Protocol;
  readonly pinned?: Partial<Subject['pinned']>;
  readonly maxKeys?: number;
  /** What it must be found by. */
  readonly by: Signature;
}

/** One that is not looked for in random cases. */
export interface LeftOut extends Named {
  readonly why: string;
}

export type ZooEntry = Planted | LeftOut;

export function isPlanted(entry: ZooEntry): entry is Planted {
  return 'protocol' in entry;
}

/** What the quirks of the real system are planted with. */
export function withQuirks(...quirks: readonly Quirk[]): Pick<Planted, 'pinned'> {
  return { pinned: { quirks } };
}

/** The name by which it is hunted. */
export function nameOf({ protocol, pinned }: Planted): string {
  return [protocol.name, ...(pinned?.quirks ?? []), ...(pinned?.faults ?? []).map((fault) => (fault.fault === 'missing-copy' ? `no-copy-at-${fault.site}` : fault.fault))].join('~');
}

export function subjectOf(entry: Planted): Subject {
  const { protocol, pinned, title, by, maxKeys } = entry;
  return { name: nameOf(entry), summary: title, protocol, pinned: { faults: [], ...pinned }, ...(maxKeys === undefined ? {} : { maxKeys }), expect: { kind: 'caught', by: checkOf(by) } };
}

function checkOf(signature: Signature): CheckName {
  return signature.slice(0, signature.indexOf(': ')) as CheckName;
}
