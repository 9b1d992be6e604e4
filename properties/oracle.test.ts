/** The oracle is fed traces written by hand: wrong in one way each, and right ones that look odd. No protocol is asked. */
import { describe, expect, it } from 'vitest';
import type { Case } from '../src/model/case.ts';
import { MANAGER } from '../src/model/cluster.ts';
import type { Verdict, Violation } from '../src/model/verdict.ts';
import type { WorkloadEvent } from '../src/model/workload.ts';
import { signaturesOf, TraceScript } from './trace-script.ts';

/** Both workers see `a`, worker-2 alone sees `b`; then all is collected: events 0 to 2, and 3. */
const QUIET = caseOf(observe(10, 1, 'a', 1), observe(20, 2, 'a', 2), observe(30, 2, 'b', 3), collect(40));

describe('the oracle, of an epoch in which every worker has replied', () => {
  type Ending = (t: TraceScript) => TraceScript;
  const resultsOf: Ending = (t) => t.result('a', t.valueOf(0, 1)).result('b', t.valueOf(2));

  it('holds what is right', () => {
    expect(resultsOf(collected()).finished().judged()).toEqual({ kind: 'held' });
  });

  it.each<[string, Ending, string[], Partial<Violation>]>([
    [
      'a key is not reported',
      (t) => t.result('a', t.valueOf(0, 1)).finished(),
      ['exactly once: lost', 'results equal reference: key missing'],
      { key: 'b', expected: '1', actual: '0' },
    ],
    [
      'a key is reported without what one worker held',
      (t) => t.result('a', t.valueOf(0)).result('b', t.valueOf(2)).finished(),
      ['exactly once: lost', 'results equal reference: observations missing'],
      { key: 'a', expected: '2', actual: '1' },
    ],
    [
      'an observation is in a result twice',
      (t) => t.result('a', t.valueOf(0, 1, 1)).result('b', t.valueOf(2)).finished(),
      ['exactly once: counted twice', 'results equal reference: observations too many'],
      { key: 'a', expected: '2', actual: '3' },
    ],
    [
      'a sum is wrong',
      (t) => t.result('a', changed(t, { sum: 4 }, 0, 1)).result('b', t.valueOf(2)).finished(),
      ['results equal reference: SUM'],
      { key: 'a', epoch: 0, expected: '3', actual: '4' },
    ],
    [
      'the time of the last observation is wrong',
      (t) => t.result('a', changed(t, { end: 30 }, 0, 1)).result('b', t.valueOf(2)).finished(),
      ['results equal reference: end'],
      { key: 'a', expected: '20', actual: '30' },
    ],
    [
      'a key is reported that nobody observed',
      (t) => resultsOf(t).result('c', t.valueOf(2)).finished(),
      ['exactly once: counted twice', 'results equal reference: not of the epoch'],
      { key: 'c', expected: '0', actual: '1' },
    ],
    [
      'a key is reported twice',
      (t) => resultsOf(t).result('b', t.valueOf(2)).finished(),
      ['exactly once: counted twice', 'results equal reference: reported twice'],
      { key: 'b' },
    ],
    ['the epoch is never finished', (t) => resultsOf(t), ['always finishes: epoch'], { severity: 'liveness', epoch: 0, workers: [] }],
    ['the epoch is finished twice', (t) => resultsOf(t).finished().finished(), ['sane: second finished'], { epoch: 0 }],
    ['the epoch is cancelled after its end', (t) => resultsOf(t).finished().cancelled(), ['sane: second cancelled'], { epoch: 0 }],
    [
      'a result comes after the end',
      (t) => t.result('a', t.valueOf(0, 1)).finished().result('b', t.valueOf(2)),
      ['sane: result after the end'],
      { epoch: 0, sumstat: 's' },
    ],
    ['an end has the label of another epoch', (t) => resultsOf(t).finished(1), ['sane: unknown label', 'always finishes: epoch'], { epoch: 1 }],
    ['an end has the name of another sumstat', (t) => resultsOf(t).finished(0, [], 't'), ['sane: unknown label', 'always finishes: epoch'], { sumstat: 't' }],
    ['a result has the label of another epoch', (t) => resultsOf(t).result('a', t.valueOf(0), 7).finished(), ['sane: unknown label'], { epoch: 7 }],
    ['a request is answered that nobody made', (t) => resultsOf(t).answer(null).finished(), ['sane: unknown label'], { request: 0 }],
    [
      'a worker that replied is called missing',
      (t) => resultsOf(t).finished(0, [2]),
      ['never early: missing without cause'],
      { epoch: 0, workers: [2] },
    ],
    [
      'a container of the manager is not empty in the end',
      (t) => resultsOf(t).finished().leaves({ node: MANAGER, name: 'collections', before: 0, after: 1, lasting: false }),
      ['no residue: manager.collections'],
      { expected: '0', actual: '1' },
    ],
    [
      'a container of a worker is not empty in the end',
      (t) => resultsOf(t).finished().leaves({ node: 2, name: 'sending', before: 0, after: 3, lasting: false }),
      ['no residue: worker.sending'],
      { workers: [2] },
    ],
    [
      'the manager read something else than a worker had sent',
      (t) => resultsOf(t).finished().reads(partOf(t, 2), { of: 1 }),
      ['no stale data: part'],
      { workers: [2], expected: '{of: 2}', actual: '{of: 1}' },
    ],
    ['there is no end to the messages', (t) => resultsOf(t).finished().ends({ kind: 'step-bound', bound: 500 }), ['always finishes: storm'], { severity: 'liveness' }],
    [
      'a handler threw',
      (t) => t.ends({ kind: 'threw', node: 2, event: partOf(t, 2), error: 'no such index' }),
      ['sane: part threw'],
      { severity: 'crash', workers: [2], message: 'the handler of part on worker-2 threw: no such index' },
    ],
    ['no initial state could be made', (t) => t.ends({ kind: 'threw', node: MANAGER, event: -1, error: 'no' }), ['sane: initial threw'], { severity: 'crash' }],
  ])('is not content when %s', (_, ending, signatures, first) => {
    const verdict = ending(collected()).judged();

    expect(signaturesOf(verdict)).toEqual(signatures);
    expect(firstViolation(verdict)).toMatchObject(first);
  });

  it('says so when a message has no handler', () => {
    const t = resultsOf(collected()).finished();
    t.trace.unhandled.push(partOf(t, 1));

    expect(signaturesOf(t.judged())).toEqual(['sane: no handler for part']);
  });

  it('tells a crash before all else that is wrong', () => {
    const t = collected().finished().ends({ kind: 'threw', node: 1, event: 0, error: 'full' });

    expect(signaturesOf(t.judged())).toEqual(['sane: observe threw', 'exactly once: lost', 'results equal reference: key missing']);
  });

  it('minds no container that is declared to hold data at rest', () => {
    const t = resultsOf(collected()).finished().leaves({ node: 1, name: 'live', before: 0, after: 2, lasting: true });

    expect(t.judged()).toEqual({ kind: 'held' });
  });
});

