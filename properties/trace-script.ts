/**
 * A trace written by hand, an event at a time: what the oracle is fed without any protocol behind it. It records what the
 * script says, right or wrong, and judges nothing itself.
 */
import { judge } from '../src/checks/judge.ts';
import type { Case } from '../src/model/case.ts';
import { MANAGER } from '../src/model/cluster.ts';
import type { CostClaims } from '../src/model/cost-claims.ts';
import { normalise } from '../src/model/normalise.ts';
import type { Result } from '../src/model/result.ts';
import type { Container, Ending, Report } from '../src/model/trace.ts';
import { COLLECT, ENVIRONMENT, OBSERVE, OUTER_TYPES, PEER_DOWN, PEER_UP, REQUEST, Trace, WORKER_START, WORKER_STOP } from '../src/model/trace.ts';
import type { Verdict, Violation } from '../src/model/verdict.ts';
import { signatureOf } from '../src/model/verdict.ts';
import type { Observe } from '../src/model/workload.ts';
import { emptyValue } from '../src/sumstats/observe.ts';

const TYPES = [...OUTER_TYPES, 'ask', 'part'] as const;
const TYPE_OF = { observe: OBSERVE, collect: COLLECT, request: REQUEST, ask: TYPES.indexOf('ask'), part: TYPES.indexOf('part') } as const;

/** Microseconds from one handled message to the next. */
const HOP = 1;

export class TraceScript {
  readonly case: Case;
  readonly trace = new Trace();
  private now = 0;
  private current = ENVIRONMENT;

  /** Event i is the i-th of the workload; messages are numbered on from there. */
  constructor(c: Case) {
    this.case = normalise(c);
    this.trace.types = TYPES;
    for (const item of this.case.workload) {
      const event = this.record(TYPE_OF[item.do], ENVIRONMENT, item.do === 'observe' ? item.worker : MANAGER, item);
      this.trace.dueAt[event] = item.at;
    }
  }

  /** Events are handled in this order. What is sent and reported next is said within the last one's handler. */
  handle(...events: readonly number[]): this {
    const { trace } = this;
    for (const event of events) {
      this.now = Math.max(this.now, trace.dueAt[event] as number);
      trace.handledAt[event] = this.now;
      trace.step[event] = trace.steps;
      trace.order[trace.steps++] = event;
      this.current = event;
    }
    return this;
  }

  /** Lets time pass before the next event is handled. */
  wait(micros: number): this {
    this.now += micros;
    return this;
  }

  send(to: number, type: 'ask' | 'part', body: object = {}): number {
    const event = this.record(TYPE_OF[type], this.trace.to[this.current] as number, to, body);
    this.trace.dueAt[event] = this.now + HOP;
    return event;
  }

  /** The manager handles a question and asks every worker: the asks. */
  ask(question: number): number[] {
    this.handle(question);
    return this.case.cluster.workers.map((_, i) => this.send(i + 1, 'ask'));
  }

  /** Workers handle what they were asked and send a part each, none like another, in this order: the parts. */
  reply(...asks: readonly number[]): number[] {
    return asks.map((ask) => {
      const said = this.partsOf(ask);
      return this.handle(ask).send(MANAGER, 'part', { of: this.trace.to[ask], ...(said > 0 ? { after: said } : {}) });
    });
  }

  /** A worker that has just observed asks for a look, and the manager takes it: the asks. */
  look(): number[] {
    this.handle(this.send(MANAGER, 'part', { of: 'a look' }));
    return this.case.cluster.workers.map((_, i) => this.send(i + 1, 'ask'));
  }

  /** A worker dies. */
  dies(worker: number): this {
    return this.fromOutside(WORKER_STOP, worker, { worker, noticed: 0 });
  }

  /** A worker starts, or starts anew. */
  starts(worker: number): this {
    return this.fromOutside(WORKER_START, worker, { worker, noticed: 0 });
  }

