/**
 * Where each worker cut its observations into epochs. What its epochs report are consecutive segments of its own
 * observations, over all keys and streams of a sumstat together, in the order in which it cut; a segment ends between the
 * worker's first and last handling of an event of the collection, and at or after the first if it never answered. What no
 * collection has cut is open.
 */
import type { Evidence, Meeting, Question } from './evidence.ts';

/** The end of one epoch's segment at one worker: a position among its observations, known within bounds. */
export interface Cut {
  readonly question: Question;
  /** Step of the first and last handling at the worker. */
  readonly first: number;
  readonly last: number;
  readonly lower: number;
  readonly upper: number;
}

/**
 * The cuts of a node for a sumstat, in the order of first handling; an epoch that it never heard of made none.
 * @param place of the node among the observers
 */
export function cutsOf(evidence: Evidence, sumstat: string, place: number): Cut[] {
  const cuts: Cut[] = [];
  evidence.questions.forEach((question, q) => {
    if (question.kind !== 'epoch' || question.sumstat.name !== sumstat) return;
    const meeting = (evidence.meetings[q] as readonly Meeting[])[place] as Meeting;
    if (meeting.first === -1) return;
    const answered = meeting.firstReply !== -1 || meeting.undelivered > 0;
    const upper = answered ? meeting.upper : evidence.observed(question.sumstat, evidence.observers[place] as number).length;
    cuts.push({ question, first: meeting.first, last: answered ? meeting.last : Infinity, lower: meeting.lower, upper });
  });
  return cuts.length > 1 ? cuts.sort((a, b) => a.first - b.first) : cuts;
}

export function isExact(cuts: readonly Cut[]): boolean {
  for (const cut of cuts) if (cut.lower !== cut.upper) return false;
  return true;
}

/** What was decided of an observation: the epoch that reports it, or null for none. */
export type Assignment = readonly (Question | null)[];

/**
 * Is there a way to cut that gives this assignment of a worker's observations?
 * @param assigned by position
 * @returns why not, or the cuts narrowed to what the assignment shows
 */
export function explain(cuts: readonly Cut[], assigned: Assignment): { why: string; position: number } | { cuts: Cut[] } {
  const ends = new Map<Question, number>();
  const boundaries = [0];
  // Data of an epoch that was never finished may be anywhere on the way: nothing can be said of what is not reported.
  const hidden = cuts.some((cut) => cut.question.end === null || cut.question.end.kind === 'cancelled');
  let before: Question | null | undefined;
  for (let position = 0; position < assigned.length; position++) {
    const question = assigned[position] as Question | null;
    if (question === before) {
      if (question !== null) ends.set(question, position + 1);
      continue;
    }
    if (question !== null && ends.has(question)) return { why: 'is separated from the rest of its epoch', position };
    if (before === null && !hidden) return { why: 'is reported, although an earlier one of the same worker is not', position };
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
      if (end < cut.lower && !hidden) return { why: 'was made before the worker cut the epoch, which does not report it', position: end };
      narrowed.push({ ...cut, lower: end, upper: end });
    } else if (cut.question.end !== null && cut.question.end.kind === 'finished' && !hidden) {
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
