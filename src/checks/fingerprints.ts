/**
 * Fingerprint values: where the i-th observation of a key in the whole case is worth 4 to the i-th, a sum spells out, digit
 * by digit in base 4, which observations are in it and how often (up to three times).
 */
import type { Sumstat } from '../model/sumstat.ts';
import { fingerprint, FINGERPRINTS } from '../model/workload.ts';
import type { Evidence } from './evidence.ts';

/** The observations of a stream and key, as workload events, by their number i. */
export type Fingerprinted = ReadonlyMap<string, readonly number[]>;

export function fingerprintName(stream: string, key: string): string {
  return `${stream}\n${key}`;
}

/** The observations of a sumstat by stream and key; null where their values are no fingerprints or are not summed. */
export function fingerprintsOf(evidence: Evidence, sumstat: Sumstat): Fingerprinted | null {
  if (!sumstat.reducers.every((reducer) => reducer.apply.includes('SUM'))) return null;
  const streams = new Set(sumstat.reducers.map((reducer) => reducer.stream));
  const all = new Map<string, number[]>();
  const { workload } = evidence.case;
  for (let event = 0; event < workload.length; event++) {
    const item = workload[event] as (typeof workload)[number];
    if (item.do !== 'observe' || !streams.has(item.stream)) continue;
    const name = fingerprintName(item.stream, item.key);
    let events = all.get(name);
    if (events === undefined) all.set(name, (events = []));
    if (events.length === FINGERPRINTS || item.value !== fingerprint(events.length)) return null;
    events.push(event);
  }
  return all;
}

/** How often each observation is in a sum, by number; null where the sum is none of fingerprints. */
export function digits(sum: number): number[] | null {
  if (!Number.isSafeInteger(sum) || sum < 0) return null;
  const out: number[] = [];
  for (let rest = sum; rest > 0; rest = Math.floor(rest / 4)) out.push(rest % 4);
  return out;
}
