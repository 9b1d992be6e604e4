/** The oracle is fed traces written by hand: of limits that are crossed, told and not told. */
import { describe, expect, it } from 'vitest';
import { MANAGER } from '../src/model/cluster.ts';
import type { Sumstat } from '../src/model/sumstat.ts';
import type { Violation } from '../src/model/verdict.ts';
import type { Limits } from './small-case.ts';
import { caseOf, collect, observe, watching } from './small-case.ts';
import { firstViolation, signaturesOf, TraceScript } from './trace-script.ts';

describe('the oracle, of a limit at the end of an epoch', () => {
  /** Both workers see `a`, 1 and 2; then all is collected. */
  const SHARED = [observe(10, 1, 'a', 1), observe(20, 2, 'a', 2), collect(40)];

  /** All replies are in, and the manager says what it has to. */
  const collected = (limits: Limits, more: Partial<Sumstat> = {}): TraceScript => {
    const t = new TraceScript(watching(limits, SHARED, more)).handle(0, 1);
    return t.handle(...t.reply(...t.ask(2)));
  };

  type Telling = (t: TraceScript) => TraceScript;
  const told: Telling = (t) => t.result('a', t.valueOf(0, 1)).finished();

  it.each<[string, Limits, Telling]>([
    ['it is told once, before the result', { at: 3 }, (t) => told(t.crossing('a', t.valueOf(0, 1)))],
    ['it is told after the result, and before the end', { at: 3 }, (t) => t.result('a', t.valueOf(0, 1)).crossing('a', t.valueOf(1, 0)).finished()],
    ['it is not reached, and not told', { at: 3.5 }, told],
    ['two limits of a series are jumped over, and one is told', { series: [1, 3] }, (t) => told(t.crossing('a', t.valueOf(0, 1)))],
    ['two limits of a series are told one after the other', { series: [1, 3] }, (t) => told(t.crossing('a', t.valueOf(0, 1)).crossing('a', t.valueOf(0, 1), 1))],
    ['the single limit comes first, and then the second of the series', { at: 1, series: [2, 3] }, (t) => told(t.crossing('a', t.valueOf(0, 1)).crossing('a', t.valueOf(0, 1), 1))],
  ])('holds when %s', (_, limits, telling) => {
    expect(telling(collected(limits)).judged()).toEqual({ kind: 'held' });
  });

  it.each<[string, Limits, Telling, string[], Partial<Violation>]>([
    ['it is told twice', { at: 3 }, (t) => told(t.crossing('a', t.valueOf(0, 1)).crossing('a', t.valueOf(0, 1))), ['told twice'], { key: 'a', epoch: 0 }],
    ['it is not told', { at: 3 }, told, ['not told'], { key: 'a', epoch: 0, expected: 'a crossing, at 3 or more', actual: 'none' }],
    ['it is told after the end', { at: 3 }, (t) => told(t).crossing('a', t.valueOf(0, 1)), ['not told'], { key: 'a', epoch: 0 }],
    ['another key is told', { at: 3 }, (t) => told(t.crossing('b', {})), ['not reached', 'not told'], { key: 'b', expected: 'at least 3', actual: '0' }],
    ['it is told, and was not reached', { at: 4 }, (t) => told(t.crossing('a', t.valueOf(0, 1))), ['not reached'], { key: 'a', expected: 'at least 4', actual: '3' }],
    ['the second of a series is told alone', { series: [1, 3] }, (t) => told(t.crossing('a', t.valueOf(0, 1), 1)), ['out of order', 'not told'], { key: 'a', epoch: 0 }],
    [
      'the second of a series is told before the first',
      { series: [1, 3] },
      (t) => told(t.crossing('a', t.valueOf(0, 1), 1).crossing('a', t.valueOf(0, 1))),
      ['out of order', 'told twice'],
      { epoch: 0 },
    ],
    ['a limit is told that there is not', { at: 3 }, (t) => told(t.crossing('a', t.valueOf(0, 1)).crossing('a', t.valueOf(0, 1), 1)), ['no such limit'], { key: 'a' }],
    ['it is told with a value that is too large', { at: 3 }, (t) => told(t.crossing('a', withSum(t, 5, 0, 1))), ['SUM'], { expected: '3', actual: '5' }],
    ['it is told with an observation twice', { at: 3 }, (t) => told(t.crossing('a', t.valueOf(0, 1, 1))), ['observations too many'], { expected: '2', actual: '3' }],
    ['it is told with what one worker holds', { at: 2 }, (t) => told(t.crossing('a', t.valueOf(1))), ['observations missing'], { expected: '2', actual: '1' }],
  ])('is not content when %s', (_, limits, telling, sides, first) => {
    const verdict = telling(collected(limits)).judged();

    expect(signaturesOf(verdict)).toEqual(sides.map((side) => `thresholds: ${side}`));
    expect(firstViolation(verdict)).toMatchObject(first);
  });

  it('is not content when results are told although none are asked for', () => {
    const t = told(collected({ at: 9 }, { epochResult: false }));

    expect(signaturesOf(t.judged())).toEqual(['results equal reference: not asked for']);
  });

  it('is not content when a crossing is told of a sumstat without a threshold, or of none', () => {
    const t = new TraceScript(caseOf(...SHARED)).handle(0, 1);
    t.handle(...t.reply(...t.ask(2)));

    expect(signaturesOf(told(t.crossing('a', t.valueOf(0, 1))).judged())).toEqual(['sane: unknown label']);
    expect(signaturesOf(told(collected({ at: 9 }).crossing('a', {}, 0, 'nobody')).judged())).toEqual(['sane: unknown label']);
  });

  it('asks for no crossing in an epoch that was never finished', () => {
    const t = collected({ at: 3 });

    expect(signaturesOf(t.judged())).toEqual(['always finishes: epoch']);
  });
});

