/**
 * Fingerprint values: where the i-th observation of a key in the whole case is worth 4 to the i-th, a sum spells out, digit
 * by digit in base 4, which observations are in it and how often (up to three times).
 */
import type { Sumstat } from '../model/sumstat.ts';
import { fingerprint, FINGERPRINTS } from '../model/workload.ts';
import type { Evidence } from './evidence.ts';

/** By stream and key, the observations, as workload events, by their number i. */
export type Fingerprinted = ReadonlyMap<string, ReadonlyMap<string, readonly number[]>>;

/** The observations of a sumstat by stream and key; null where their values are no fingerprints or are not summed. */
export function fingerprintsOf(evidence: Evidence, sumstat: Sumstat): Fingerprinted | null {
  if (!sumstat.reducers.every(spellsOut)) return null;
  const all = new Map<string, Map<string, number[]>>();
  for (const { stream } of sumstat.reducers) all.set(stream, new Map());
  const { workload } = evidence.case;
  for (let event = 0; event < workload.length; event++) {
    const item = workload[event] as (typeof workload)[number];
    const byKey = item.do === 'observe' ? all.get(item.stream) : undefined;
    if (item.do !== 'observe' || byKey === undefined) continue;
    let events = byKey.get(item.key);
    if (events === undefined) byKey.set(item.key, (events = []));
    if (events.length === FINGERPRINTS || item.value !== fingerprint(events.length)) return null;
    events.push(event);
  }
  return all;
}

/** Does the sum of a key tell which observations of that key are in it? */
function spellsOut(reducer: Sumstat['reducers'][number]): boolean {
  return reducer.apply.includes('SUM') && reducer.predicate === undefined && reducer.normalise === undefined;
}

/** How often each observation is in a sum, by number; null where the sum is none of fingerprints. */
export function digits(sum: number): number[] | null {
  if (!Number.isSafeInteger(sum) || sum < 0) return null;
  const out: number[] = [];
  for (let rest = sum; rest > 0; rest = Math.floor(rest / 4)) out.push(rest % 4);
  return out;
}
