/**
 * Where each worker cut its observations into epochs. What its epochs report are consecutive segments of its own
 * observations, over all keys and streams of a sumstat together, in the order in which it cut; a segment ends between the
 * worker's first handling of an event of the collection and the last in which it said something new, and at or after the first
 * if it never answered. What no collection has cut is open.
 */
import isEqual from 'lodash/isEqual.js';
import { MANAGER } from '../model/cluster.ts';
import type { Sumstat } from '../model/sumstat.ts';
import type { Evidence, Meeting, Question } from './evidence.ts';
import { isExcused, participates, positionAt } from './evidence.ts';
import type { Incarnation } from './incarnations.ts';

/** The end of one epoch's segment at one worker: a position among its observations, known within bounds. */
export interface Cut {
  readonly question: Question;
  /** The steps at the worker between which it was made: of its first handling, and of the last in which it said something new where that tells more than the last of all. */
  readonly first: number;
  readonly last: number;
  readonly lower: number;
  readonly upper: number;
  /** Perhaps it was not made: the observer was asked and never answered, and the epoch says that it is missing. */
  readonly isUnsure?: true;
}

/**
 * The cuts of an observer for a sumstat, in the order of first handling. An epoch that it never heard of made none, nor one
 * that did not count on it and to which it had nothing to say. What it held at its end is cut by the next epoch.
 * @param place of the observer
 */
export function cutsOf(evidence: Evidence, sumstat: Sumstat, place: number): Cut[] {
  const cuts: Cut[] = [];
  evidence.questions.forEach((question, q) => {
    if (question.kind !== 'epoch' || question.sumstat !== sumstat) return;
    const meeting = (evidence.meetings[q] as readonly Meeting[])[place] as Meeting;
    if (meeting.first === -1) return;
    const answered = meeting.firstReply !== -1 || meeting.undelivered > 0;
    if (!answered && !participates(evidence, question, place)) return;
    const { first, last, lower, upper } = meeting;
    if (!answered && isExcused(evidence, question, place)) cuts.push({ question, first, last: Infinity, lower, upper, isUnsure: true });
    else if (!answered) cuts.push({ question, first, last: Infinity, lower, upper: evidence.observed(sumstat, place).length });
    else cuts.push(lower === upper ? { question, first, last, lower, upper } : narrowed(evidence, { question, first, last, lower, upper }, place));
  });
  if (cuts.length > 1) {
    cuts.forEach((cut, i) => {
      if (isUnordered(cut, cuts)) cuts[i] = narrowed(evidence, cut, place);
    });
    cuts.sort((a, b) => a.first - b.first);
  }
  const { until } = evidence.incarnations.all[place] as Incarnation;
  return until === Infinity ? cuts : withEnd(evidence, sumstat, place, until, cuts);
}

/** It was made by the time when the observer last sent the manager something new on behalf of the question; it did send something. */
function narrowed(evidence: Evidence, cut: Cut, place: number): Cut {
  const { trace } = evidence;
  const { question } = cut;
  let event = trace.length - 1;
  while (!isSaying(evidence, event, question, place) || isSaidBefore(evidence, event, question, place)) event--;
  const last = trace.step[trace.cause[event] as number] as number;
  return { ...cut, last, upper: positionAt(trace, evidence.observed(question.sumstat, place), last) };
}

/** Was it sent to the manager on behalf of a question, and by this observer? What the network brings twice was sent once. */
function isSaying({ trace, incarnations, observers }: Evidence, event: number, question: Question, place: number): boolean {
  const { from, to, root, group } = trace;
  return from[event] === observers[place] && to[event] === MANAGER && root[event] === question.event && group[event] === event && incarnations.senderOf(event) === place;
}

function isSaidBefore(evidence: Evidence, event: number, question: Question, place: number): boolean {
  const { type, bodies } = evidence.trace;
  for (let other = question.event; other < event; other++) {
    if (type[other] === type[event] && isSaying(evidence, other, question, place) && isEqual(bodies[other], bodies[event])) return true;
  }
  return false;
}

/**
 * The rest of what a worker held when it ended belongs to the first epoch that it did not cut: that counted on it and was not
 * over by then, or was begun when its end was known.
 */
function withEnd(evidence: Evidence, sumstat: Sumstat, place: number, until: number, cuts: Cut[]): Cut[] {
  const { trace, questions, incarnations } = evidence;
  const { downs } = incarnations.all[place] as Incarnation;
  const askedAt = ({ event }: Question): number => trace.step[event] as number;
  const after = Math.max(-1, ...cuts.map(({ question }) => askedAt(question)));
  let next: Question | undefined;
  for (const question of questions) {
    if (question.kind !== 'epoch' || question.sumstat !== sumstat || askedAt(question) <= after) continue;
    const isOpen = question.end === null || question.end.step > until;
    if (!(isOpen && participates(evidence, question, place)) && !downs.some((step) => until < step && step < askedAt(question))) continue;
    if (next === undefined || askedAt(question) < askedAt(next)) next = question;
  }
  const held = evidence.observed(sumstat, place).length;
  return next === undefined ? cuts : [...cuts, { question: next, first: until, last: until, lower: held, upper: held }];
}

