/**
 * What a crossing is about. Found in the course of a collection, it is about that epoch; found by a look in between, about
 * what the workers held while they had the question.
 */
import type { Report } from '../model/trace.ts';
import { isNews, isTurn } from '../model/trace.ts';
import type { Account } from './accounts.ts';
import type { Cut } from './cuts.ts';
import { boundsBefore, isExact, isUnordered } from './cuts.ts';
import type { Difference } from './disagreement.ts';
import type { Evidence, Meeting, Question } from './evidence.ts';
import { isExcused, isUncounted, meetingsOfLook } from './evidence.ts';
import type { Asked } from './open-parts.ts';
import { partsBetween, possibleParts, whyUnseen } from './open-parts.ts';
import { possibleStreams, whyNoneFits } from './possible-results.ts';

/** A crossing, and the epochs that it may belong to: mostly one. */
export interface Placed {
  readonly report: Report;
  readonly epochs: ReadonlySet<number>;
}

/** Where a crossing was found: in the course of one of these collections, or by a look in between, that each observer met at some time. */
export type Found = { readonly collections: readonly [Question, ...Question[]] } | { readonly meetings: readonly Meeting[] };

export function whereFound(evidence: Evidence, account: Account, report: Report): Found {
  const [first, ...others] = collectionsOf(evidence, report);
  if (first === undefined) return { meetings: meetingsOfLook(evidence, account.sumstat, report.event) };
  if (others.length === 0) return { collections: [first] };
  const [fitting, ...more] = [first, ...others].filter((collection) => whyUntrue(evidence, account, report, { collections: [collection] }) === null);
  return { collections: fitting === undefined ? [first] : [fitting, ...more] };
}

/** Why the result that it is told with is not what the workers held; null where it is, a number where too much is possible. */
export function whyUntrue(evidence: Evidence, account: Account, report: Report, found: Found): Difference | number | null {
  const { sumstat, cuts, expected, isSilent } = account;
  const asked = { sumstat, key: report.key };
  if ('meetings' in found) {
    const parts = evidence.observers.map((_, place) => {
      const possible = possibleParts(evidence, asked, place, found.meetings[place] as Meeting, cuts[place] ?? []);
      return isUncounted(evidence, place, evidence.trace.step[evidence.trace.root[report.event] as number] as number, report.step) ? [...possible, []] : possible;
    });
    return whyUnseen(evidence, asked, report.result, parts);
  }
  // Where there are several, it fits into each.
  const [collection] = found.collections;
  if (isSilent && !cuts.every(isExact)) return whyUnseen(evidence, asked, report.result, evidence.observers.map((_, place) => partsOfEpoch(evidence, asked, place, collection, cuts[place] ?? [])));
  // Of what was never finished there is no account; and where its results could not be judged, that is told of them.
  if (expected?.has(collection) !== true) return null;
  return whyNoneFits(evidence, sumstat, possibleStreams(account, collection, report.key), report.result) ?? null;
}

/** Of a look in between, each node says by its cuts which epochs may have been open there; all together, mostly one. */
export function epochsOf(evidence: Evidence, { sumstat, cuts, owners }: Account, found: Found): ReadonlySet<number> {
  if ('collections' in found) return new Set(found.collections.map(({ label }) => label));
  const questions = evidence.questions.filter(({ kind, sumstat: own }) => kind === 'epoch' && own === sumstat);
  const collections = questions.length;
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
    const unordered = own.filter((cut) => cut.last > first && cut.upper >= lower && isUnordered(cut, own));
    // What was reported tells of which epoch it was that was open, where there was something to report.
    const owner = owners?.[evidence.observed(sumstat, i)[lower - 1] ?? -1];
    const told = unordered.find(({ question }) => question === owner);
    for (const { question } of told === undefined ? unordered : [told]) open.add(question.label);
    // Or it was of one that ended without it, and that it never cut.
    for (const question of questions) if (isExcused(evidence, question, i) && !own.some((cut) => cut.question === question)) open.add(question.label);
    for (const epoch of open) all.add(epoch);
    const before: Set<number> | null = common;
    common = before === null ? open : new Set([...before].filter((epoch) => open.has(epoch)));
  });
  return common === null || (common as Set<number>).size === 0 ? all : common;
}

/** The collection in whose course it was found; any that was open, where the manager heard of a worker's end; none, where it was found in between. */
function collectionsOf({ trace, questions }: Evidence, report: Report): Question[] {
  const { event: found, step, sumstat } = report;
  const root = trace.root[found] as number;
  const own = questions.filter((question) => question.kind === 'epoch' && question.sumstat.name === sumstat);
  const outer = trace.type[root] as number;
  if (!isTurn(outer) && !isNews(outer)) return own.filter(({ event }) => event === root);
  const told = trace.reports.indexOf(report);
  return own.filter(({ event, end }) => trace.step[event] !== -1 && (trace.step[event] as number) < step && (end === null || trace.reports.indexOf(end) > told));
}

/** The sets of a key's observations that may be an observer's part of an epoch; of one that is missing, also none. */
function partsOfEpoch(evidence: Evidence, asked: Asked, place: number, collection: Question, cuts: readonly Cut[]): number[][] {
  const cut = cuts.find(({ question }) => question === collection);
  if (cut === undefined) return [[]];
  const [earliest, latest] = boundsBefore(cut, cuts);
  const starts = Array.from({ length: latest - earliest + 1 }, (_, n) => earliest + n);
  const parts = partsBetween(evidence, asked, place, starts, cut.lower, cut.upper);
  return isExcused(evidence, collection, place) ? [...parts, []] : parts;
}
