/** The oracle is fed traces written by hand: of limits that are crossed while observations go on during collections. */
import { describe, expect, it } from 'vitest';
import type { Case } from '../src/model/case.ts';
import type { Sumstat } from '../src/model/sumstat.ts';
import type { Limits } from './small-case.ts';
import { collect, observe, watching } from './small-case.ts';
import { signaturesOf, TraceScript } from './trace-script.ts';

describe('the oracle, of a limit in a hot case', () => {
  /** Worth 1 and 4, and one during the collection worth 16. One worker, which is asked twice. */
  const HOT = [observe(10, 1, 'a', 1), observe(11, 1, 'a', 1), collect(20), observe(30, 1, 'a', 1), collect(1_000)];

  const hot = (limits: Limits, more: Partial<Sumstat> = {}): Case => ({
    ...watching(limits, HOT, more),
    values: 'fingerprint',
    cluster: { workers: [{ salt: 1, order: 0 }], order: 0, latency: { min: 0, max: 0 } },
  });

  /**
   * A look is asked for by the second observation, and answered between the worker's two answers to the collection: it is of the
   * first epoch or of the second. The look is answered after the third observation.
   */
  function between(c: Case): { t: TraceScript; last: number; look: number } {
    const t = new TraceScript(c).handle(0, 1);
    const [look] = t.look() as [number];
    t.handle(2);
    const [one, two] = [t.send(1, 'ask'), t.send(1, 'ask')];
    const [first] = t.reply(one) as [number];
    t.handle(3);
    const [seen] = t.reply(look) as [number];
    const [last] = t.reply(two) as [number];
    return { t: t.handle(first), last, look: seen };
  }

  const endOf = (t: TraceScript, epoch: number, ...observations: readonly number[]): TraceScript => (observations.length > 0 ? t.result('a', t.valueOf(...observations), epoch) : t).finished(epoch);
  const second = (t: TraceScript): TraceScript => t.handle(...t.reply(...t.ask(4)));

  it('takes a crossing of which the epoch cannot be told for one of the first', () => {
    const { t, last, look } = between(hot({ at: 21 }));
    t.handle(look).crossing('a', t.valueOf(0, 1, 3)).handle(last);
    endOf(second(endOf(t, 0, 0, 1, 3)), 1);

    expect(t.judged()).toEqual({ kind: 'held' });
  });

  it('takes it for one of the second as well', () => {
    const { t, last, look } = between(hot({ at: 16 }));
    t.handle(look).crossing('a', t.valueOf(3)).handle(last);
    endOf(second(endOf(t, 0, 0, 1)), 1, 3);

    expect(t.judged()).toEqual({ kind: 'held' });
  });

  it.each<[string, boolean, string[]]>([
    ['held where the first has a crossing of its own', true, []],
    ['not told of the first where it has none', false, ['thresholds: not told']],
  ])('takes it for one of the second alone where one of the workers had cut the first already: %s', (_, toldBefore, signatures) => {
    const t = new TraceScript({ ...watching({ at: 5 }, [observe(10, 1, 'a', 1), observe(11, 2, 'a', 1), collect(20), observe(30, 1, 'a', 1), collect(1_000)]), values: 'fingerprint' }).handle(0, 1, 2);
    const [ask, early, late] = [t.send(1, 'ask'), t.send(2, 'ask'), t.send(2, 'ask')];
    const parts = t.reply(ask, early);
    const seen = t.handle(3).reply(...t.look());
    t.handle(...parts, ...seen).crossing('a', t.valueOf(3)).handle(...t.reply(late));
    if (toldBefore) t.crossing('a', t.valueOf(0, 1));
    endOf(second(endOf(t, 0, 0, 1)), 1, 3);

    expect(signaturesOf(t.judged())).toEqual(signatures);
  });

  it('takes the second limit for one after the first, where the first may be of either epoch', () => {
    const { t, last, look } = between(hot({ series: [16, 17] }));
    t.handle(look).crossing('a', t.valueOf(0, 1, 3)).handle(last).crossing('a', t.valueOf(0, 1, 3), 1);
    endOf(second(endOf(t, 0, 0, 1, 3)), 1);

    expect(t.judged()).toEqual({ kind: 'held' });
  });

  it('is not content when no epoch explains it', () => {
    const { t, last, look } = between(hot({ at: 5 }));
    t.handle(look).crossing('a', t.valueOf(1, 3)).handle(last);
    endOf(second(endOf(t, 0, 0, 1)), 1, 3);

    expect(signaturesOf(t.judged())).toEqual(['thresholds: observations too many', 'thresholds: not told']);
  });

  it.each<[string, Limits, string[]]>([
    ['what surely is of the epoch reaches the limit', { at: 5 }, ['thresholds: not told']],
    ['only what may be of the epoch does', { at: 6 }, []],
  ])('asks for a crossing where no results are asked for, and %s', (_, limits, signatures) => {
    const { t, last } = between(hot(limits, { epochResult: false }));
    t.handle(last).finished(0);
    second(t).finished(1);

    expect(signaturesOf(t.judged())).toEqual(signatures);
  });

  it.each<[string, readonly number[], string[]]>([
    ['with the observation that was made meanwhile', [0, 1, 3], []],
    ['without it', [0, 1], []],
    ['without one that surely is in it', [0, 3], ['thresholds: end']],
  ])('takes a crossing where no results are asked for, %s', (_, observations, signatures) => {
    const { t, last } = between(hot({ at: 5 }, { epochResult: false }));
    t.handle(last).crossing('a', t.valueOf(...observations)).finished(0);
    second(t).finished(1);

    expect(signaturesOf(t.judged())).toEqual(signatures);
  });

  it('cannot say whether one should be told where what is watched may fall', () => {
    const { t, last } = between({ ...hot({ at: 5 }, { epochResult: false }), values: 'given', workload: HOT.map((event) => (event.do === 'observe' ? { ...event, value: -1 } : event)) });
    t.handle(last).finished(0);
    second(t).finished(1);

    expect(t.judged()).toMatchObject({ kind: 'inconclusive', undecided: [{ check: 'thresholds' }] });
  });
});