describe('the oracle, of when an epoch ends', () => {
  /** Worker-2 holds nothing, so that an end without it gives the right numbers. */
  const LONELY = caseOf(observe(10, 1, 'a', 1), collect(40));

  const early = (worker: number): Partial<Violation> => ({ check: 'never early', side: 'epoch', epoch: 0, workers: [worker] });

  it('is not content when a worker has not replied, although the numbers are right', () => {
    const t = new TraceScript(LONELY).handle(0);
    const [part1, part2] = t.reply(...t.ask(1)) as [number, number];
    t.handle(part1).result('a', t.valueOf(0)).finished().handle(part2);

    expect(signaturesOf(t.judged())).toEqual(['never early: epoch']);
    expect(firstViolation(t.judged())).toMatchObject(early(2));
  });

  it('is not content when a worker was never asked', () => {
    const t = new TraceScript(LONELY).handle(0, 1);
    const [part] = t.reply(t.send(1, 'ask'));
    t.handle(part as number).result('a', t.valueOf(0)).finished();

    expect(firstViolation(t.judged())).toMatchObject(early(2));
  });

  it('is not content when a worker had more to say', () => {
    const t = new TraceScript(LONELY).handle(0);
    const [ask1, ask2] = t.ask(1) as [number, number];
    const first = t.handle(ask1).send(MANAGER, 'part', { n: 1 });
    const second = t.send(MANAGER, 'part', { n: 2 });
    t.handle(...t.reply(ask2), first).result('a', t.valueOf(0)).finished().handle(second);

    expect(signaturesOf(t.judged())).toEqual(['never early: epoch']);
    expect(firstViolation(t.judged())).toMatchObject(early(1));
  });

  it('is not content when what a worker said was lost', () => {
    const t = new TraceScript(LONELY).handle(0);
    const [ask1, ask2] = t.ask(1) as [number, number];
    const first = t.handle(ask1).send(MANAGER, 'part', { n: 1 });
    t.send(MANAGER, 'part', { n: 2 });
    t.handle(...t.reply(ask2), first).result('a', t.valueOf(0)).finished();

    expect(firstViolation(t.judged())).toMatchObject(early(1));
  });

  it('takes what another question brought for no reply', () => {
    const t = new TraceScript(caseOf(observe(10, 1, 'a', 1), collect(40), request(40, 'a'))).handle(0);
    const epoch = t.reply(...t.ask(1));
    const asked = t.ask(2);
    const parts = t.reply(...asked);
    // Of worker-2 only the part that answers the request is in.
    t.handle(epoch[0] as number, parts[1] as number).result('a', t.valueOf(0)).finished();
    t.handle(epoch[1] as number, parts[0] as number).answer(null);

    expect(firstViolation(t.judged())).toMatchObject(early(2));
  });

  it('holds when a worker only repeats itself, or answers what it was asked at the end', () => {
    const t = new TraceScript(LONELY).handle(0);
    const [ask1, ask2] = t.ask(1) as [number, number];
    const [part1] = t.reply(ask1) as [number];
    const again = t.send(MANAGER, 'part', { of: 1 });
    t.handle(...t.reply(ask2), part1).result('a', t.valueOf(0)).finished();
    const thanks = t.send(2, 'ask');
    t.handle(again, ...t.reply(thanks));

    expect(t.judged()).toEqual({ kind: 'held' });
  });

  it('says whom the manager waits for when there is no end', () => {
    const t = new TraceScript(LONELY).handle(0);
    const [part1] = t.reply(...t.ask(1));
    t.handle(part1 as number).result('a', t.valueOf(0));

    expect(firstViolation(t.judged())).toMatchObject({ check: 'always finishes', side: 'epoch', workers: [2] });
  });

  it('is not content when an epoch ends before it was asked for', () => {
    const t = new TraceScript(caseOf(observe(10, 1, 'a', 1), collect(40))).handle(0).finished();
    t.handle(...t.reply(...t.ask(1))).result('a', t.valueOf(0)).finished();

    expect(signaturesOf(t.judged())).toContain('sane: before the question');
  });

  it('is not content when an epoch that nothing keeps from ending is cancelled', () => {
    expect(firstViolation(collected().cancelled().judged())).toMatchObject({ check: 'always finishes', epoch: 0 });
  });
});

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
});