  /** The manager hears that a worker is there. */
  isUp(worker: number, incarnation = 0): this {
    return this.fromOutside(PEER_UP, MANAGER, { worker, incarnation });
  }

  /** The manager hears that a worker is gone. */
  isDown(worker: number, incarnation = 0): this {
    return this.fromOutside(PEER_DOWN, MANAGER, { worker, incarnation });
  }

  /** What a result over these observations looks like, by number of the workload. */
  valueOf(...events: readonly number[]): Result {
    const result: Result = {};
    for (const event of events) {
      const { stream, value } = this.case.workload[event] as Observe;
      const at = this.trace.handledAt[event] as number;
      const sum = (result[stream] ??= { ...emptyValue(at) });
      sum.num += 1;
      sum.sum += value as number;
      sum.begin = Math.min(sum.begin, at);
      sum.end = Math.max(sum.end, at);
    }
    return result;
  }

  result(key: string, result: Result, epoch = 0, sumstat = 's'): this {
    return this.report({ kind: 'result', key, result, epoch, sumstat });
  }

  finished(epoch = 0, missing: readonly number[] = [], sumstat = 's'): this {
    return this.report({ kind: 'finished', epoch, missing, sumstat });
  }

  cancelled(epoch = 0, why = 'given up'): this {
    return this.report({ kind: 'cancelled', epoch, why, sumstat: 's' });
  }

  answer(result: Result | null | 'timeout', request = 0): this {
    return this.report(result === 'timeout' ? { kind: 'answer', request, why: result } : { kind: 'answer', request, result });
  }

  crossing(key: string, result: Result, index = 0, sumstat = 's'): this {
    return this.report({ kind: 'crossing', key, result, index, sumstat });
  }

  reads(event: number, read: object): this {
    this.trace.stale.push({ event, read });
    return this;
  }

  leaves(container: Container): this {
    this.trace.containers.push(container);
    return this;
  }

  ends(ending: Ending): this {
    this.trace.ending = ending;
    return this;
  }

  judged(requestTimeout = 1_000, costs: Partial<CostClaims> = {}): Verdict {
    return judge(this.case, this.trace, { requestTimeout, ...costs });
  }

  /** How many parts whoever is asked has sent for the same question. */
  private partsOf(ask: number): number {
    const { from, root, to, length } = this.trace;
    let parts = 0;
    for (let event = 0; event < length; event++) if (from[event] === to[ask] && to[event] === MANAGER && root[event] === root[ask]) parts++;
    return parts;
  }

  private fromOutside(type: number, node: number, body: object): this {
    this.current = ENVIRONMENT;
    return this.handle(this.record(type, ENVIRONMENT, node, body));
  }

  private report(told: Pick<Report, 'kind'> & Partial<Report>): this {
    const within = { event: this.current, step: this.trace.steps - 1, at: this.now };
    this.trace.reports.push({ ...within, sumstat: '', epoch: -1, request: -1, index: -1, key: '', result: null, missing: [], why: '', ...told });
    return this;
  }

  private record(type: number, from: number, to: number, body: object): number {
    const { trace } = this;
    const event = trace.length++;
    if (event >= trace.type.length) trace.grow();
    trace.type[event] = type;
    trace.from[event] = from;
    trace.to[event] = to;
    trace.cause[event] = this.current;
    trace.root[event] = this.current === ENVIRONMENT ? event : (trace.root[this.current] as number);
    trace.group[event] = event;
    trace.bodies[event] = body;
    return event;
  }
}

/** The signatures of a verdict, each once, in the order in which they are told. */
export function signaturesOf(verdict: Verdict): string[] {
  return verdict.kind === 'violated' ? [...new Set(verdict.violations.map(signatureOf))] : [];
}

/** The violation that is told first; undefined where there is none. */
export function firstViolation(verdict: Verdict): Violation | undefined {
  return verdict.kind === 'violated' ? verdict.violations[0] : undefined;
}
