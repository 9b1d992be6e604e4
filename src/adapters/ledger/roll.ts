/**
 * Who takes part in a collection, by name and in few words, since every worker is told of all of them: mostly all that there
 * are, each in its first life.
 */
import type { Peer } from '../../model/trace.ts';

export interface Roll {
  /** Workers up to this number take part in their first life, */
  readonly upTo: number;
  /** but for these; */
  readonly absent: readonly number[];
  /** and these beside them. */
  readonly also: readonly Peer[];
}

/** @param peers those who take part, by number */
export function rollOf(peers: readonly Peer[]): Roll {
  const first = new Set<number>();
  for (const { worker, incarnation } of peers) if (incarnation === 0) first.add(worker);
  const upTo = Math.max(0, ...first);
  const absent: number[] = [];
  for (let worker = 1; worker <= upTo; worker++) if (!first.has(worker)) absent.push(worker);
  return { upTo, absent, also: peers.filter(({ incarnation }) => incarnation > 0) };
}

/** Of one alone. */
export function rollOfOne(peer: Peer): Roll {
  return { upTo: 0, absent: [], also: [peer] };
}

export function isOn({ upTo, absent, also }: Roll, worker: number, incarnation: number): boolean {
  if (incarnation === 0 && worker <= upTo && !absent.includes(worker)) return true;
  return also.some((peer) => peer.worker === worker && peer.incarnation === incarnation);
}
