/** The oracle is fed traces written by hand, without any protocol: each wrong in one way, or right and odd to look at. */
import { describe, expect, it } from 'vitest';
import { MANAGER } from '../src/model/cluster.ts';
import type { ResultVal } from '../src/model/result.ts';
import type { Violation } from '../src/model/verdict.ts';
import { caseOf, collect, observe, request } from './small-case.ts';
import { firstViolation, signaturesOf, TraceScript } from './trace-script.ts';

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
    ['the epoch is cancelled, and nothing kept it from ending', (t) => t.cancelled(), ['always finishes: cancelled without cause'], { epoch: 0 }],
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
    ['a worker that does not exist is called missing', (t) => resultsOf(t).finished(0, [9]), ['never early: missing without cause'], { epoch: 0, workers: [9] }],
    [
      'a container of the manager is not empty in the end',
      (t) => resultsOf(t).finished().leaves({ node: MANAGER, name: 'collections', before: 0, after: 1 }),
      ['no residue: manager.collections'],
      { expected: '0', actual: '1' },
    ],
    [
      'a container of a worker is not empty in the end',
      (t) => resultsOf(t).finished().leaves({ node: 2, name: 'sending', before: 0, after: 3 }),
      ['no residue: worker.sending'],
      { workers: [2] },
    ],
    [
      'the manager read something else than a worker had sent',
      (t) => resultsOf(t).finished().reads(partOf(t, 2), { of: 1 }),
      ['no stale data: part'],
      { workers: [2], expected: '{of: 2}', actual: '{of: 1}' },
    ],
    [
      'there is no end to the messages, so that nothing can be said of what is left over',
      (t) => resultsOf(t).finished().leaves({ node: 1, name: 'sending', before: 0, after: 3 }).ends({ kind: 'step-bound', bound: 500 }),
      ['always finishes: storm'],
      { severity: 'liveness' },
    ],
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

  it('is not content when a result has a stream in which nothing of its key was observed', () => {
    const [{ reducers }] = QUIET.sumstats as [(typeof QUIET.sumstats)[number]];
    const t = new TraceScript({ ...QUIET, sumstats: [{ name: 's', reducers: [...reducers, { stream: 'y', apply: ['SUM'] }] }] }).handle(0, 1, 2);
    t.handle(...t.reply(...t.ask(3))).result('a', t.valueOf(0, 1)).result('b', { ...t.valueOf(2), y: t.valueOf(0)['x'] as ResultVal }).finished();

    expect(signaturesOf(t.judged())).toEqual(['exactly once: counted twice', 'results equal reference: observations too many']);
  });

  it('tells a crash before all else that is wrong', () => {
    const t = collected().finished().ends({ kind: 'threw', node: 1, event: 0, error: 'full' });

    expect(signaturesOf(t.judged())).toEqual(['sane: observe threw', 'exactly once: lost', 'results equal reference: key missing']);
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

function changed(t: TraceScript, change: { sum?: number; end?: number }, ...events: number[]): ReturnType<TraceScript['valueOf']> {
  const result = t.valueOf(...events);
  return { x: { ...(result['x'] as (typeof result)[string]), ...change } };
}
