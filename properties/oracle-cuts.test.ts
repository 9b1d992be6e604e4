/** The oracle is fed traces written by hand: of which epoch an observation belongs to. */
import { describe, expect, it } from 'vitest';
import type { Case } from '../src/model/case.ts';
import type { WorkloadEvent } from '../src/model/workload.ts';
import { caseOf, collect, observe } from './small-case.ts';
import { firstViolation, signaturesOf, TraceScript } from './trace-script.ts';

describe('the oracle, of two epochs', () => {
  /** An observation in each epoch: events 0 and 2, collections 1 and 3. */
  const TWO = [observe(10, 1, 'a', 1), collect(20), observe(1_000, 1, 'a', 2), collect(2_000)];
  /** And one after the last: event 4. */
  const OPEN = [...TWO, observe(3_000, 1, 'a', 3)];

  /**
   * @param first observations that epoch 0 reports
   * @param second those of epoch 1
   */
  function twoEpochs(first: readonly number[], second: readonly number[], workload: readonly WorkloadEvent[] = TWO): TraceScript {
    const t = new TraceScript(caseOf(...workload)).handle(0);
    t.handle(...t.reply(...t.ask(1)));
    // What is observed later must have its time before it can be reported too early.
    for (const event of [2, 4]) t.trace.handledAt[event] = workload[event]?.at ?? -1;
    if (first.length > 0) t.result('a', t.valueOf(...first));
    t.finished(0).handle(2);
    t.handle(...t.reply(...t.ask(3)));
    if (second.length > 0) t.result('a', t.valueOf(...second), 1);
    t.finished(1);
    return workload.length > 4 ? t.handle(4) : t;
  }

  it.each([
    ['each observation is in its own', TWO],
    ['one is still open', OPEN],
  ])('holds when %s', (_, workload) => {
    expect(twoEpochs([0], [2], workload).judged()).toEqual({ kind: 'held' });
  });

  it.each([
    ['an observation is in both', [0], [0, 2], ['exactly once: counted twice', 'results equal reference: observations too many'], { key: 'a' }],
    ['an observation is in none', [0], [], ['exactly once: lost', 'results equal reference: key missing'], { key: 'a', actual: '1' }],
    ['all is in the second', [], [0, 2], ['results equal reference: key missing', 'results equal reference: observations too many'], { epoch: 0 }],
    ['all is in the first', [0, 2], [], ['results equal reference: observations too many', 'results equal reference: key missing'], { epoch: 0 }],
    ['they are changed about', [2], [0], ['results equal reference: begin'], { epoch: 0, expected: '10', actual: '1000' }],
  ] as const)('is not content when %s', (_, first, second, signatures, told) => {
    const verdict = twoEpochs(first, second).judged();

    expect(signaturesOf(verdict)).toEqual(signatures);
    expect(firstViolation(verdict)).toMatchObject(told);
  });

  it('is not content when an open observation is reported, although it is in one epoch, once', () => {
    expect(signaturesOf(twoEpochs([0], [2, 4], OPEN).judged())).toEqual(['results equal reference: observations too many']);
  });

  it('calls nothing lost that may be hidden in an epoch without end', () => {
    const t = twoEpochs([], []);
    t.trace.reports.shift();

    expect(signaturesOf(t.judged())).toEqual(['results equal reference: key missing', 'always finishes: epoch']);
  });
});

