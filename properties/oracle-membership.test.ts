/** The oracle is fed traces written by hand: of workers that die, start anew and come later. */
import { describe, expect, it } from 'vitest';
import type { Case } from '../src/model/case.ts';
import type { Fault } from '../src/model/faults.ts';
import { caseOf, collect, observe } from './small-case.ts';
import { firstViolation, signaturesOf, TraceScript } from './trace-script.ts';

/** What is written by hand says when; the case says only that such things happen. */
const DIES: Fault = { fault: 'crash', worker: 2, at: 0, noticed: 0 };

const withFaults = (c: Case, ...faults: Fault[]): Case => ({ ...c, faults });

/** Both workers see `a`, worker-2 alone sees `b`; then all is collected, twice: events 0 to 2, 3 and 4. */
const TWICE = withFaults(caseOf(observe(10, 1, 'a', 1), observe(20, 2, 'a', 2), observe(30, 2, 'b', 3), collect(40), collect(90)), DIES);

describe('the oracle, of a worker that dies', () => {
  /** Worker-2 has heard of the epoch and dies before it answers; the manager hears of that, then worker-1 answers. */
  function dead(): TraceScript {
    const t = new TraceScript(TWICE).handle(0, 1, 2);
    const [ask1, ask2] = t.ask(3) as [number, number];
    t.handle(ask2).dies(2).isDown(2);
    return t.handle(...t.reply(ask1));
  }
  /** The second epoch, of worker-1 alone. */
  const over = (t: TraceScript): TraceScript => t.handle(...t.reply(t.handle(4).send(1, 'ask'))).finished(1);

  it('holds an epoch that says who is missing, and reports the rest', () => {
    expect(over(dead().result('a', dead().valueOf(0)).finished(0, [2])).judged()).toEqual({ kind: 'held' });
  });

  it('holds it with the whole of a part of the one that is missing, for some keys and not for others', () => {
    const t = dead();

    expect(over(t.result('a', t.valueOf(0, 1)).finished(0, [2])).judged()).toEqual({ kind: 'held' });
  });

  it.each<[string, (t: TraceScript) => TraceScript, string[]]>([
    ['it does not say who is missing', (t) => t.result('a', t.valueOf(0)).finished(), ['never early: epoch', 'exactly once: lost', 'results equal reference: observations missing', 'results equal reference: key missing']],
    ['it says that one is missing who is there', (t) => t.result('a', t.valueOf(0)).finished(0, [1, 2]), ['never early: missing without cause']],
    ['what another worker held is left out as well', (t) => t.finished(0, [2]), ['exactly once: lost', 'results equal reference: key missing']],
    ['what the missing one held is counted twice', (t) => t.result('a', t.valueOf(0, 1, 1)).finished(0, [2]), ['exactly once: counted twice', 'results equal reference: observations too many']],
  ])('is not content when %s', (_, ending, signatures) => {
    expect(signaturesOf(over(ending(dead())).judged())).toEqual(signatures);
  });

  it('is not content when the manager has not heard of its end', () => {
    const t = new TraceScript(TWICE).handle(0, 1, 2);
    const [ask1, ask2] = t.ask(3) as [number, number];
    t.handle(ask2).dies(2).handle(...t.reply(ask1));
    t.result('a', t.valueOf(0)).finished(0, [2]).isDown(2);

    expect(signaturesOf(over(t).judged())).toContain('never early: missing without cause');
  });

  it('says that the epoch waits for it when there is no end', () => {
    expect(firstViolation(dead().judged())).toMatchObject({ check: 'always finishes', side: 'epoch', workers: [2] });
  });

  /** It dies with all that it saw, before anything was collected, and the manager has heard of it. */
  const before = (): TraceScript => {
    const t = new TraceScript(TWICE).handle(0, 1, 2).dies(2).isDown(2);
    return t.handle(...t.reply(t.handle(3).send(1, 'ask')));
  };

  it('holds the next epoch answerable for what it held at its end', () => {
    const told = (t: TraceScript, missing: number[]): string[] => signaturesOf(over(t.result('a', t.valueOf(0)).finished(0, missing)).judged());

    expect(told(before(), [2])).toEqual([]);
    expect(told(before(), [])).toEqual(['exactly once: lost', 'results equal reference: observations missing', 'results equal reference: key missing']);
  });

  it('lets no later epoch say so instead', () => {
    const t = before();
    t.result('a', t.valueOf(0)).finished();

    t.handle(...t.reply(t.handle(4).send(1, 'ask'))).finished(1, [2]);

    expect(signaturesOf(t.judged())).toEqual(['never early: missing without cause', 'exactly once: lost', 'results equal reference: observations missing', 'results equal reference: key missing']);
  });
});

describe('the oracle, of a worker that starts anew', () => {
  /** Worker-2 sees `a`, dies, starts anew and sees `b`; both are up when all is collected. */
  const ANEW = withFaults(caseOf(observe(10, 2, 'a', 1), observe(30, 2, 'b', 2), collect(40)), { ...DIES, restart: 1 });

  function anew(): TraceScript {
    const t = new TraceScript(ANEW).handle(0).dies(2).isDown(2).starts(2).isUp(2, 1).handle(1);
    return t.handle(...t.reply(...t.ask(2)));
  }

  it('takes it for another one: the epoch names the first missing, and owes what the second held', () => {
    const [right, wrong] = [anew(), anew()];

    expect(right.result('b', right.valueOf(1)).finished(0, [2]).judged()).toEqual({ kind: 'held' });
    expect(signaturesOf(wrong.finished(0, [2]).judged())).toEqual(['exactly once: lost', 'results equal reference: key missing']);
  });

  it('is not content when the answer of the second is not waited for, though the first is missing', () => {
    const t = new TraceScript(ANEW).handle(0).dies(2).isDown(2).starts(2).isUp(2, 1).handle(1);
    const [ask1] = t.ask(2) as [number];
    t.handle(...t.reply(ask1)).finished(0, [2]);

    expect(firstViolation(t.judged())).toMatchObject({ check: 'never early', side: 'epoch', workers: [2] });
  });
});

describe('the oracle, of a worker that comes later', () => {
  const LATER = withFaults(caseOf(observe(30, 2, 'a', 1), collect(40), collect(90)), { fault: 'join', worker: 2, at: 0 });

  it('does not ask an epoch to wait for it that was asked for before, and leaves what it holds to the next', () => {
    const t = new TraceScript(LATER).starts(2).handle(0);
    t.handle(...t.reply(t.handle(1).send(1, 'ask'))).finished().isUp(2);
    t.handle(...t.reply(...t.ask(2))).result('a', t.valueOf(0), 1).finished(1);

    expect(t.judged()).toEqual({ kind: 'held' });
  });

  it('owes what it held from the first epoch that counts on it', () => {
    const t = new TraceScript(LATER).starts(2).handle(0);
    t.handle(...t.reply(t.handle(1).send(1, 'ask'))).finished().isUp(2);
    t.handle(...t.reply(...t.ask(2))).finished(1);

    expect(signaturesOf(t.judged())).toEqual(['exactly once: lost', 'results equal reference: key missing']);
  });
});
