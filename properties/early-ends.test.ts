/** When an epoch could have ended: traces written by hand, and where every sound protocol does end. */
import { describe, expect, it } from 'vitest';
import { SUBJECTS } from '../src/adapters/registry.ts';
import { earlyEnds } from '../src/checks/early-ends.ts';
import { caseSpace } from '../src/harness/case-space.ts';
import { caseGenerator } from '../src/harness/generate.ts';
import { Runner } from '../src/harness/run-case.ts';
import type { EarlyEnds, Lost } from '../src/model/early-ends.ts';
import { isWrong } from '../src/model/early-ends.ts';
import { caseOf, collect, observe } from './small-case.ts';
import { TraceScript } from './trace-script.ts';

/** Worker-1 saw a twice, worker-2 saw a and b. */
const CASE = caseOf(observe(10, 1, 'a', 1), observe(11, 1, 'a', 2), observe(12, 2, 'a', 3), observe(13, 2, 'b', 4), collect(40));

function missing({ ends }: EarlyEnds): [workers: readonly number[], lost: readonly string[]][] {
  const told = ({ worker, key, observations }: Lost): string => `${observations} ${key} at ${worker}`;
  return ends.map(({ workers, lost }) => [workers, lost.map(told)]);
}

/** Each worker says what it holds in messages with these bodies, worker-1 first; the last of all ends the epoch. */
function spoken(...bodies: readonly (readonly [worker: number, body: object])[]): EarlyEnds {
  const t = new TraceScript(CASE).handle(0, 1, 2, 3);
  const asks = t.ask(4);
  const parts = bodies.map(([worker, body], i) => {
    if (i === 0 || bodies[i - 1]?.[0] !== worker) t.handle(asks[worker - 1] as number);
    return t.send(0, 'part', { i, ...body });
  });
  t.handle(...parts).result('a', t.valueOf(0, 1, 2)).result('b', t.valueOf(3)).finished();
  const [epoch, ...others] = earlyEnds(t.case, t.trace);
  if (epoch === undefined) throw new Error('no epoch was told of');
  expect(others).toEqual([]);
  return epoch;
}

describe('had it ended earlier', () => {
  const held = { x: { num: 1 } };

  it('lacks whoever has not said all, and what was not brought, key by key', () => {
    const epoch = spoken([1, { key: 'a', result: held }], [2, { key: 'b', result: held }], [2, { key: 'a', result: held }], [2, {}]);

    expect([epoch.participants, epoch.observations]).toEqual([2, 4]);
    expect(missing(epoch)).toEqual([
      [[1, 2], ['2 a at 1', '1 a at 2', '1 b at 2']],
      [[2], ['1 a at 2', '1 b at 2']],
      [[2], ['1 a at 2']],
      [[2], []],
      [[], []],
    ]);
  });

  it.each<[string, object, object]>([
    ['in a table', { data: new Map([['a', held], ['b', held]]) }, {}],
    ['in a list', { items: [{ key: 'b', result: held }, { key: 'a', result: held }] }, {}],
  ])('takes what comes %s for brought', (_, body, last) => {
    expect(missing(spoken([1, { key: 'a', result: held }], [2, body], [2, last]))).toEqual([
      [[1, 2], ['2 a at 1', '1 a at 2', '1 b at 2']],
      [[2], ['1 a at 2', '1 b at 2']],
      [[2], []],
      [[], []],
    ]);
  });

  it('takes a key that is named without a result for nothing', () => {
    const epoch = spoken([1, { key: 'a', result: held }], [2, { key: 'a' }], [2, { key: 'b', result: null }]);

    expect(missing(epoch).at(-1)).toEqual([[], ['1 a at 2', '1 b at 2']]);
  });

  it('says nothing of an epoch that was not finished, or of one that took no message', () => {
    const open = new TraceScript(CASE).handle(0, 1, 2, 3);
    open.reply(...open.ask(4));
    const silent = new TraceScript(CASE).handle(0, 1, 2, 3, 4).finished();

    expect(earlyEnds(open.case, open.trace)).toEqual([]);
    expect(earlyEnds(silent.case, silent.trace)).toEqual([]);
  });
});

describe('a sound protocol', () => {
  it.each(SUBJECTS.filter(({ expect: { kind }, protocol }) => kind === 'holds' && protocol.isAlone !== true).map((subject) => [subject.name, subject] as const))('ends no epoch too early, and none sooner than some message is in: %s', (_, subject) => {
    const generate = caseGenerator(caseSpace(subject), 5);
    const runner = new Runner(subject.protocol);
    const epochs = Array.from({ length: 60 }, (_, i) => i).flatMap((i) => earlyEnds(generate(i), runner.run(generate(i)).trace));

    expect(epochs.length).toBeGreaterThan(60);
    expect(epochs.filter(({ ends }) => isWrong(ends.at(-1) as EarlyEnds['ends'][number]))).toEqual([]);
    // Whoever takes part must at least have been heard.
    expect(epochs.filter(({ participants, ends }) => participants > 0 && !isWrong(ends[0] as EarlyEnds['ends'][number]))).toEqual([]);
  });
});
