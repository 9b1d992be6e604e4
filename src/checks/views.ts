/**
 * Answers to requests for one key. A view is legal if each worker's part is its open segment at some moment between the
 * request's arrival there and its answer.
 */
import { describeValue } from '../model/describe.ts';
import type { Report } from '../model/trace.ts';
import type { Undecided, Violation } from '../model/verdict.ts';
import type { Account, Expected } from './accounts.ts';
import { put } from './accounts.ts';
import type { Cut } from './cuts.ts';
import type { Difference } from './disagreement.ts';
import { disagreement } from './disagreement.ts';
import type { Evidence, Meeting, Question } from './evidence.ts';

/** The most combinations of the workers' possible parts that are tried for one view. */
const COMBINATIONS = 4_096;

export function judgeViews(evidence: Evidence, accounts: readonly Account[], violations: Violation[], undecided: Undecided[]): void {
  evidence.questions.forEach((question, q) => {
    const { end } = question;
    if (question.kind !== 'request' || end === null || end.why === 'timeout') return;
    const account = accounts.find((a) => a.sumstat === question.sumstat) as Account;
    const parts: number[][][] = [];
    let combinations = 1;
    for (let worker = 1; worker <= evidence.workers; worker++) {
      const meeting = (evidence.meetings[q] as readonly Meeting[])[worker - 1] as Meeting;
      const possible = meeting.first === -1 ? [[]] : possibleParts(evidence, question, worker, meeting, account.cuts[worker - 1] ?? []);
      combinations *= possible.length;
      parts.push(possible);
    }
    if (combinations > COMBINATIONS) {
      undecided.push({ check: 'results equal reference', why: `request ${question.label} could have seen ${combinations} different sets of observations` });
      return;
    }
    const why = closest(evidence, question, end, parts);
    if (why !== null) violations.push(violation(question, end, why));
  });
}

/** The sets of the key's observations that may have been a worker's open segment while it had the request. */
function possibleParts(evidence: Evidence, question: Question, worker: number, meeting: Meeting, cuts: readonly Cut[]): number[][] {
  const observed = evidence.observed(question.sumstat, worker);
  const starts = possibleStarts(meeting, cuts);
  if (starts.length === 1 && meeting.lower === meeting.upper) return [partOf(evidence, question, observed, starts[0] as number, meeting.lower)];
  const parts = new Map<string, number[]>();
  for (const start of starts) {
    for (let end = meeting.lower; end <= meeting.upper; end++) {
      const part = partOf(evidence, question, observed, start, end);
      parts.set(part.join(), part);
    }
  }
  return [...parts.values()];
}

function partOf(evidence: Evidence, question: Question, observed: readonly number[], start: number, end: number): number[] {
  const part: number[] = [];
  for (let p = start; p < end; p++) {
    const event = observed[p] as number;
    if (evidence.countedAs(question.sumstat, event) === question.key) part.push(event);
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
 * Null where some combination of parts explains the answer; otherwise how it differs from the
 * last one tried that is of as many observations, or else from the last one. */
function closest(evidence: Evidence, question: Question, end: Report, parts: readonly number[][][]): Difference | null {
  const chosen = parts.map(() => 0);
  let nearest: Difference | null = null;
  for (;;) {
    const expected: Expected = new Map();
    chosen.forEach((choice, i) => {
      for (const event of (parts[i] as number[][])[choice] as number[]) put(evidence, question.sumstat, expected, event);
    });
    const why = disagreement(evidence, question.sumstat, expected.get(question.key) ?? new Map(), end.result);
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

function violation(question: Question, end: Report, why: Difference): Violation {
  return {
    check: 'results equal reference',
    side: `request: ${why.side}`,
    severity: 'safety',
    message: `request ${question.label} for ${describeValue(question.key)} is answered with ${why.of} = ${why.actual}; the workers held ${why.expected}`,
    sumstat: question.sumstat.name,
    request: question.label,
    key: question.key,
    expected: why.expected,
    actual: why.actual,
    events: [end.event],
  };
}