describe('the oracle, of observations made during a collection', () => {
  /** Worth 1, 4, 16 and 64, before, during and after the collections 1 and 4; one worker. */
  const HOT: Case = {
    ...caseOf(observe(10, 1, 'a', 1), collect(20), observe(30, 1, 'a', 1), observe(100, 1, 'a', 1), collect(120), observe(200, 1, 'a', 1)),
    values: 'fingerprint',
    cluster: { workers: [{ salt: 1, order: 0 }], order: 0, latency: { min: 0, max: 0 } },
  };

  /** The worker is asked twice in the first epoch, with an observation in between. */
  function hot(first: readonly number[], second: readonly number[], c: Case = HOT): TraceScript {
    const t = new TraceScript(c).handle(0, 1);
    const [one, two] = [t.send(1, 'ask'), t.send(1, 'ask')];
    const parts = [...t.reply(one)];
    t.handle(2);
    parts.push(...t.reply(two));
    t.handle(...parts);
    // All that may be reported has been observed by the end, whatever the script reports when.
    t.trace.handledAt[3] = 100;
    t.trace.handledAt[5] = 200;
    if (first.length > 0) t.result('a', t.valueOf(...first));
    t.finished(0).handle(3);
    t.handle(...t.reply(...t.ask(4)));
    if (second.length > 0) t.result('a', t.valueOf(...second), 1);
    return t.finished(1).handle(5);
  }

  it.each([
    ['before', [0], [2, 3]],
    ['after', [0, 2], [3]],
  ] as const)('holds when the worker cut %s what was observed meanwhile', (_, first, second) => {
    expect(hot(first, second).judged()).toEqual({ kind: 'held' });
  });

  it.each([
    ['one is in no epoch', [0], [3], ['exactly once: lost', 'results equal reference: no cut explains it']],
    ['one is in both', [0, 2], [2, 3], ['exactly once: counted twice']],
    ['one is in an epoch twice', [0], [2, 2, 3], ['exactly once: counted twice', 'results equal reference: observations too many']],
    ['one is in the epoch before its own', [0, 2, 3], [], ['results equal reference: no cut explains it']],
    ['one is in the epoch after its own', [], [0, 2, 3], ['results equal reference: no cut explains it']],
    ['two are changed about', [2], [0, 3], ['results equal reference: no cut explains it']],
    ['an open one is reported', [0], [2, 3, 5], ['results equal reference: no cut explains it']],
  ] as const)('is not content when %s', (_, first, second, signatures) => {
    expect(signaturesOf(hot(first, second).judged())).toEqual(signatures);
  });

  it.each<[string, { sum?: number; num?: number; end?: number }, string]>([
    ['is no sum of what was observed', { sum: 5 + 4 ** 9 }, 'never observed'],
    ['is negative', { sum: -1 }, 'never observed'],
    ['is no whole number', { sum: 5.5 }, 'never observed'],
    ['has another number of observations', { num: 3 }, 'num'],
    ['has another end', { end: 31 }, 'end'],
  ])('is not content when a result %s', (_, change, side) => {
    const t = hot([0, 2], [3]);
    const [report] = t.trace.reports;
    Object.assign(report?.result?.['x'] as object, change);

    expect(signaturesOf(t.judged())).toContain(`results equal reference: ${side}`);
  });

  it('leaves it open where the values tell nothing', () => {
    const plain = hot([0], [2, 3], { ...HOT, values: 'given' });

    expect(plain.judged()).toMatchObject({ kind: 'inconclusive', undecided: [{ check: 'exactly once' }, { check: 'results equal reference' }] });
  });
});

