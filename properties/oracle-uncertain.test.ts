/** The oracle is fed traces written by hand: of what may have been so or otherwise, as far as a trace tells. */
import { describe, expect, it } from 'vitest';
import type { Case } from '../src/model/case.ts';
import type { Fault } from '../src/model/faults.ts';
import { caseOf, collect, observe, request, watching } from './small-case.ts';
import { firstViolation, signaturesOf, TraceScript } from './trace-script.ts';

/** What is written by hand says when; the case says only that such things happen. */
const DIES: Fault = { fault: 'crash', worker: 2, at: 0, noticed: 0 };
const JOINS: Fault = { fault: 'join', worker: 2, at: 0 };

describe('the oracle, of two epochs that a worker cut in an order that cannot be told', () => {
  /** Both are collected at once; the worker hears of the second first, which it heeds only after the first. */
  const c: Case = { ...caseOf(observe(10, 1, 'a', 1), collect(20), collect(20), observe(30, 1, 'a', 1)), values: 'fingerprint', cluster: { workers: [{ salt: 1, order: 0 }], order: 0, latency: { min: 0, max: 0 } } };

  function told(first: readonly number[], second: readonly number[], change: Partial<Case> = {}): TraceScript {
    const t = new TraceScript({ ...c, ...change }).handle(0, 1);
    const [ask0] = [t.send(1, 'ask')];
    const [ask1, again] = [t.handle(2).send(1, 'ask'), t.send(1, 'ask')];
    t.handle(ask1, 3);
    const [part0] = t.reply(ask0) as [number];
    const [part1] = t.reply(again) as [number];
    t.handle(part0);
    if (first.length > 0) t.result('a', t.valueOf(...first));
    t.finished().handle(part1);
    if (second.length > 0) t.result('a', t.valueOf(...second), 1);
    return t.finished(1);
  }

  it.each<[string, readonly number[], readonly number[]]>([
    ['the first was cut first', [0, 3], []],
    ['the second was cut before both', [3], [0]],
    ['the second was cut first, and after all', [], [0, 3]],
  ])('holds where %s', (_, first, second) => {
    expect(told(first, second).judged()).toEqual({ kind: 'held' });
  });

  it.each<[string, readonly number[], readonly number[], string]>([
    ['one is lost', [0], [], 'exactly once: lost'],
    ['one is in both', [0, 3], [3], 'exactly once: counted twice'],
    // The first was cut after both, at the earliest.
    ['one is in the second that was made before the first was heard of', [0], [3], 'results equal reference: no cut explains it'],
  ])('is not content where %s', (_, first, second, signature) => {
    expect(signaturesOf(told(first, second).judged())).toContain(signature);
  });

  it('leaves it open where the values tell nothing', () => {
    expect(told([0, 3], [], { values: 'given' }).judged()).toMatchObject({ kind: 'inconclusive' });
  });
});

describe('the oracle, of an epoch that a worker may not have cut', () => {
  /** Worker-2 is asked and does not answer; the manager hears that it is gone, and the epoch ends without it. It is back for the next. */
  function told(next: readonly number[]): TraceScript {
    const t = new TraceScript({ ...caseOf(observe(10, 1, 'a', 1), observe(10, 2, 'a', 2), collect(20), collect(90)), faults: [{ fault: 'leave', worker: 2, at: 0, noticed: 0, back: 1 }] }).handle(0, 1);
    const [ask1, ask2] = t.ask(2) as [number, number];
    t.handle(ask2).isDown(2).handle(...t.reply(ask1)).result('a', t.valueOf(0)).finished(0, [2]).isUp(2);
    t.handle(...t.reply(...t.ask(3)));
    if (next.length > 0) t.result('a', t.valueOf(...next), 1);
    return t.finished(1);
  }

  it('holds where what it held is in the next one, or in none', () => {
    expect(told([1]).judged()).toEqual({ kind: 'held' });
    expect(told([]).judged()).toEqual({ kind: 'held' });
  });

  it('is not content where it is in the next one twice, or with what another worker held', () => {
    expect(signaturesOf(told([1, 1]).judged())).toEqual(['exactly once: counted twice', 'results equal reference: observations too many']);
    expect(signaturesOf(told([0, 1]).judged())).toContain('results equal reference: observations too many');
  });
});

