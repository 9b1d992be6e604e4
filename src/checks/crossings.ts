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
import { disagreement } from './disagreement.ts';
import type { Evidence, Meeting, Question } from './evidence.ts';
import { meetingsBeneath } from './evidence.ts';
import type { Asked } from './open-parts.ts';
import { partsBetween, possibleParts, whyUnseen } from './open-parts.ts';

/** A crossing, and the epochs that it may belong to: mostly one. */
export interface Placed {
  readonly report: Report;
  readonly epochs: ReadonlySet<number>;
}

/** Why the result that it is told with is not what the workers held; null where it is, a number where too much is possible. */
export function whyUntrue(evidence: Evidence, { sumstat, cuts, expected, isSilent }: Account, report: Report): Difference | number | null {
  const asked = { sumstat, key: report.key };
  const collection = collectionOf(evidence, report);
  if (collection === undefined) {
    const meetings = lookedAt(evidence, sumstat, report);
    return whyUnseen(evidence, asked, report.result, evidence.observers.map((node, i) => possibleParts(evidence, asked, node, meetings[i] as Meeting, cuts[i] ?? [])));
  }
  if (isSilent && !cuts.every(isExact)) return whyUnseen(evidence, asked, report.result, evidence.observers.map((node, i) => partsOfEpoch(evidence, asked, node, collection, cuts[i] ?? [])));
  const keys = expected?.get(collection);
  // Of what was never finished there is no account; and where its results could not be judged, that is told of them.
  return keys === undefined ? null : disagreement(evidence, sumstat, keys.get(report.key) ?? new Map(), report.result);
}

/** Of a look in between, each node says by its cuts which epochs may have been open there; all together, mostly one. */
export function epochsOf(evidence: Evidence, { sumstat, cuts }: Account, report: Report): ReadonlySet<number> {
  const collection = collectionOf(evidence, report);
  if (collection !== undefined) return new Set([collection.label]);
  const collections = evidence.questions.filter(({ kind, sumstat: own }) => kind === 'epoch' && own === sumstat).length;
  const possible = lookedAt(evidence, sumstat, report).flatMap(({ first, last, lower }, i) => {
    if (first === -1) return [];
    const own = cuts[i] ?? [];
    // Also where an observation made before is not in the epoch that the cut ended.
    const surely = own.filter((cut) => cut.last <= first || cut.upper < lower).length;
    const maybe = own.filter((cut) => cut.first <= last).length;
    return [new Set(Array.from({ length: maybe - surely + 1 }, (_, n) => own[surely + n]?.question.label ?? collections))];
  });
  const all = new Set(possible.flatMap((epochs) => [...epochs]));
  const common = new Set([...all].filter((epoch) => possible.every((epochs) => epochs.has(epoch))));
  return common.size > 0 ? common : all;
}

/** The collection in whose course it was found; undefined where it was found in between. */
function collectionOf({ trace, questions }: Evidence, report: Report): Question | undefined {
  const root = trace.root[report.event] as number;
  return questions.find(({ kind, event, sumstat }) => kind === 'epoch' && event === root && sumstat.name === report.sumstat);
}

function lookedAt(evidence: Evidence, sumstat: Sumstat, report: Report): Meeting[] {
  return meetingsBeneath(evidence, sumstat, evidence.trace.root[report.event] as number, report.step);
}

/** The sets of a key's observations that may be a node's part of an epoch. */
function partsOfEpoch(evidence: Evidence, asked: Asked, node: number, collection: Question, cuts: readonly Cut[]): number[][] {
  const i = cuts.findIndex(({ question }) => question === collection);
  const cut = cuts[i];
  if (cut === undefined) return [[]];
  const before = cuts[i - 1] ?? { lower: 0, upper: 0 };
  const starts = Array.from({ length: before.upper - before.lower + 1 }, (_, n) => before.lower + n);
  return partsBetween(evidence, asked, node, starts, cut.lower, cut.upper);
}