describe('the oracle, of an answer to a request', () => {
  /** Worker-1 sees `a` before the request and while it has it; worker-2 before. Worth 1, 4 and 16: events 0, 1 and 3. */
  const ASKED: Case = { ...caseOf(observe(10, 1, 'a', 1), observe(10, 2, 'a', 1), request(20, 'a'), observe(30, 1, 'a', 1), observe(40, 2, 'b', 1)), values: 'fingerprint' };

  /** Both workers have replied, worker-1 in two parts. */
  function asked(): TraceScript {
    const t = new TraceScript(ASKED).handle(0, 1, 2);
    const [one, again, two] = [t.send(1, 'ask'), t.send(1, 'ask'), t.send(2, 'ask')] as const;
    const parts = t.reply(one, two);
    t.handle(3);
    return t.handle(...parts, ...t.reply(again), 4);
  }

  it.each([
    ['before', [0, 1]],
    ['after', [0, 1, 3]],
  ] as const)('holds when it tells what the workers held %s one more was observed', (_, seen) => {
    const t = asked();

    expect(t.answer(t.valueOf(...seen)).judged()).toEqual({ kind: 'held' });
  });

  it.each<[string, (t: TraceScript) => TraceScript, string[]]>([
    ['leaves out a worker', (t) => t.answer(t.valueOf(0)), ['results equal reference: request: observations missing']],
    ['tells what nobody held', (t) => t.answer(changed(t, { sum: 22 }, 0, 1, 3)), ['results equal reference: request: SUM']],
    ['tells one observation twice', (t) => t.answer(t.valueOf(0, 1, 1, 3)), ['results equal reference: request: observations too many']],
    ['says that there is no data', (t) => t.answer(null), ['results equal reference: request: observations missing']],
    ['comes twice', (t) => t.answer(t.valueOf(0, 1)).answer(t.valueOf(0, 1)), ['sane: second answer']],
    ['never comes', (t) => t, ['always finishes: request']],
    ['is "timeout" too soon', (t) => t.answer('timeout'), ['always finishes: timeout too soon']],
  ])('is not content when it %s', (_, answer, signatures) => {
    const verdict = answer(asked()).judged();

    expect(signaturesOf(verdict)).toEqual(signatures);
    expect(firstViolation(verdict)).toMatchObject({ request: 0 });
  });

  it('is not content when it comes before a worker has replied', () => {
    const t = new TraceScript(caseOf(request(0, 'a')));
    const [part1, part2] = t.reply(...t.ask(0)) as [number, number];
    t.handle(part1).answer(null).handle(part2);

    expect(signaturesOf(t.judged())).toEqual(['never early: request']);
  });

  it('holds when it is "timeout" once the claimed time is over, and not a microsecond before', () => {
    const late = (micros: number): TraceScript => {
      const t = new TraceScript(caseOf(request(0, 'a')));
      const [, silent] = t.ask(0) as [number, number];
      t.wait(micros - 1).handle(...t.reply(silent));
      return t.answer('timeout');
    };

    expect(late(1_000).judged(1_000)).toEqual({ kind: 'held' });
    expect(signaturesOf(late(999).judged(1_000))).toEqual(['always finishes: timeout too soon']);
  });

  it('holds when it tells the open epoch alone, and not what was collected before', () => {
    const c = caseOf(observe(10, 1, 'a', 1), collect(20), observe(1_000, 1, 'a', 2), request(2_000, 'a'));
    const told = (...seen: number[]): TraceScript => {
      const t = new TraceScript(c).handle(0);
      t.handle(...t.reply(...t.ask(1))).result('a', t.valueOf(0)).finished().handle(2);
      t.handle(...t.reply(...t.ask(3)));
      return t.answer(t.valueOf(...seen));
    };

    expect(told(2).judged()).toEqual({ kind: 'held' });
    expect(signaturesOf(told(0, 2).judged())).toEqual(['results equal reference: request: observations too many']);
  });
});