describe('the oracle, of observations made during a collection', () => {
  /** Worth 1, 4, 16, 64 and 256: two before the collection 2, one during it, one before the collection 5, one open. One worker. */
  const HOT: Case = {
    ...caseOf(observe(10, 1, 'a', 1), observe(11, 1, 'a', 1), collect(20), observe(30, 1, 'a', 1), observe(100, 1, 'a', 1), collect(120), observe(200, 1, 'a', 1)),
    values: 'fingerprint',
    cluster: { workers: [{ salt: 1, order: 0 }], order: 0, latency: { min: 0, max: 0 } },
  };

  /** The worker is asked twice in the first epoch, with an observation in between. */
  function hot(first: readonly number[], second: readonly number[], c: Case = HOT): TraceScript {
    const t = new TraceScript(c).handle(0, 1, 2);
    const [one, two] = [t.send(1, 'ask'), t.send(1, 'ask')];
    const parts = [...t.reply(one)];
    t.handle(3);
    parts.push(...t.reply(two));
    t.handle(...parts);
    // What is observed later must have its time before it can be reported too early.
    t.trace.handledAt[4] = 100;
    t.trace.handledAt[6] = 200;
    if (first.length > 0) t.result('a', t.valueOf(...first));
    t.finished(0).handle(4);
    t.handle(...t.reply(...t.ask(5)));
    if (second.length > 0) t.result('a', t.valueOf(...second), 1);
    return t.finished(1).handle(6);
  }

  it.each([
    ['before', [0, 1], [3, 4]],
    ['after', [0, 1, 3], [4]],
  ] as const)('holds when the worker cut %s what was observed meanwhile', (_, first, second) => {
    expect(hot(first, second).judged()).toEqual({ kind: 'held' });
  });

  it.each([
    ['one is in no epoch', [0, 1], [4], ['exactly once: lost', 'results equal reference: no cut explains it']],
    ['one is in both', [0, 1, 3], [3, 4], ['exactly once: counted twice']],
    ['one is in an epoch twice', [0, 1], [3, 3, 4], ['exactly once: counted twice', 'results equal reference: observations too many']],
    ['one is in the epoch before its own', [0, 1, 3, 4], [], ['results equal reference: no cut explains it']],
    ['one is in the epoch after its own', [0], [1, 3, 4], ['results equal reference: no cut explains it']],
    ['all are in the epoch after their own', [], [0, 1, 3, 4], ['results equal reference: no cut explains it']],
    ['two are changed about', [0, 3], [1, 4], ['results equal reference: no cut explains it']],
    ['an open one is reported', [0, 1], [3, 4, 6], ['results equal reference: no cut explains it']],
  ] as const)('is not content when %s', (_, first, second, signatures) => {
    expect(signaturesOf(hot(first, second).judged())).toEqual(signatures);
  });

  it.each<[string, { sum?: number; num?: number; end?: number }, string]>([
    ['is no sum of what was observed', { sum: 21 + 4 ** 9 }, 'never observed'],
    ['is negative', { sum: -1 }, 'never observed'],
    ['is no whole number', { sum: 21.5 }, 'never observed'],
    ['has another number of observations', { num: 4 }, 'num'],
    ['has another end', { end: 31 }, 'end'],
  ])('is not content when a result %s', (_, change, side) => {
    const t = hot([0, 1, 3], [4]);
    const [report] = t.trace.reports;
    Object.assign(report?.result?.['x'] as object, change);

    expect(signaturesOf(t.judged())).toContain(`results equal reference: ${side}`);
  });

  it('calls nothing lost that may be hidden in an epoch without end', () => {
    const t = hot([], [4]);
    t.trace.reports.shift();

    expect(signaturesOf(t.judged())).toEqual(['always finishes: epoch']);
  });

  it('is not content when an epoch reports what a worker holds that never heard of it', () => {
    const t = new TraceScript({ ...caseOf(observe(10, 1, 'a', 1), observe(10, 2, 'b', 1), collect(20), observe(30, 1, 'a', 1)), values: 'fingerprint' }).handle(0, 1, 2);
    const [one, two] = [t.send(1, 'ask'), t.send(1, 'ask')];
    const parts = t.reply(one);
    t.handle(3);
    t.handle(...parts, ...t.reply(two)).result('a', t.valueOf(0)).result('b', t.valueOf(1)).finished();

    expect(signaturesOf(t.judged())).toEqual(['never early: epoch', 'results equal reference: no cut explains it']);
  });

  it('leaves it open where the values tell nothing', () => {
    const plain = hot([0, 1], [3, 4], { ...HOT, values: 'given' });

    expect(plain.judged()).toMatchObject({ kind: 'inconclusive', undecided: [{ check: 'exactly once' }, { check: 'results equal reference' }] });
  });
});