/**
 * Of which of an observer's observations nothing can be said when no epoch reports them: where an epoch was never finished, of
 * any, since its data may be anywhere on the way; where one says that the observer is missing, of those that are its own.
 */
export function lackable(evidence: Evidence, place: number, cuts: readonly Cut[]): (position: number) => boolean {
  if (cuts.some(({ question }) => question.end?.kind !== 'finished')) return () => true;
  const spans = cuts.flatMap((cut) => (isExcused(evidence, cut.question, place) ? [{ from: boundsBefore(cut, cuts)[0], to: cut.upper }] : []));
  return (position) => spans.some(({ from, to }) => from <= position && position < to);
}

/** Could it have been made before or after another one that was answered, as both were going on at once? */
export function isUnordered(cut: Cut, cuts: readonly Cut[]): boolean {
  return cut.last !== Infinity && cuts.some((other) => other !== cut && other.last !== Infinity && other.first < cut.last && cut.first < other.last);
}

/** The positions between which an epoch's segment begins: at the cut before it, whichever that was. */
export function boundsBefore(cut: Cut, cuts: readonly Cut[]): [earliest: number, latest: number] {
  let [earliest, latest] = [0, 0];
  for (const other of cuts) {
    if (other === cut || other.first > cut.last) continue;
    if (!isUnordered(cut, [other]) && other.first < cut.first && other.isUnsure !== true) earliest = Math.max(earliest, other.lower);
    if (other.first < cut.first || isUnordered(cut, [other])) latest = Math.max(latest, Math.min(other.upper, cut.upper));
  }
  return [earliest, latest];
}

/** Is it known where an observer cut, and in which order? */
export function isExact(cuts: readonly Cut[]): boolean {
  for (const cut of cuts) if (cut.lower !== cut.upper || isUnordered(cut, cuts)) return false;
  return true;
}

/** What was decided of an observation: the epoch that reports it, or null for none. */
export type Assignment = readonly (Question | null)[];

/**
 * Is there a way to cut that gives this assignment of a worker's observations?
 * @param assigned by position
 * @param mayLack whether the observation at a position may be in no epoch although it was cut
 * @returns why not, or the cuts narrowed to what the assignment shows
 */
export function explain(cuts: readonly Cut[], assigned: Assignment, mayLack: (position: number) => boolean): { why: string; position: number } | { cuts: Cut[] } {
  const ends = new Map<Question, number>();
  const boundaries = [0];
  let before: Question | null | undefined;
  for (let position = 0; position < assigned.length; position++) {
    const question = assigned[position] as Question | null;
    // What may be lacking is of one epoch or another: the cut may be before it or after.
    if (question === null && mayLack(position)) boundaries.push(position, position + 1);
    if (question === before) {
      if (question !== null) ends.set(question, position + 1);
      continue;
    }
    if (question !== null && ends.has(question) && !(before === null && mayLack(position - 1))) return { why: 'is separated from the rest of its epoch', position };
    if (before === null && !mayLack(position - 1)) return { why: 'is reported, although an earlier one of the same worker is not', position };
    if (before !== undefined) boundaries.push(position);
    if (question !== null) ends.set(question, position + 1);
    before = question;
  }
  if (before !== undefined && before !== null) boundaries.push(assigned.length);
  const narrowed: Cut[] = [];
  for (const cut of cuts) {
    const end = ends.get(cut.question);
    if (end !== undefined) {
      if (end > cut.upper) return { why: 'was made after the worker had cut the epoch that reports it', position: end - 1 };
      if (end < cut.lower && !mayLack(end)) return { why: 'was made before the worker cut the epoch, which does not report it', position: end };
      // What it lacks at its end may be of it as well.
      narrowed.push({ ...cut, lower: Math.max(end, mayLack(end) ? cut.lower : end), upper: mayLack(end) ? Math.max(end, cut.upper) : end });
    } else if (cut.isUnsure !== true && cut.question.end !== null && cut.question.end.kind === 'finished' && !mayLack(cut.lower - 1)) {
      const fitting = boundaries.filter((b) => cut.lower <= b && b <= cut.upper);
      if (fitting.length === 0) return { why: 'was made before the worker cut an epoch that reports nothing of it', position: cut.lower - 1 };
      narrowed.push({ ...cut, lower: fitting[0] as number, upper: fitting[fitting.length - 1] as number });
    } else narrowed.push(cut);
    ends.delete(cut.question);
  }
  const stranger = ends.values().next().value;
  if (stranger !== undefined) return { why: 'is reported by an epoch that its worker never heard of', position: stranger - 1 };
  return { cuts: narrowed };
}