describe('the oracle, of what is right and looks odd', () => {
  it('holds when workers reply in any order', () => {
    const t = new TraceScript(QUIET).handle(0, 1, 2);
    const [ask1, ask2] = t.ask(3) as [number, number];
    t.handle(...t.reply(ask2), ...t.reply(ask1)).result('b', t.valueOf(2)).result('a', t.valueOf(1, 0)).finished();

    expect(t.judged()).toEqual({ kind: 'held' });
  });

  it('holds when results come long before the end', () => {
    const t = new TraceScript(QUIET).handle(0, 1, 2);
    const [part1, part2] = t.reply(...t.ask(3)) as [number, number];
    t.handle(part2).result('b', t.valueOf(2)).handle(part1).result('a', t.valueOf(0, 1)).finished();

    expect(t.judged()).toEqual({ kind: 'held' });
  });

  it('holds when nobody holds anything', () => {
    const t = new TraceScript(caseOf(collect(0), request(0, 'a')));
    t.handle(...t.reply(...t.ask(0))).finished();
    t.handle(...t.reply(...t.ask(1))).answer(null);

    expect(t.judged()).toEqual({ kind: 'held' });
  });

  it('holds when nothing is asked at all', () => {
    expect(new TraceScript(caseOf(observe(0, 1, 'a', 1))).handle(0).judged()).toEqual({ kind: 'held' });
  });

  it('holds when a later epoch ends first', () => {
    const t = new TraceScript(caseOf(observe(10, 1, 'a', 1), collect(20), collect(20))).handle(0);
    const first = t.reply(...t.ask(1));
    const second = t.reply(...t.ask(2));
    t.handle(...second).finished(1);
    t.handle(...first).result('a', t.valueOf(0), 0).finished(0);

    expect(t.judged()).toEqual({ kind: 'held' });
  });

  it('holds when two sumstats are collected, each with epochs of its own', () => {
    const other = { name: 't', reducers: [{ stream: 'x', apply: ['SUM'] as const }] };
    const t = new TraceScript({ ...caseOf(observe(10, 1, 'a', 1), collect(20), { at: 30, do: 'collect', sumstat: 't' }), sumstats: [...QUIET.sumstats, other] }).handle(0);
    for (const [question, sumstat] of [[1, 's'], [2, 't']] as const) t.handle(...t.reply(...t.ask(question))).result('a', t.valueOf(0), 0, sumstat).finished(0, [], sumstat);

    expect(t.judged()).toEqual({ kind: 'held' });
  });
});

