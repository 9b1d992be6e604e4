/**
 * What a look at a key between two epochs' ends may have seen. It is legal if each worker's part is its open segment at some
 * moment between the arrival of the question there and its answer.
 */
import { nodeName } from '../model/cluster.ts';
import type { Result } from '../model/result.ts';
import type { Sumstat } from '../model/sumstat.ts';
import type { Expected } from './accounts.ts';
import { put } from './accounts.ts';
import type { Cut } from './cuts.ts';
import type { Difference } from './disagreement.ts';
import { disagreement } from './disagreement.ts';
import type { Evidence, Meeting } from './evidence.ts';
import { digits, fingerprintsOf } from './fingerprints.ts';

/** The most combinations of the workers' possible parts that are tried for one view. */
const COMBINATIONS = 4_096;

/** A key of a sumstat. */
export interface Asked {
  readonly sumstat: Sumstat;
  readonly key: string;
}

/**
 * Why no combination of the observers' possible parts explains what was told; null where one does. Where there are too many
 * to try and the values are no fingerprints, how many there are.
 * @param parts by observer, the sets of events that its part may be
 */
export function whyUnseen(evidence: Evidence, asked: Asked, told: Result | null, parts: readonly number[][][]): Difference | number | null {
  const combinations = parts.reduce((product, possible) => product * possible.length, 1);
  if (combinations <= COMBINATIONS) return closest(evidence, asked, told, parts);
  const read = spelledOut(evidence, asked, told, parts);
  return read === undefined ? combinations : read;
}

/** The sets of the key's observations that may have been an observer's open segment while it had the question. */
export function possibleParts(evidence: Evidence, asked: Asked, place: number, meeting: Meeting, cuts: readonly Cut[]): number[][] {
  if (meeting.first === -1) return [[]];
  return partsBetween(evidence, asked, place, possibleStarts(meeting, cuts), meeting.lower, meeting.upper);
}

/** The sets of the key's observations from one of these positions to one between the others. */
export function partsBetween(evidence: Evidence, asked: Asked, place: number, starts: readonly number[], lower: number, upper: number): number[][] {
  const observed = evidence.observed(asked.sumstat, place);
  if (starts.length === 1 && lower === upper) return [partOf(evidence, asked, observed, starts[0] as number, lower)];
  // Of all positions only those of the key make a difference.
  const own: number[] = [];
  for (let p = 0; p < upper; p++) if (evidence.countedAs(asked.sumstat, observed[p] as number) === asked.key) own.push(p);
  const before = (position: number): number => {
    let count = 0;
    while (count < own.length && (own[count] as number) < position) count++;
    return count;
  };
  const parts = new Map<string, number[]>();
  const [least, most] = [before(lower), before(upper)];
  for (const from of new Set(starts.map(before))) {
    for (let to = least; to <= most; to++) {
      const part = own.slice(from, to).map((p) => observed[p] as number);
      parts.set(part.join(), part);
    }
  }
  return [...parts.values()];
}

function partOf(evidence: Evidence, asked: Asked, observed: readonly number[], start: number, end: number): number[] {
  const part: number[] = [];
  for (let p = start; p < end; p++) {
    const event = observed[p] as number;
    if (evidence.countedAs(asked.sumstat, event) === asked.key) part.push(event);
  }
  return part;
}

/** Where the segment that was open at a meeting may begin: at the last cut that was surely made, or one that may have been. */
function possibleStarts(meeting: Meeting, cuts: readonly Cut[]): number[] {
  let surely: { lower: number; upper: number } = { lower: 0, upper: 0 };
  for (const cut of cuts) if (cut.last <= meeting.first && cut.upper >= surely.upper) surely = cut;
  const starts: number[] = [];
  for (let p = surely.lower; p <= surely.upper; p++) starts.push(p);
  for (const cut of cuts) {
    if (cut.last <= meeting.first || cut.first > meeting.last) continue;
    for (let p = cut.lower; p <= Math.min(cut.upper, meeting.upper); p++) if (!starts.includes(p)) starts.push(p);
  }
  return starts;
}

/**
 * Null where some combination of parts explains what was told; otherwise how it differs from the last one tried that is of
 * as many observations, or else from the last one.
 */
function closest(evidence: Evidence, asked: Asked, told: Result | null, parts: readonly number[][][]): Difference | null {
  const chosen = parts.map(() => 0);
  let nearest: Difference | null = null;
  for (;;) {
    const expected: Expected = new Map();
    chosen.forEach((choice, i) => {
      for (const event of (parts[i] as number[][])[choice] as number[]) put(evidence, asked.sumstat, expected, event);
    });
    const why = disagreement(evidence, asked.sumstat, expected.get(asked.key) ?? new Map(), told);
    if (why === null) return null;
    if (nearest === null || isOfNumber(nearest) || !isOfNumber(why)) nearest = why;
    let i = 0;
    while (i < chosen.length && (chosen[i] as number) + 1 === (parts[i] as number[][]).length) chosen[i++] = 0;
    if (i === chosen.length) return nearest;
    chosen[i] = (chosen[i] as number) + 1;
  }
}

/** Does it say no more than that there are too many or too few? */
function isOfNumber({ side }: Difference): boolean {
  return side.startsWith('observations');
}

/** Reads from the sum which observations are in it; undefined where the values are no fingerprints. */
function spelledOut(evidence: Evidence, asked: Asked, told: Result | null, parts: readonly number[][][]): Difference | null | undefined {
  const fingerprints = fingerprintsOf(evidence, asked.sumstat);
  if (fingerprints === null) return undefined;
  const read: number[] = [];
  for (const [stream, byKey] of fingerprints) {
    const events = byKey.get(asked.key) ?? [];
    const times = digits(told?.[stream]?.sum ?? 0);
    if (times === null || times.length > events.length) return { side: 'never observed', of: `sum of ${stream}`, expected: 'a sum of its observations', actual: String(told?.[stream]?.sum) };
    times.forEach((count, i) => {
      for (let n = 0; n < count; n++) read.push(events[i] as number);
    });
  }
  const expected: Expected = new Map();
  for (const [i, node] of evidence.observers.entries()) {
    const observed = evidence.observed(asked.sumstat, i);
    const own = read.filter((event) => observed.includes(event)).sort((a, b) => (evidence.trace.step[a] as number) - (evidence.trace.step[b] as number));
    const possible = parts[i] as number[][];
    if (!possible.some((part) => part.join() === own.join())) return { side: 'no cut explains it', of: `the part of ${nodeName(node)}`, expected: `one of ${possible.length} parts`, actual: `${own.length} observations` };
    for (const event of own) put(evidence, asked.sumstat, expected, event);
  }
  return disagreement(evidence, asked.sumstat, expected.get(asked.key) ?? new Map(), told);
}
