/**
 * How often a protocol waits for the network, one time after the other. The events that led to the end of an epoch form a chain:
 * the end was told in the handling of one, which was made in the handling of another, and so on, back to the collection. Where a
 * manager waits for all workers, the last to answer is the one on the chain, so that it is also the longest way through the run:
 * whatever takes part in a wait and is not on the chain came sooner. A round is a message to the manager on it: an answer for
 * which the manager had to wait before it could go on. Timers are on the chain too, but are no messages.
 */
import { MANAGER } from '../model/cluster.ts';
import type { Trace } from '../model/trace.ts';
import { ENVIRONMENT } from '../model/trace.ts';

/** @returns the rounds of the epoch that was finished first; Infinity where none was */
export function roundsOf(trace: Trace): number {
  const end = trace.reports.find((report) => report.kind === 'finished');
  if (end === undefined) return Infinity;
  let rounds = 0;
  for (let event = end.event; event !== ENVIRONMENT; event = trace.cause[event] as number) {
    if (trace.isMessage(event) && trace.to[event] === MANAGER) rounds++;
  }
  return rounds;
}
