/** The oracle is fed traces written by hand: of limits that one observation reaches by itself, and of how often a key is looked at. */
import { describe, expect, it } from 'vitest';
import type { CostClaims, LookFigures } from '../src/model/cost-claims.ts';
import { collect, observe, watching } from './small-case.ts';
import { firstViolation, signaturesOf, TraceScript } from './trace-script.ts';

const FREE: CostClaims = {
  messages: ({ workers }) => ({ ask: { atLeast: 0, atMost: workers }, part: { atLeast: 0, atMost: workers } }),
  lookMessages: () => ({ ask: { atLeast: 0, atMost: 9 }, part: { atLeast: 0, atMost: 9 } }),
};
const PROMPT: CostClaims = { ...FREE, looksAtOnce: 1 };

/** Worker-1 sees `a` twice, 3 and 1; then all is collected. */
const SEEN = [observe(10, 1, 'a', 3), observe(20, 1, 'a', 1), collect(40)];

/** The first observation leads to a look, which finds the limit crossed or does not; then the epoch ends, and tells it at the latest. */
function looked(isTold: boolean, at = 3, seen = SEEN): TraceScript {
  const t = new TraceScript(watching({ at }, seen)).handle(0);
  t.handle(...t.reply(...t.look()));
  if (isTold) t.crossing('a', t.valueOf(0));
  t.handle(1);
  t.handle(...t.reply(...t.ask(2)));
  if (!isTold) t.crossing('a', t.valueOf(0, 1));
  return t.result('a', t.valueOf(0, 1)).finished();
}

describe('the oracle, of a limit that the first observation of a key reaches by itself', () => {
  it('holds when it is told at once', () => {
    expect(looked(true).judged(0, PROMPT)).toEqual({ kind: 'held' });
  });

  it('is not content when it is told only as the epoch ends', () => {
    const verdict = looked(false).judged(0, PROMPT);

    expect(signaturesOf(verdict)).toEqual(['thresholds: not told at once']);
    expect(firstViolation(verdict)).toMatchObject({ key: 'a', workers: [1], events: [0] });
  });

  it.each<[string, TraceScript, CostClaims]>([
    ['that is not claimed', looked(false), FREE],
    ['there are more keys than are claimed to be looked at', looked(false), { ...PROMPT, looksAtOnce: 0 }],
    ['it takes both observations to reach it', looked(false, 4), PROMPT],
    ['what is watched may fall', looked(false, 2, [observe(10, 1, 'a', 3), observe(20, 1, 'a', -1), collect(40)]), PROMPT],
  ])('does not ask for it where %s', (_, t, claims) => {
    expect(t.judged(0, claims)).toEqual({ kind: 'held' });
  });

  it('does not ask for it where a collection begins before all is over that it led to', () => {
    const t = new TraceScript(watching({ at: 3 }, [observe(10, 1, 'a', 3), collect(10)])).handle(0);
    const [ask1, ask2] = t.look() as [number, number];
    const [part1] = t.reply(ask1) as [number];
    const asks = t.ask(1);
    t.handle(part1, ...t.reply(ask2));
    t.handle(...t.reply(...asks)).crossing('a', t.valueOf(0)).result('a', t.valueOf(0)).finished();

    expect(t.judged(0, PROMPT)).toEqual({ kind: 'held' });
  });

  it('takes a look that another worker asked for first', () => {
    const t = new TraceScript(watching({ at: 3 }, [observe(10, 1, 'a', 3), observe(10, 2, 'a', 3)])).handle(0);
    const late = t.send(0, 'part', { of: 'a look' });
    t.handle(1);
    const asks = t.look();
    t.handle(late, ...t.reply(...asks)).crossing('a', t.valueOf(0, 1));

    expect(t.judged(0, PROMPT)).toEqual({ kind: 'held' });
  });
});

describe('the oracle, of what looks cost', () => {
  it('tells the claim how many keys were watched, and for how long', () => {
    const told: LookFigures[] = [];
    const t = new TraceScript(watching({ at: 9 }, [observe(10, 1, 'a', 1), observe(20, 2, 'a', 1), observe(120_000_000, 2, 'b', 1)])).handle(0, 1, 2);

    t.judged(0, { ...FREE, lookMessages: (figures) => (told.push(figures), {}) });

    expect(told).toEqual([{ workers: 2, watched: 3, keys: 2, minutes: 3, views: 0, crossings: 0, options: {} }]);
  });
});