/** The quiet case up to where the manager has all parts, and has reported nothing. */
function collected(): TraceScript {
  const t = new TraceScript(QUIET).handle(0, 1, 2);
  return t.handle(...t.reply(...t.ask(3)));
}

/** A worker's first part. */
function partOf({ trace }: TraceScript, worker: number): number {
  return Array.from({ length: trace.length }, (_, event) => event).find((event) => trace.typeName(event) === 'part' && trace.from[event] === worker) as number;
}

function firstViolation(verdict: Verdict): Violation | undefined {
  return verdict.kind === 'violated' ? verdict.violations[0] : undefined;
}

function changed(t: TraceScript, change: { sum?: number; end?: number }, ...events: number[]): ReturnType<TraceScript['valueOf']> {
  const result = t.valueOf(...events);
  return { x: { ...(result['x'] as (typeof result)[string]), ...change } };
}

function caseOf(...workload: WorkloadEvent[]): Case {
  return {
    version: 1,
    protocol: 'by hand',
    options: {},
    seed: 0,
    cluster: { workers: [{ salt: 1, order: 0 }, { salt: 2, order: 0 }], order: 0, latency: { min: 0, max: 0 } },
    transport: 'serialize',
    sumstats: [{ name: 's', reducers: [{ stream: 'x', apply: ['SUM'] }] }],
    values: 'given',
    workload,
    faults: [],
    window: 0,
    schedule: [],
  };
}

function observe(at: number, worker: number, key: string, value: number): WorkloadEvent {
  return { at, do: 'observe', worker, stream: 'x', key, value };
}

function collect(at: number): WorkloadEvent {
  return { at, do: 'collect', sumstat: 's' };
}

function request(at: number, key: string): WorkloadEvent {
  return { at, do: 'request', sumstat: 's', key };
}
