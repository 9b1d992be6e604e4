/** The oracle is fed traces written by hand: of answers to requests for one key. */
import { describe, expect, it } from 'vitest';
import type { Case } from '../src/model/case.ts';
import { caseOf, collect, observe, request } from './small-case.ts';
import { firstViolation, signaturesOf, TraceScript } from './trace-script.ts';

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

  it('is not content when it is "timeout" although every worker has answered, however late that is', () => {
    const t = new TraceScript(caseOf(request(0, 'a')));
    const parts = t.reply(...t.ask(0));

    expect(signaturesOf(t.wait(1_000).handle(...parts).answer('timeout').judged(1_000))).toEqual(['always finishes: timeout without cause']);
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

  it('holds when it tells what a worker held before or after the cut of a collection under way', () => {
    const t = (): TraceScript => {
      const script = new TraceScript({ ...caseOf(observe(10, 1, 'a', 1), collect(20), request(20, 'a'), observe(25, 1, 'b', 1)), values: 'fingerprint' }).handle(0, 1);
      const [one, two, other] = [script.send(1, 'ask'), script.send(1, 'ask'), script.send(2, 'ask')] as const;
      const parts = script.reply(one, other);
      const answers = script.reply(...script.ask(2));
      script.handle(3);
      return script.handle(...parts, ...script.reply(two)).result('a', script.valueOf(0)).finished().handle(...answers);
    };

    const [before, after, wrong] = [t(), t(), t()] as const;

    expect(before.answer(before.valueOf(0)).judged()).toEqual({ kind: 'held' });
    expect(after.answer(null).judged()).toEqual({ kind: 'held' });
    expect(signaturesOf(wrong.answer(wrong.valueOf(0, 0)).judged())).toEqual(['results equal reference: request: observations too many']);
  });

  it.each([
    ['given', { kind: 'inconclusive', undecided: [{ why: 'request 0 could have seen 8192 different sets of observations' }] }],
    // A sum of fingerprints says which observations are in it: here none, which is one of the sets.
    ['fingerprint', { kind: 'held' }],
  ] as const)('leaves it open where the workers could have told too many different things, unless the values tell: %s', (values, verdict) => {
    const workers = Array.from({ length: 13 }, (_, i) => i + 1);
    const c: Case = {
      ...caseOf(request(0, 'a'), ...workers.map((worker) => observe(1, worker, 'a', 1))),
      cluster: { workers: workers.map((salt) => ({ salt, order: 0 })), order: 0, latency: { min: 0, max: 0 } },
      values,
    };
    const t = new TraceScript(c);
    const asks = [...t.ask(0), ...workers.map((worker) => t.send(worker, 'ask'))];
    const first = t.reply(...asks.slice(0, 13));
    // In between, each worker observes: event i of the workload is worker i's.
    t.handle(...workers);
    t.handle(...first, ...t.reply(...asks.slice(13))).answer(null);

    expect(t.judged()).toMatchObject(verdict);
  });
});

function changed(t: TraceScript, change: { sum?: number; end?: number }, ...events: number[]): ReturnType<TraceScript['valueOf']> {
  const result = t.valueOf(...events);
  return { x: { ...(result['x'] as (typeof result)[string]), ...change } };
}