describe('the oracle, of a limit between two ends', () => {
  /** An epoch with an observation, and one with two: events 0, 1, 2 and 3, collections 1 and 4. */
  const TWO = [observe(10, 1, 'a', 1), collect(20), observe(1_000, 1, 'a', 2), observe(1_001, 2, 'a', 4), collect(2_000)];

  /** The first epoch is over, and a look is taken in the second: by the last of the parts the manager has all. */
  function inSecond(limits: Limits): TraceScript {
    const t = new TraceScript(watching(limits, TWO)).handle(0);
    t.handle(...t.reply(...t.ask(1))).result('a', t.valueOf(0)).finished(0).handle(2, 3);
    return t.handle(...t.reply(...t.look()));
  }

  const collectSecond = (t: TraceScript): TraceScript => t.handle(...t.reply(...t.ask(4)));
  const told = (t: TraceScript): TraceScript => t.result('a', t.valueOf(2, 3), 1).finished(1);

  it('holds when it is told of all that the workers hold', () => {
    const t = inSecond({ at: 6 });

    expect(told(collectSecond(t.crossing('a', t.valueOf(2, 3)))).judged()).toEqual({ kind: 'held' });
  });

  it('holds when the first limit is told in between, and the second at the end', () => {
    const t = inSecond({ series: [2, 6] });
    collectSecond(t.crossing('a', t.valueOf(2, 3)));

    expect(told(t.crossing('a', t.valueOf(2, 3), 1)).judged()).toEqual({ kind: 'held' });
  });

  it('is not content when it is told again at the end', () => {
    const t = inSecond({ at: 6 });
    collectSecond(t.crossing('a', t.valueOf(2, 3)));

    expect(signaturesOf(told(t.crossing('a', t.valueOf(2, 3))).judged())).toEqual(['thresholds: told twice']);
  });

  it('is not content when nothing comes of the look, or of the end', () => {
    expect(signaturesOf(told(collectSecond(inSecond({ at: 6 }))).judged())).toEqual(['thresholds: not told']);
  });

  it.each<[string, readonly number[], string]>([
    ['an observation of the epoch before is in it', [0, 2, 3], 'observations too many'],
    ['it is of the epoch before alone', [0], 'observations missing'],
    ['the part of a worker is not in it', [2], 'observations missing'],
    ['it is made of one part twice', [2, 2, 3], 'observations too many'],
    ['an observation is exchanged for that of the epoch before', [0, 3], 'begin'],
  ])('is not content when %s', (_, observations, side) => {
    const t = inSecond({ at: 2 });
    collectSecond(t.crossing('a', t.valueOf(...observations)));

    expect(signaturesOf(told(t).judged())).toEqual([`thresholds: ${side}`]);
  });

  it('takes for right what a worker held at any moment while it had the question', () => {
    const t = new TraceScript(watching({ at: 1 }, [observe(10, 1, 'a', 1), observe(20, 1, 'a', 2), collect(40)])).handle(0);
    const [ask1, ask2] = t.look() as [number, number];
    const early = t.handle(ask1).send(MANAGER, 'part');
    // The manager is told of the first only, and tells it when the second is long there.
    t.handle(1, ...t.reply(ask2), early).crossing('a', t.valueOf(0));
    t.handle(...t.reply(...t.ask(2))).result('a', t.valueOf(0, 1)).finished();

    expect(t.judged()).toEqual({ kind: 'held' });
  });
});

function withSum(t: TraceScript, sum: number, ...observations: readonly number[]): ReturnType<TraceScript['valueOf']> {
  const result = t.valueOf(...observations);
  return { x: { ...(result['x'] as (typeof result)[string]), sum } };
}
