/** Eventually: every epoch is finished or cancelled and every request answered, within a step bound that the case sets. */
import { nodeName } from '../model/cluster.ts';
import { describeMicros } from '../model/describe.ts';
import type { Report } from '../model/trace.ts';
import type { Violation } from '../model/verdict.ts';
import type { Evidence, Meeting, Question } from './evidence.ts';
import { hasSaidAll, participates } from './evidence.ts';

/** Figures of the protocol's claims that the check needs. */
export interface LivenessClaims {
  /** Microseconds after which a request may be answered with "timeout". */
  readonly requestTimeout: number;
}

export function alwaysFinishes(evidence: Evidence, claims: LivenessClaims, violations: Violation[]): void {
  const { trace } = evidence;
  if (trace.ending.kind === 'threw') return;
  if (trace.ending.kind === 'step-bound') {
    violations.push({
      check: 'always finishes',
      side: 'storm',
      severity: 'liveness',
      message: `${trace.ending.bound} events were handled and there is no end: a message storm`,
    });
    return;
  }
  if (trace.ending.kind === 'time-bound' && evidence.questions.every(({ end }) => end !== null)) {
    violations.push({
      check: 'always finishes',
      side: 'without end',
      severity: 'liveness',
      message: 'every question has ended, and thirty days after the last of the case something still goes on',
    });
  }
  evidence.questions.forEach((question, q) => {
    if (question.end === null) violations.push(stuck(evidence, question, q));
    else if (question.end.kind === 'cancelled') violations.push(cancelled(question, question.end));
    else if (question.end.why === 'timeout') judgeTimeout(evidence, question, q, question.end, claims, violations);
  });
}

/** No claim says when an epoch may be given up: what a protocol can say of workers that are gone is that they are missing. */
function cancelled({ sumstat, label }: Question, { event, why }: Report): Violation {
  return {
    check: 'always finishes',
    side: 'cancelled without cause',
    severity: 'liveness',
    message: `epoch ${label} of ${sumstat.name} was cancelled${why === '' ? '' : ` (${why})`}: an epoch must end, and may say who is missing`,
    sumstat: sumstat.name,
    epoch: label,
    events: [event],
  };
}

/** Says who waits for what from whom. */
function stuck(evidence: Evidence, question: Question, q: number): Violation {
  const meetings = evidence.meetings[q] as readonly Meeting[];
  const owing = [];
  for (const [place, node] of evidence.observers.entries()) {
    const meeting = meetings[place] as Meeting;
    if (!participates(evidence, question, place)) continue;
    if (meeting.last === -1 || meeting.lastReply < meeting.last) owing.push(node);
  }
  const what = question.kind === 'epoch' ? `epoch ${question.label} of ${question.sumstat.name} was never finished` : `request ${question.label} was never answered`;
  const why = owing.length > 0 ? `: the manager waits for ${owing.map(nodeName).join(', ')}` : ', although every worker has replied to all that it was asked';
  return {
    check: 'always finishes',
    side: question.kind,
    severity: 'liveness',
    message: what + why,
    sumstat: question.sumstat.name,
    ...(question.kind === 'epoch' ? { epoch: question.label } : { request: question.label }),
    workers: owing,
    events: [question.event],
  };
}

function judgeTimeout(evidence: Evidence, question: Question, q: number, end: Report, { requestTimeout }: LivenessClaims, violations: Violation[]): void {
  const waited = end.at - (evidence.trace.handledAt[question.event] as number);
  if (waited >= requestTimeout) {
    if (haveAllAnswered(evidence, question, evidence.meetings[q] as readonly Meeting[], end)) violations.push(withoutCause(question, end));
    return;
  }
  violations.push({
    check: 'always finishes',
    side: 'timeout too soon',
    severity: 'liveness',
    message: `request ${question.label} timed out after ${describeMicros(waited)}`,
    request: question.label,
    expected: Number.isFinite(requestTimeout) ? `at least ${describeMicros(requestTimeout)}` : 'no timeout',
    actual: describeMicros(waited),
  });
}

/** Had the manager, by then, whatever those that it counts on had to say? */
function haveAllAnswered(evidence: Evidence, question: Question, meetings: readonly Meeting[], end: Report): boolean {
  const counted = meetings.filter((_, place) => participates(evidence, question, place));
  return counted.length > 0 && counted.every((meeting) => hasSaidAll(meeting, end));
}

function withoutCause({ label, sumstat }: Question, { event }: Report): Violation {
  return {
    check: 'always finishes',
    side: 'timeout without cause',
    severity: 'liveness',
    message: `request ${label} timed out although every worker had answered`,
    sumstat: sumstat.name,
    request: label,
    expected: 'an answer',
    actual: 'timeout',
    events: [event],
  };
}
