/**
 * What a crossing is about. Found in the course of a collection, it is about that epoch; found by a look in between, about
 * what the workers held while they had the question.
 */
import type { Sumstat } from '../model/sumstat.ts';
import type { Report } from '../model/trace.ts';
import type { Account } from './accounts.ts';
import type { Cut } from './cuts.ts';
import { isExact } from './cuts.ts';
import type { Difference } from './disagreement.ts';
import type { Evidence, Meeting, Question } from './evidence.ts';
import { isExcused, meetingsBeneath } from './evidence.ts';
import type { Asked } from './open-parts.ts';
import { partsBetween, possibleParts, whyUnseen } from './open-parts.ts';
import { possibleStreams, whyNoneFits } from './possible-results.ts';

/** A crossing, and the epochs that it may belong to: mostly one. */
export interface Placed {
  readonly report: Report;
  readonly epochs: ReadonlySet<number>;
}

/** Where a crossing was found: in the course of a collection, or by a look in between, that each observer met at some time. */
export type Found = { readonly collection: Question } | { readonly meetings: readonly Meeting[] };

export function whereFound(evidence: Evidence, sumstat: Sumstat, report: Report): Found {
  const collection = collectionOf(evidence, report);
  return collection === undefined ? { meetings: meetingsBeneath(evidence, sumstat, evidence.trace.root[report.event] as number, report.step) } : { collection };
}

/** Why the result that it is told with is not what the workers held; null where it is, a number where too much is possible. */
export function whyUntrue(evidence: Evidence, account: Account, report: Report, found: Found): Difference | number | null {
  const { sumstat, cuts, expected, isSilent } = account;
  const asked = { sumstat, key: report.key };
  if ('meetings' in found) {
    return whyUnseen(evidence, asked, report.result, evidence.observers.map((_, place) => possibleParts(evidence, asked, place, found.meetings[place] as Meeting, cuts[place] ?? [])));
  }
  const { collection } = found;
  if (isSilent && !cuts.every(isExact)) return whyUnseen(evidence, asked, report.result, evidence.observers.map((_, place) => partsOfEpoch(evidence, asked, place, collection, cuts[place] ?? [])));
  // Of what was never finished there is no account; and where its results could not be judged, that is told of them.
  if (expected?.has(collection) !== true) return null;
  return whyNoneFits(evidence, sumstat, possibleStreams(account, collection, report.key), report.result) ?? null;
}

/** Of a look in between, each node says by its cuts which epochs may have been open there; all together, mostly one. */
export function epochsOf(evidence: Evidence, { sumstat, cuts }: Account, found: Found): ReadonlySet<number> {
  if ('collection' in found) return new Set([found.collection.label]);
  let collections = 0;
  for (const { kind, sumstat: own } of evidence.questions) if (kind === 'epoch' && own === sumstat) collections++;
  const all = new Set<number>();
  let common: Set<number> | null = null;
  found.meetings.forEach(({ first, last, lower }, i) => {
    if (first === -1) return;
    const own = cuts[i] ?? [];
    let surely = 0;
    let maybe = 0;
    for (const cut of own) {
      // Also where an observation made before is not in the epoch that the cut ended.
      if (cut.last <= first || cut.upper < lower) surely++;
      if (cut.first <= last) maybe++;
    }
    const open = new Set<number>();
    for (let n = surely; n <= maybe; n++) open.add(own[n]?.question.label ?? collections);
    for (const epoch of open) all.add(epoch);
    const before: Set<number> | null = common;
    common = before === null ? open : new Set([...before].filter((epoch) => open.has(epoch)));
  });
  return common === null || (common as Set<number>).size === 0 ? all : common;
}

/** The collection in whose course it was found; undefined where it was found in between. */
function collectionOf({ trace, questions }: Evidence, report: Report): Question | undefined {
  const root = trace.root[report.event] as number;
  return questions.find(({ kind, event, sumstat }) => kind === 'epoch' && event === root && sumstat.name === report.sumstat);
}

/** The sets of a key's observations that may be an observer's part of an epoch; of one that is missing, also none. */
function partsOfEpoch(evidence: Evidence, asked: Asked, place: number, collection: Question, cuts: readonly Cut[]): number[][] {
  const i = cuts.findIndex(({ question }) => question === collection);
  const cut = cuts[i];
  if (cut === undefined) return [[]];
  const before = cuts[i - 1] ?? { lower: 0, upper: 0 };
  const starts = Array.from({ length: before.upper - before.lower + 1 }, (_, n) => before.lower + n);
  const parts = partsBetween(evidence, asked, place, starts, cut.lower, cut.upper);
  return isExcused(evidence, collection, place) ? [...parts, []] : parts;
}
