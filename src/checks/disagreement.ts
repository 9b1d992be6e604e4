/** Does a reported result agree with the observations that belong to it, stream by stream? */
import type { Result } from '../model/result.ts';
import type { Sumstat } from '../model/sumstat.ts';
import { agrees } from '../reference/agrees.ts';
import type { Observed } from '../reference/observed.ts';
import type { Evidence } from './evidence.ts';
import { observation } from './evidence.ts';

export interface Difference {
  readonly side: string;
  readonly of: string;
  readonly expected: string;
  readonly actual: string;
}

/**
 * Why a result is not what these observations come to; null where it is. No observations, no result.
 * @param streams the observations, as workload events, by stream
 */
export function disagreement(evidence: Evidence, sumstat: Sumstat, streams: ReadonlyMap<string, readonly number[]>, result: Result | null): Difference | null {
  for (const reducer of sumstat.reducers) {
    const { stream } = reducer;
    const events = streams.get(stream);
    const value = result?.[stream];
    if (events === undefined) {
      if (value !== undefined && value.num > 0) return { side: 'observations too many', of: `num of ${stream}`, expected: '0', actual: String(value.num) };
      continue;
    }
    if (value === undefined) return { side: 'observations missing', of: stream, expected: `${events.length} observed`, actual: 'absent' };
    const why = agrees(reducer, observedIn(evidence, events), value);
    if (why === null) continue;
    const side = why.of === 'num' ? (value.num < events.length ? 'observations missing' : 'observations too many') : why.of;
    return { side, of: why.of, expected: why.expected, actual: why.actual };
  }
  return null;
}

/** The observations in the order in which they were made: by worker that is what some calculations go by. */
export function observedIn(evidence: Evidence, events: readonly number[]): Observed {
  const { trace } = evidence;
  const step = (event: number): number => trace.step[event] as number;
  const inOrder = events.every((event, i) => i === 0 || step(events[i - 1] as number) < step(event));
  const ordered = inOrder ? events : events.toSorted((a, b) => step(a) - step(b));
  return {
    values: ordered.map((event) => observation(evidence, event).value),
    times: ordered.map((event) => trace.handledAt[event] as number),
    workers: ordered.map((event) => trace.to[event] as number),
    hashSeed: evidence.case.cluster.hashSeed ?? 0,
  };
}
