/**
 * Never: the manager ends an epoch, or answers a request, before every participant has answered it. An early end is found
 * from the messages alone, and so also when the numbers happen to be right.
 */
import isEqual from 'lodash/isEqual.js';
import { MANAGER, nodeName } from '../model/cluster.ts';
import type { Report, Trace } from '../model/trace.ts';
import type { Violation } from '../model/verdict.ts';
import type { Evidence, Meeting, Question } from './evidence.ts';
import { hasSaidAll, isExcused, participates } from './evidence.ts';

export function neverEarly(evidence: Evidence, violations: Violation[]): void {
  evidence.questions.forEach((question, q) => {
    const { end } = question;
    if (end === null || end.kind === 'cancelled' || end.why === 'timeout') return;
    const meetings = evidence.meetings[q] as readonly Meeting[];
    for (const node of new Set(end.missing)) {
      if (!evidence.observers.some((other, place) => other === node && isExcused(evidence, question, place))) violations.push(withoutCause(evidence, question, node, end));
    }
    for (const [place, worker] of evidence.observers.entries()) {
      if (!participates(evidence, question, place) || isExcused(evidence, question, place)) continue;
      const meeting = meetings[place] as Meeting;
      if (hasSaidAll(meeting, end)) continue;
      const silent = meeting.firstReply === -1 || meeting.firstReply > end.step;
      const late = lateMessage(evidence, question, place, end);
      if (silent || late !== -1) violations.push(violation(question, worker, end, silent, late));
    }
  });
}

/** A message of the question's tree that the worker had still to deliver when it was ended; -1 for none. */
function lateMessage({ trace, observers, incarnations }: Evidence, question: Question, place: number, end: Report): number {
  for (let event = 0; event < trace.length; event++) {
    if (trace.from[event] !== observers[place] || trace.to[event] !== MANAGER || trace.root[event] !== question.event) continue;
    if (incarnations.senderOf(event) !== place) continue;
    const step = trace.step[event] as number;
    if (step !== -1 && step <= end.step) continue;
    if (!isOwedToTheEnd(trace, event, end) && !isOfTwoCopies(trace, event) && !isRepetition(trace, event, end)) return event;
  }
  return -1;
}

/** Was it caused by what the manager sent in the handler that ended the question, or later? */
function isOwedToTheEnd(trace: Trace, event: number, end: Report): boolean {
  for (let cause = trace.cause[event] as number; cause >= 0; cause = trace.cause[cause] as number) {
    if (trace.to[cause] === MANAGER) return (trace.step[cause] as number) >= end.step;
  }
  return false;
}

/** Does it come of a message that the network brought twice? Whoever answers both has no more to say by the one than by the other. */
function isOfTwoCopies(trace: Trace, event: number): boolean {
  for (let cause = trace.cause[event] as number; cause >= 0; cause = trace.cause[cause] as number) {
    const group = trace.group[cause] as number;
    // The copies of a broadcast have one receiver each.
    for (let copy = group; copy < event; copy++) if (copy !== cause && trace.group[copy] === group && trace.to[copy] === trace.to[cause] && trace.step[copy] !== -1) return true;
  }
  return false;
}

/** Was a message of the same sender, type and body delivered before? */
function isRepetition(trace: Trace, event: number, end: Report): boolean {
  for (let step = 0; step <= end.step; step++) {
    const other = trace.order[step] as number;
    if (trace.from[other] !== trace.from[event] || trace.type[other] !== trace.type[event] || trace.to[other] !== MANAGER) continue;
    if (isEqual(trace.bodies[other], trace.bodies[event])) return true;
  }
  return false;
}

/** Only a worker of whose end the manager has heard may be left out. */
function withoutCause({ observers }: Evidence, question: Question, worker: number, end: Report): Violation {
  return {
    ...violation(question, worker, end, true, -1),
    side: 'missing without cause',
    message: `epoch ${question.label} of ${question.sumstat.name} was finished without ${nodeName(worker)}, ${observers.includes(worker) && worker > 0 ? 'of whose end the manager had not heard' : 'which is no worker'}`,
  };
}

function violation(question: Question, worker: number, end: Report, silent: boolean, late: number): Violation {
  const what = question.kind === 'epoch' ? `epoch ${question.label} of ${question.sumstat.name} was finished` : `request ${question.label} was answered`;
  return {
    check: 'never early',
    side: question.kind,
    severity: 'safety',
    message: silent ? `${what} before ${nodeName(worker)} had answered` : `${what} before all that ${nodeName(worker)} had to say was in`,
    sumstat: question.sumstat.name,
    ...(question.kind === 'epoch' ? { epoch: question.label } : { request: question.label }),
    workers: [worker],
    events: late === -1 ? [end.event] : [end.event, late],
  };
}
