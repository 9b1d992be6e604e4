/**
 * What a Case and a Trace say, gathered once for all checks: for each question to the system (an epoch's collection, a key
 * request) when each worker met it and answered it, and where that falls among the worker's own observations. Nothing that
 * the protocol says of itself is believed: a question's messages are those of the tree beneath the event that asked it.
 */
import type { Case } from '../model/case.ts';
import { MANAGER } from '../model/cluster.ts';
import type { Sumstat } from '../model/sumstat.ts';
import { consumes, keyCounted } from '../model/sumstat.ts';
import type { Report, Trace } from '../model/trace.ts';
import { OBSERVE } from '../model/trace.ts';
import type { Observe } from '../model/workload.ts';
import type { Incarnation } from './incarnations.ts';
import { Incarnations, isActive } from './incarnations.ts';

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
  /**
   * The nodes that observe: the workers, or the manager where it is alone. A worker that starts anew is there once more.
   * Lists by observer are in this order, and a place is one in it.
   */
  readonly observers: readonly number[];
  readonly incarnations: Incarnations;
  readonly questions: readonly Question[];
  /** By question and observer. */
  readonly meetings: readonly (readonly Meeting[])[];
  /** The observations of an observer that count towards a sumstat, as ids of events in the order of handling. */
  observed(sumstat: Sumstat, place: number): readonly number[];
  /** The key under which a sumstat counts an observation; null where it does not count. */
  countedAs(sumstat: Sumstat, event: number): string | null;
  /** Reports whose label names nothing that was asked. */
  readonly unknown: readonly Report[];
}

export function gather(c: Case, trace: Trace): Evidence {
  const incarnations = new Incarnations(c, trace);
  const observers = incarnations.all.map(({ node }) => node);
  const questions = questionsOf(c);
  const unknown = fileReports(c, questions, trace);
  const observed = observedOf(c, trace, incarnations);
  const meetings = meetingsOf(c, trace, questions, incarnations, observed);
  if (trace.steps < trace.length) countUndelivered(c, trace, questions, incarnations, meetings);
  return {
    case: c,
    trace,
    observers,
    incarnations,
    questions,
    meetings,
    unknown,
    countedAs: (sumstat, event) => countedIn(c, sumstat, event),
    observed: (sumstat, place) => (observed[c.sumstats.indexOf(sumstat)] as number[][])[place] as number[],
  };
}

/** Did the manager count on an observer when it was asked the question? Then it must wait for its answer, or for its end. */
export function participates({ trace, incarnations }: Evidence, question: Question, place: number): boolean {
  const asked = trace.step[question.event] as number;
  return asked !== -1 && isActive(incarnations.all[place] as Incarnation, asked);
}

/** Was it asked, or looked at, although the manager did not count on it all the while? Then its part may be there or not. */
export function isUncounted({ incarnations }: Evidence, place: number, from: number, until: number): boolean {
  const incarnation = incarnations.all[place] as Incarnation;
  return !isActive(incarnation, from) || !isActive(incarnation, until) || incarnation.downs.some((step) => from < step && step < until);
}

/**
 * Does the epoch say that an observer is missing, and did the manager hear of its end by then? Then what it held for the
 * epoch may be left out. That it ended before the collection counts as well, as long as it was after the one before.
 */
export function isExcused(evidence: Evidence, question: Question, place: number): boolean {
  const { end } = question;
  const { node, downs } = evidence.incarnations.all[place] as Incarnation;
  if (!end?.missing.includes(node)) return false;
  const before = collectedBefore(evidence, question);
  return downs.some((step) => before < step && step <= end.step);
}

/** The step of the collection before; -1 where there is none. */
function collectedBefore({ trace, questions }: Evidence, question: Question): number {
  const asked = trace.step[question.event] as number;
  let before = -1;
  for (const other of questions) {
    if (other.kind !== 'epoch' || other.sumstat !== question.sumstat) continue;
    const step = trace.step[other.event] as number;
    if (step < asked) before = Math.max(before, step);
  }
  return before;
}

/** By sumstat and observer, the observations that count towards it, in the order of handling. */
function observedOf(c: Case, trace: Trace, incarnations: Incarnations): number[][][] {
  const observed = c.sumstats.map(() => emptyLists(incarnations.all.length));
  const step = (event: number): number => trace.step[event] as number;
  let inOrder = true;
  let latest = -1;
  for (let event = 0; event < c.workload.length; event++) {
    if (trace.type[event] !== OBSERVE || step(event) === -1) continue;
    inOrder &&= step(event) > latest;
    latest = step(event);
    const { stream } = c.workload[event] as Observe;
    const place = incarnations.placeOf(trace.to[event] as number, step(event));
    for (let s = 0; s < c.sumstats.length; s++) {
      if (consumes(c.sumstats[s] as Sumstat, stream)) ((observed[s] as number[][])[place] as number[]).push(event);
    }
  }
  if (!inOrder) for (const nodes of observed) for (const own of nodes) own.sort((a, b) => step(a) - step(b));
  return observed;
}

function meetingsOf(c: Case, trace: Trace, questions: readonly Question[], incarnations: Incarnations, observed: readonly number[][][]): Meeting[][] {
  const byEvent = questionByEvent(c, questions);
  const first = encounters(trace, byEvent, questions.length, incarnations, false);
  const last = encounters(trace, byEvent, questions.length, incarnations, true);
  const observers = incarnations.all.length;
  return questions.map((question, q) => {
    const lists = observed[c.sumstats.indexOf(question.sumstat)] as number[][];
    return incarnations.all.map(({ node }, place): Meeting => {
      const met = 2 * observers * q + place;
      // A node that is alone has answered as soon as it has heard.
      const replied = node === MANAGER ? met : met + observers;
      return {
        first: first[met] as number,
        last: last[met] as number,
        lower: positionAt(trace, lists[place] as number[], first[met] as number),
        upper: positionAt(trace, lists[place] as number[], last[met] as number),
        firstReply: first[replied] as number,
        lastReply: last[replied] as number,
        undelivered: 0,
      };
    });
  });
}