describe('the oracle, of a worker that was left out of an epoch and came back', () => {
  /** It never heard of epoch 0, which ended without it. Then it observes, and dies. */
  function told(missing: readonly number[]): TraceScript {
    const t = new TraceScript({ ...caseOf(collect(20), observe(30, 2, 'a', 2), collect(90)), faults: [DIES] });
    const [ask1] = t.ask(0) as [number, number];
    t.isDown(2).handle(...t.reply(ask1)).finished(0, [2]).isUp(2);
    t.handle(1).dies(2).isDown(2);
    const [again] = t.ask(2) as [number, number];
    return t.handle(...t.reply(again)).finished(1, missing);
  }

  it('holds where the next epoch says that it is missing', () => {
    expect(told([2]).judged()).toEqual({ kind: 'held' });
  });

  it('is not content where the epoch that was over must answer for what it observed since', () => {
    expect(signaturesOf(told([]).judged())).toContain('exactly once: lost');
  });
});

describe('the oracle, of a worker that the manager does not count on', () => {
  const c: Case = { ...caseOf(observe(10, 1, 'a', 1), observe(10, 2, 'a', 2), request(20, 'a')), faults: [JOINS] };

  /** It was asked, and answers, before the manager has heard that it is there. */
  function asked(): TraceScript {
    const t = new TraceScript(c).starts(2).handle(0, 1);
    return t.handle(...t.reply(...t.ask(2)));
  }

  it('holds an answer with its part, and one without', () => {
    for (const known of [[0, 1], [0]]) {
      const t = asked();

      expect(t.answer(t.valueOf(...known)).judged()).toEqual({ kind: 'held' });
    }
  });

  it('is not content with an answer that lacks the part of one that it counts on', () => {
    const t = asked();

    expect(signaturesOf(t.answer(t.valueOf(1)).judged())).toEqual(['results equal reference: request: SUM']);
  });
});

describe('the oracle, of a question that came twice', () => {
  /** The network brings a question twice; the worker answers twice, with an observation in between. One answer is late. */
  function twice(late: 0 | 1, isCopy: boolean): TraceScript {
    const t = new TraceScript({ ...caseOf(observe(10, 1, 'a', 1), request(20, 'a'), observe(30, 1, 'a', 4)), values: 'fingerprint' }).handle(0);
    const asks = t.ask(1) as [number, number];
    const again = t.send(1, 'ask');
    if (isCopy) t.trace.group[again] = asks[0];
    const [first, other] = t.reply(...asks) as [number, number];
    t.handle(2);
    const [second] = t.reply(again) as [number];
    const parts = [first, second] as const;
    return t.handle(other, parts[1 - late] as number).answer(t.valueOf(0, ...(late === 0 ? [2] : []))).handle(parts[late]);
  }

  it.each([0, 1] as const)('waits for one answer: the other may be late, whichever it is (%i)', (late) => {
    expect(twice(late, true).judged()).toEqual({ kind: 'held' });
    expect(firstViolation(twice(late, false).judged())).toMatchObject({ check: 'never early', side: 'request', workers: [1] });
  });
});

describe('the oracle, of a limit that is found crossed as a worker is known to be gone', () => {
  /** Worker-1 has answered; then the manager hears that worker-2 is gone, and ends the epoch there and then. */
  function told(...events: readonly number[]): TraceScript {
    const t = new TraceScript({ ...watching({ at: 3 }, [observe(10, 1, 'a', 3), observe(10, 2, 'a', 1), collect(20)]), faults: [DIES] }).handle(0, 1);
    const [ask1] = t.ask(2) as [number, number];
    t.handle(...t.reply(ask1)).dies(2).isDown(2);
    return t.crossing('a', t.valueOf(...events)).result('a', t.valueOf(0)).finished(0, [2]);
  }

  it('takes it for one of the epoch that was open', () => {
    expect(told(0).judged()).toEqual({ kind: 'held' });
    expect(signaturesOf(told(0, 0, 0).judged())).toEqual(['thresholds: observations too many']);
  });
});

describe('the oracle, of a run that went on for thirty days', () => {
  const c = caseOf(collect(0));

  it('says who is waited for', () => {
    const t = new TraceScript(c);
    const [ask1] = t.ask(0) as [number, number];
    t.handle(...t.reply(ask1)).ends({ kind: 'time-bound', bound: 10 });

    expect(firstViolation(t.judged())).toMatchObject({ check: 'always finishes', side: 'epoch', workers: [2] });
  });

  it('is not content where all is over and something still goes on', () => {
    const t = new TraceScript(c);
    t.handle(...t.reply(...t.ask(0))).finished().ends({ kind: 'time-bound', bound: 10 });

    expect(signaturesOf(t.judged())).toEqual(['always finishes: without end']);
  });
});
