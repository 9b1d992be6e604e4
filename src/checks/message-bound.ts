/** Always, in a calm run: each epoch, each request, and all looks together take as many messages of each type as is claimed. */
import type { Options } from '../model/case.ts';
import { plural } from '../model/describe.ts';
import type { CostClaims, Count, Counts, EpochFigures } from '../model/cost-claims.ts';
import { hasThreshold } from '../model/sumstat.ts';
import type { Violation } from '../model/verdict.ts';
import type { Evidence, Question } from './evidence.ts';
import type { Tally } from './tally.ts';
import { LOOKS } from './tally.ts';

const NONE: Counts = {};
const NO_MESSAGE: Count = { exactly: 0 };
const SENDS_NOTHING: CostClaims = { messages: () => NONE };

/** @param figures by question; null where it is not known what an epoch may take */
export function messageBound(evidence: Evidence, tally: Tally, figures: readonly (EpochFigures | null)[], claimed: CostClaims, options: Options, violations: Violation[]): void {
  const { case: c, questions } = evidence;
  const workers = c.cluster.workers.length;
  // Whatever a formula comes to where there is no worker: there is nobody to send anything to.
  const claims = workers === 0 ? SENDS_NOTHING : claimed;
  const looks = { workers, ...watchedFigures(evidence), minutes: minutesOf(evidence), views: tally.views, crossings: tally.crossings[LOOKS] as number, options };
  judgeTree(evidence, tally, LOOKS, claims.lookMessages?.(looks) ?? NONE, violations);
  for (let q = 0; q < questions.length; q++) {
    const epoch = figures[q] as EpochFigures | null;
    if (questions[q]?.kind === 'request') judgeTree(evidence, tally, q + 1, claims.requestMessages?.({ workers, options }) ?? NONE, violations);
    else if (epoch !== null) judgeTree(evidence, tally, q + 1, claims.messages(epoch), violations);
  }
}

function watchedFigures(evidence: Evidence): { watched: number; keys: number } {
  let watched = 0;
  let all = 0;
  for (const sumstat of evidence.case.sumstats) {
    if (!hasThreshold(sumstat)) continue;
    const keys = new Set<string | null>();
    evidence.observers.forEach((_, place) => {
      const observed = evidence.observed(sumstat, place);
      watched += observed.length;
      for (const event of observed) keys.add(evidence.countedAs(sumstat, event));
    });
    keys.delete(null);
    all += keys.size;
  }
  return { watched, keys: all };
}

const MINUTE = 60_000_000;

function minutesOf({ trace }: Evidence): number {
  const last = trace.steps === 0 ? 0 : (trace.handledAt[trace.order[trace.steps - 1] as number] as number);
  return 1 + Math.floor(last / MINUTE);
}

function judgeTree(evidence: Evidence, { sent }: Tally, tree: number, claimed: Counts, violations: Violation[]): void {
  const { types } = evidence.trace;
  const first = tree * types.length;
  let named = 0;
  for (const type in claimed) {
    const number = types.indexOf(type);
    // A type that there is not was never sent.
    const counted = number === -1 ? 0 : (sent[first + number] as number);
    named += counted;
    if (!fits(counted, claimed[type] as Count)) violations.push(violation(evidence, tree, type, counted, claimed[type] as Count));
  }
  let all = 0;
  for (let number = 0; number < types.length; number++) all += sent[first + number] as number;
  if (named === all) return;
  types.forEach((type, number) => {
    const counted = sent[first + number] as number;
    if (counted > 0 && claimed[type] === undefined) violations.push(violation(evidence, tree, type, counted, NO_MESSAGE));
  });
}

function fits(counted: number, count: Count): boolean {
  return 'exactly' in count ? counted === count.exactly : count.atLeast <= counted && counted <= count.atMost;
}

function violation({ trace, questions }: Evidence, tree: number, type: string, counted: number, count: Count): Violation {
  const question = questions[tree - 1];
  const { kind, what, where } = told(question);
  const least = 'exactly' in count ? count.exactly : count.atLeast;
  const number = trace.types.indexOf(type);
  const events: number[] = [];
  for (let event = 0; event < trace.length; event++) {
    const root = trace.root[event] as number;
    if (trace.type[event] === number && trace.isMessage(event) && (question === undefined ? !questions.some((q) => q.event === root) : root === question.event)) events.push(event);
  }
  return {
    check: 'message bound',
    side: `${kind}: too ${counted < least ? 'few' : 'many'} ${type}`,
    severity: 'cost',
    message: `${what} took ${plural(counted, 'message')} of the type ${type}; the claim is ${claim(count)}`,
    ...where,
    expected: claim(count),
    actual: String(counted),
    events,
  };
}

function told(question: Question | undefined): { kind: string; what: string; where: Partial<Violation> } {
  if (question === undefined) return { kind: 'look', what: 'the looks at keys that may have crossed a limit', where: {} };
  const { kind, label, sumstat } = question;
  if (kind === 'request') return { kind, what: `request ${label}`, where: { request: label, sumstat: sumstat.name } };
  return { kind, what: `epoch ${label} of ${sumstat.name}`, where: { epoch: label, sumstat: sumstat.name } };
}

function claim(count: Count): string {
  if (!('exactly' in count)) return `${count.atLeast} to ${count.atMost}`;
  return count.exactly === 0 ? 'none' : `exactly ${count.exactly}`;
}