/**
 * The step of the first, or last, event of each question's tree at each observer, and then from each at the manager; -1 for
 * none. Ends as soon as all are known, which for a long run is almost at once.
 */
function encounters(trace: Trace, byEvent: readonly number[], questions: number, incarnations: Incarnations, backwards: boolean): number[] {
  const { order, to, from, root, steps } = trace;
  const observers = incarnations.all.length;
  const isAlone = incarnations.all[0]?.node === MANAGER;
  const found = new Array<number>(2 * questions * observers).fill(-1);
  let unknown = isAlone ? questions : found.length;
  for (let i = 0; i < steps && unknown > 0; i++) {
    const step = backwards ? steps - 1 - i : i;
    const event = order[step] as number;
    const q = byEvent[root[event] as number] ?? -1;
    if (q === -1) continue;
    const node = to[event] as number;
    let place = 0;
    if (!isAlone && node === MANAGER) {
      if ((from[event] as number) <= MANAGER) continue;
      place = observers + incarnations.senderOf(event);
    } else if (!isAlone) place = incarnations.placeOf(node, step);
    const slot = 2 * observers * q + place;
    if (found[slot] !== -1) continue;
    found[slot] = step;
    unknown--;
  }
  return found;
}

/**
 * When each observer met what the manager asked as it took the look in which something was found. A node that is alone met it
 * when it observed. By observer.
 * @param found the event in whose handler it was found, at the end of the look
 */
export function meetingsOfLook(evidence: Evidence, sumstat: Sumstat, found: number): Meeting[] {
  const { trace, observers, incarnations } = evidence;
  const isAlone = observers[0] === MANAGER;
  const until = trace.step[found] as number;
  // A wish that came twice may have led to two looks, in one tree.
  const wish = isAlone ? (trace.root[found] as number) : firstAtManager(trace, found);
  const beneath = new Set([wish]);
  const first = new Array<number>(observers.length).fill(-1);
  const last = new Array<number>(observers.length).fill(-1);
  for (let event = wish; event < trace.length; event++) {
    const step = trace.step[event] as number;
    if (event !== wish && !beneath.has(trace.cause[event] as number)) continue;
    beneath.add(event);
    if (step === -1 || step > until) continue;
    const node = trace.to[event] as number;
    if (!isAlone && (node === MANAGER || trace.from[event] !== MANAGER)) continue;
    const place = incarnations.placeOf(node, step);
    if (first[place] === -1 || step < (first[place] as number)) first[place] = step;
    if (step > (last[place] as number)) last[place] = step;
  }
  return observers.map((_, place) => {
    const observed = evidence.observed(sumstat, place);
    const [begun, ended] = [first[place] as number, last[place] as number];
    return { first: begun, last: ended, lower: positionAt(trace, observed, begun), upper: positionAt(trace, observed, ended), firstReply: -1, lastReply: -1, undelivered: 0 };
  });
}

/** Had all that an observer has to say on behalf of a question reached the manager by its end, as far as anything was asked? */
export function hasSaidAll({ firstReply, lastReply, undelivered }: Meeting, end: Report): boolean {
  return firstReply !== -1 && lastReply <= end.step && undelivered === 0;
}

/** Of what led to an event, the first that the manager handled. */
function firstAtManager(trace: Trace, event: number): number {
  let first = event;
  for (let cause = event; cause >= 0; cause = trace.cause[cause] as number) if (trace.to[cause] === MANAGER) first = cause;
  return first;
}

/** How many of these observations were made before a step. */
export function positionAt(trace: Trace, observed: readonly number[], step: number): number {
  let position = observed.length;
  while (position > 0 && (trace.step[observed[position - 1] as number] as number) > step) position--;
  return position;
}

function countedIn(c: Case, sumstat: Sumstat, event: number): string | null {
  const { stream, key, value } = c.workload[event] as Observe;
  for (const reducer of sumstat.reducers) {
    if (reducer.stream !== stream) continue;
    const counted = keyCounted(reducer, key, value);
    if (counted !== null) return counted;
  }
  return null;
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
function fileReports(c: Case, questions: readonly Question[], trace: Trace): Report[] {
  const unknown: Report[] = [];
  let question: Question | undefined;
  for (const report of trace.reports) {
    if (report.kind === 'crossing') {
      if (!c.sumstats.some(({ name, threshold }) => name === report.sumstat && threshold !== undefined)) unknown.push(report);
      continue;
    }
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

function emptyLists(n: number): number[][] {
  const lists: number[][] = [];
  for (let i = 0; i < n; i++) lists.push([]);
  return lists;
}

/** By workload event, the number of the question that it asks; -1 for none. */
function questionByEvent(c: Case, questions: readonly Question[]): number[] {
  const byEvent = new Array<number>(c.workload.length).fill(-1);
  questions.forEach((question, q) => (byEvent[question.event] = q));
  return byEvent;
}

function countUndelivered(c: Case, trace: Trace, questions: readonly Question[], incarnations: Incarnations, meetings: readonly Meeting[][]): void {
  const byEvent = questionByEvent(c, questions);
  for (let event = 0; event < trace.length; event++) {
    if (trace.step[event] !== -1 || trace.to[event] !== MANAGER || (trace.from[event] as number) <= MANAGER) continue;
    const q = byEvent[trace.root[event] as number] ?? -1;
    if (q !== -1) ((meetings[q] as Meeting[])[incarnations.senderOf(event)] as Meeting).undelivered++;
  }
}
