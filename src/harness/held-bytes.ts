/** How much memory the results at the manager take: its state, sized when it first holds as many results as it ever does. */
import { replay } from '../explorers/replay.ts';
import type { Case } from '../model/case.ts';
import type { Protocol } from '../protocol/protocol.ts';
import { simulate } from '../simulator/simulate.ts';
import { encodedSize } from './encoded-size.ts';

/**
 * Runs the case again, which comes to the same, since only afterwards it is known which moment is to be sized; to size the state
 * after every event would take time with the square of the keys.
 * @param peakResults the most results that the manager holds at once in this case, by its own count
 * @returns bytes of all that its state held then, keys and what it notes beside them included, in the canonical encoding; -1 where it does not count results
 */
export function heldBytes(c: Case, protocol: Protocol, peakResults: number): number {
  const { footprint } = protocol.manager;
  if (footprint === undefined) return -1;
  let bytes = -1;
  const sizedAtPeak = (state: object): number => {
    const held = footprint(state);
    if (held === peakResults && bytes === -1) bytes = encodedSize(state);
    return held;
  };
  simulate(c, { ...protocol, manager: { ...protocol.manager, footprint: sizedAtPeak } }, replay(c.schedule), { measureFootprint: true });
  return bytes;
}
