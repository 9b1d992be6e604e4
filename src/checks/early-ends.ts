/**
 * Had an epoch ended after an earlier step, who and what would have been missing? Whose answer would not have been in is what
 * the check `never early` says of such an end. An observation would have been in if its worker had sent a result of its key by
 * then: that is read from what messages carry, where a result stands beside its key or in a table under it.
 */
import type { Case } from '../model/case.ts';
import { MANAGER } from '../model/cluster.ts';
import { describeEvent } from '../model/describe.ts';
import type { EarlyEnd, EarlyEnds, Lost } from '../model/early-ends.ts';
import { normalise } from '../model/normalise.ts';
import type { Report, Trace } from '../model/trace.ts';
import { isTurn } from '../model/trace.ts';
import type { Violation } from '../model/verdict.ts';
import type { Expected } from './accounts.ts';
import { accountsOf } from './accounts.ts';
import type { Evidence, Question } from './evidence.ts';
import { gather, participates } from './evidence.ts';
import { neverEarly } from './never-early.ts';

/** Of each epoch that was finished and took a message, by order of asking. */
export function earlyEnds(given: Case, trace: Trace): EarlyEnds[] {
  const c = normalise(given);
  const evidence = gather(c, trace);
  const accounts = accountsOf(evidence);
  return evidence.questions.flatMap((question, q): EarlyEnds[] => {
    const { end, kind, sumstat, label } = question;
    if (kind !== 'epoch' || end?.kind !== 'finished') return [];
    const events = endsOf(trace, question, end);
    if (!events.some((event) => trace.isMessage(event))) return [];
    const account = accounts.find((one) => one.sumstat === sumstat);
    // Where nobody asks for results, what comes after a crossing need not be counted.
    const expected = account?.isSilent === false ? (account.expected?.get(question) ?? null) : null;
    const due = expected === null ? [] : dueFrom(evidence, question, expected);
    return [
      {
        sumstat: sumstat.name,
        epoch: label,
        participants: evidence.observers.filter((_, place) => participates(evidence, question, place)).length,
        observations: expected === null ? null : due.reduce((sum, { observations }) => sum + observations, 0),
        ends: events.map((event) => endAfter(evidence, q, end, event, due)),
      },
    ];
  });
}

/** The events at the manager after which it may have ended: the question, what came on its behalf, and what did end it. */
function endsOf(trace: Trace, { event: asked }: Question, end: Report): number[] {
  const events: number[] = [];
  for (let step = trace.step[asked] as number; step <= end.step; step++) {
    const event = trace.order[step] as number;
    const isAnswer = trace.to[event] === MANAGER && trace.root[event] === asked && trace.isMessage(event);
    if (event === asked || event === end.event || isAnswer) events.push(event);
  }
  return events;
}

/** What a worker has to bring of a key, and the step in which it is there; Infinity for never. */
interface Due extends Lost {
  readonly step: number;
}

function dueFrom({ trace, incarnations }: Evidence, question: Question, expected: Expected): Due[] {
  const observers = incarnations.all;
  const brought = new Map<string, number>();
  for (let step = trace.step[question.event] as number; step < trace.steps; step++) {
    const event = trace.order[step] as number;
    const root = trace.root[event] as number;
    // What the manager asks for as it hears that a worker came or went is in no question's tree, and may be for this one.
    if (trace.to[event] !== MANAGER || (root !== question.event && !isTurn(trace.type[root] as number)) || !trace.isMessage(event)) continue;
    const place = incarnations.senderOf(event);
    for (const key of keysBrought(trace.bodies[event])) if (!brought.has(`${place} ${key}`)) brought.set(`${place} ${key}`, step);
  }
  const due: Due[] = [];
  for (const [key, streams] of expected) {
    const counts = new Map<number, number>();
    for (const event of [...streams.values()].flat()) {
      const place = incarnations.placeOf(trace.to[event] as number, trace.step[event] as number);
      counts.set(place, (counts.get(place) ?? 0) + 1);
    }
    for (const [place, observations] of counts) due.push({ worker: observers[place]?.node ?? MANAGER, key, observations, step: brought.get(`${place} ${key}`) ?? Infinity });
  }
  return due;
}

/** The keys of which a value holds a result. */
function keysBrought(value: unknown): string[] {
  if (typeof value !== 'object' || value === null || value instanceof Set) return [];
  if (value instanceof Map) return [...(value as Map<unknown, unknown>)].flatMap(([key, item]) => (typeof key === 'string' && isObject(item) ? [key] : []));
  if (Array.isArray(value)) return value.flatMap(keysBrought);
  const { key, ...others } = value as { readonly key?: unknown };
  if (typeof key === 'string') return Object.values(others).some(isObject) ? [key] : [];
  return Object.values(others).flatMap(keysBrought);
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null;
}

function endAfter(evidence: Evidence, q: number, end: Report, event: number, due: readonly Due[]): EarlyEnd {
  const { trace } = evidence;
  const step = trace.step[event] as number;
  // All others are still open, of which the check says nothing.
  const questions = evidence.questions.map((one, i) => ({ ...one, end: i === q ? { ...end, step, event } : null }));
  const violations: Violation[] = [];
  neverEarly({ ...evidence, questions }, violations);
  return {
    step,
    event,
    told: describeEvent(trace, event),
    isMessage: trace.isMessage(event),
    workers: [...new Set(violations.flatMap(({ workers = [] }) => workers))],
    lost: due.flatMap(({ worker, key, observations, step: there }) => (there > step ? [{ worker, key, observations }] : [])),
  };
}
