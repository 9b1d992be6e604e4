/**
 * Whether a comparison with a protocol is begun at all. It asks the protocol's own claim, which costs nothing. The claim is not
 * believed for that: one that claims too little only runs longer, up to the step bound, and is then found out.
 */
import type { Case } from '../model/case.ts';
import type { EpochFigures } from '../model/cost-claims.ts';
import type { Refusal } from '../model/run-report.ts';
import type { Observe } from '../model/workload.ts';
import type { Protocol } from '../protocol/protocol.ts';
import { optionsOf } from '../protocol/protocol.ts';

/**
 * Messages, a broadcast counted once. Until a run is judged all of them are in memory, broadcasts once for each worker: in all less than
 * two gigabytes.
 */
export const MOST_MESSAGES = 2_000_000;

export type Spread = Omit<EpochFigures, 'options'>;

/** Which worker holds how many keys once all is observed. */
export function spreadOf(observations: readonly Observe[], workers: number): Spread {
  const held = Array.from({ length: workers }, () => new Set<string>());
  for (const { worker, key } of observations) held[worker - 1]?.add(key);
  const keysPerWorker = held.map(({ size }) => size);
  return { workers, keys: new Set(observations.map(({ key }) => key)).size, pairs: keysPerWorker.reduce((sum, n) => sum + n, 0), keysPerWorker, crossings: 0 };
}

/** @returns why the protocol is not run; null where it is */
export function refusalOf(protocol: Protocol, spread: Spread, options: Case['options'] = {}): Refusal | null {
  const counts = Object.entries(protocol.claims.messages({ ...spread, options: optionsOf(protocol, options) }));
  const claims = counts.map(([type, count]) => ({ type, messages: 'exactly' in count ? count.exactly : count.atLeast }));
  if (claims.reduce((sum, { messages }) => sum + messages, 0) <= MOST_MESSAGES) return null;
  const most = claims.reduce((a, b) => (b.messages > a.messages ? b : a));
  return { protocol: protocol.name, type: most.type, claimed: most.messages, most: MOST_MESSAGES };
}
