/**
 * What a Case and a Trace say, gathered once for all checks: for each question to the system (an epoch's collection, a key
 * request) when each worker met it and answered it, and where that falls among the worker's own observations. Nothing that
 * the protocol says of itself is believed: a question's messages are those of the tree beneath the event that asked it.
 */
import type { Case } from '../model/case.ts';
import { MANAGER } from '../model/cluster.ts';
import type { Sumstat } from '../model/sumstat.ts';
import { consumes } from '../model/sumstat.ts';
import type { Report, Trace } from '../model/trace.ts';
import { OBSERVE } from '../model/trace.ts';
import type { Observe } from '../model/workload.ts';

/** A collection of an epoch, or a request for a key. */
export interface Question {
  readonly kind: 'epoch' | 'request';
  /** The workload event that asked. */
  readonly event: number;
  readonly sumstat: Sumstat;
  /** The epoch's or request's number, by order of asking. */
  readonly label: number;
  /** The key of a request; otherwise empty. */
  readonly key: string;
  /** All that was reported under its label: results and ends, or answers. */
  readonly reports: Report[];
  /** The report that ended it first; null while it is open. */
  end: Report | null;
}

/** When a worker met a question, in steps and in positions among its observations of the question's sumstat. */
export interface Meeting {
  /** Steps of the first and last handling of an event of the question's tree; -1 for none. */
  first: number;
  last: number;
  /** Observations that the worker had made by then. */
  lower: number;
  upper: number;
  /** Steps at which its first and last message of the tree reached the manager; -1 for none. */
  firstReply: number;
  lastReply: number;
  /** Messages of the tree that it sent to the manager and that never arrived. */
  undelivered: number;
}

export interface Evidence {
  readonly case: Case;
  readonly trace: Trace;
  readonly workers: number;
  readonly questions: readonly Question[];
  /** By question and worker (worker w at w - 1). */
  readonly meetings: readonly (readonly Meeting[])[];
  /** The observations of a worker that count towards a sumstat, as ids of events in the order of handling. */
  observed(sumstat: Sumstat, worker: number): readonly number[];
  /** Reports whose label names nothing that was asked. */
  readonly unknown: readonly Report[];
}

export function gather(c: Case, trace: Trace): Evidence {
  const workers = c.cluster.workers.length;
  const questions = questionsOf(c);
  const unknown = fileReports(questions, trace);
  const byEvent = new Int32Array(c.workload.length).fill(-1);
  questions.forEach((question, q) => (byEvent[question.event] = q));
  const meetings = questions.map(() => Array.from({ length: workers }, emptyMeeting));
  const sequences = new Map(c.sumstats.map((sumstat) => [sumstat.name, Array.from({ length: workers }, (): number[] => [])]));
  const single = c.sumstats.length === 1 ? (sequences.values().next().value as number[][]) : null;

  const { order, type, to, from, root, steps } = trace;
  for (let step = 0; step < steps; step++) {
    const event = order[step] as number;
    const node = to[event] as number;
    if (type[event] === OBSERVE) {
      if (single !== null) (single[node - 1] as number[]).push(event);
      else file(c, sequences, event, node);
      continue;
    }
    const q = byEvent[root[event] as number] as number;
    if (q === -1) continue;
    if (node !== MANAGER) {
      const meeting = (meetings[q] as Meeting[])[node - 1] as Meeting;
      const position = ((single ?? (sequences.get((questions[q] as Question).sumstat.name) as number[][]))[node - 1] as number[]).length;
      if (meeting.first === -1) {
        meeting.first = step;
        meeting.lower = position;
      }
      meeting.last = step;
      meeting.upper = position;
    } else if ((from[event] as number) > MANAGER) {
      const meeting = (meetings[q] as Meeting[])[(from[event] as number) - 1] as Meeting;
      if (meeting.firstReply === -1) meeting.firstReply = step;
      meeting.lastReply = step;
    }
  }
  if (steps < trace.length) countUndelivered(trace, byEvent, meetings);
  return {
    case: c,
    trace,
    workers,
    questions,
    meetings,
    unknown,
    observed: (sumstat, worker) => (single ?? (sequences.get(sumstat.name) as number[][]))[worker - 1] as number[],
  };
}

/** The observation behind an event of the workload. */
export function observation(evidence: Evidence, event: number): Observe {
  return evidence.case.workload[event] as Observe;
}

function questionsOf(c: Case): Question[] {
  const questions: Question[] = [];
  const epochs = new Map<string, number>();
  let requests = 0;
  for (let event = 0; event < c.workload.length; event++) {
    const item = c.workload[event] as Case['workload'][number];
    if (item.do === 'observe') continue;
    const sumstat = c.sumstats.find((s) => s.name === item.sumstat) as Sumstat;
    if (item.do === 'request') {
      questions.push({ kind: 'request', event, sumstat, label: requests++, key: item.key, reports: [], end: null });
    } else {
      const label = epochs.get(item.sumstat) ?? 0;
      epochs.set(item.sumstat, label + 1);
      questions.push({ kind: 'epoch', event, sumstat, label, key: '', reports: [], end: null });
    }
  }
  return questions;
}

/** Puts each report to the question that its label names; returns those that name none. */
function fileReports(questions: readonly Question[], trace: Trace): Report[] {
  const unknown: Report[] = [];
  let question: Question | undefined;
  for (const report of trace.reports) {
    // Reports of one epoch come in a row, so the last question found is mostly the right one.
    if (question === undefined || !isAbout(report, question)) question = questions.find((q) => isAbout(report, q));
    if (question === undefined) {
      unknown.push(report);
      continue;
    }
    question.reports.push(report);
    if (report.kind !== 'result') question.end ??= report;
  }
  return unknown;
}

function isAbout(report: Report, question: Question): boolean {
  if (question.kind === 'request') return report.kind === 'answer' && report.request === question.label;
  return report.kind !== 'answer' && report.epoch === question.label && report.sumstat === question.sumstat.name;
}

function emptyMeeting(): Meeting {
  return { first: -1, last: -1, lower: 0, upper: 0, firstReply: -1, lastReply: -1, undelivered: 0 };
}

function file(c: Case, sequences: ReadonlyMap<string, number[][]>, event: number, node: number): void {
  const { stream } = c.workload[event] as Observe;
  for (const sumstat of c.sumstats) {
    if (consumes(sumstat, stream)) ((sequences.get(sumstat.name) as number[][])[node - 1] as number[]).push(event);
  }
}

function countUndelivered(trace: Trace, byEvent: Int32Array, meetings: readonly Meeting[][]): void {
  for (let event = 0; event < trace.length; event++) {
    if (trace.step[event] !== -1 || trace.to[event] !== MANAGER || (trace.from[event] as number) <= MANAGER) continue;
    const q = byEvent[trace.root[event] as number] as number;
    if (q !== -1) ((meetings[q] as Meeting[])[(trace.from[event] as number) - 1] as Meeting).undelivered++;
  }
}
