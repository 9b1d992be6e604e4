/** The oracle is fed traces written by hand: of what a run costs, beside what is claimed. */
import { describe, expect, it } from 'vitest';
import type { CostClaims, EpochFigures } from '../src/model/cost-claims.ts';
import { caseOf, collect, observe, request } from './small-case.ts';
import { firstViolation, signaturesOf, TraceScript } from './trace-script.ts';

/** Both workers see `a`, worker-2 alone sees `b`; then all is collected: events 0 to 2, and 3. */
const QUIET = caseOf(observe(10, 1, 'a', 1), observe(20, 2, 'a', 2), observe(30, 2, 'b', 3), collect(40));

/** An ask to each worker, and a part from each. */
const RIGHT: CostClaims = { messages: ({ workers }) => ({ ask: { exactly: workers }, part: { exactly: workers } }) };

function finished(t = new TraceScript(QUIET)): TraceScript {
  t.handle(0, 1, 2);
  return t.handle(...t.reply(...t.ask(3))).result('a', t.valueOf(0, 1)).result('b', t.valueOf(2)).finished();
}

describe('the oracle, of the messages of an epoch', () => {
  it('holds what is claimed, and asks nothing where nothing is', () => {
    expect(finished().judged(0, RIGHT)).toEqual({ kind: 'held' });
    expect(finished().judged(0)).toEqual({ kind: 'held' });
  });

  it('tells the claim who held how much', () => {
    const told: EpochFigures[] = [];

    finished().judged(0, { messages: (figures) => (told.push(figures), RIGHT.messages(figures)) });

    expect(told).toEqual([{ workers: 2, keys: 2, pairs: 3, keysPerWorker: [1, 2], crossings: 0, options: {} }]);
  });

  it.each<[string, CostClaims['messages'], string[]]>([
    ['there are more than claimed', () => ({ ask: { exactly: 1 }, part: { exactly: 2 } }), ['message bound: epoch: too many ask']],
    ['there are less than claimed', () => ({ ask: { exactly: 2 }, part: { exactly: 3 } }), ['message bound: epoch: too few part']],
    ['there are more than the most', () => ({ ask: { atLeast: 0, atMost: 1 }, part: { exactly: 2 } }), ['message bound: epoch: too many ask']],
    ['a type is claimed that was not sent', () => ({ ask: { exactly: 2 }, part: { exactly: 2 }, thanks: { exactly: 1 } }), ['message bound: epoch: too few thanks']],
    ['a type was sent that is not claimed', () => ({ ask: { exactly: 2 } }), ['message bound: epoch: too many part']],
  ])('is not content when %s', (_, messages, signatures) => {
    expect(signaturesOf(finished().judged(0, { messages }))).toEqual(signatures);
  });

  it('says which messages it counted', () => {
    const t = finished();

    expect(firstViolation(t.judged(0, { messages: () => ({ ask: { exactly: 2 }, part: { exactly: 1 } }) }))).toMatchObject({ severity: 'cost', epoch: 0, expected: 'exactly 1', actual: '2', events: [6, 7] });
  });

  it('counts those of a request by a claim of their own', () => {
    const asked = (): TraceScript => {
      const t = new TraceScript(caseOf(request(0, 'a')));
      return t.handle(...t.reply(...t.ask(0))).answer(null);
    };

    expect(asked().judged(0, { ...RIGHT, requestMessages: ({ workers }) => ({ ask: { exactly: workers }, part: { exactly: workers } }) })).toEqual({ kind: 'held' });
    expect(signaturesOf(asked().judged(0, RIGHT))).toEqual(['message bound: request: too many ask', 'message bound: request: too many part']);
  });

  it('says nothing of a run with faults, or in which two epochs were open at once', () => {
    const nothing: CostClaims = { messages: () => ({}) };
    const overlapping = new TraceScript(caseOf(collect(0), collect(0)));
    const [first, second] = [overlapping.ask(0), overlapping.ask(1)];
    overlapping.handle(...overlapping.reply(...first)).finished(0).handle(...overlapping.reply(...second)).finished(1);

    expect(overlapping.judged(0, nothing)).toEqual({ kind: 'held' });
    expect(finished(new TraceScript({ ...QUIET, faults: [{ fault: 'missing-copy', site: 'epoch' }] })).judged(0, nothing)).toEqual({ kind: 'held' });
    expect(signaturesOf(finished().judged(0, nothing))).toEqual(['message bound: epoch: too many ask', 'message bound: epoch: too many part']);
  });
});

describe('the oracle, of the results that the manager holds', () => {
  const holding = (held: number): TraceScript => {
    const t = finished();
    t.trace.peakFootprint = held;
    return t;
  };
  const CLAIMED: CostClaims = { ...RIGHT, peakResults: ({ keys }) => keys };

  it('holds what is claimed and less, and what was not counted', () => {
    expect([2, 1, -1].map((held) => holding(held).judged(0, CLAIMED).kind)).toEqual(['held', 'held', 'held']);
  });

  it('is not content with one more', () => {
    expect(firstViolation(holding(3).judged(0, CLAIMED))).toMatchObject({ check: 'memory bound', severity: 'cost', expected: 'at most 2', actual: '3' });
  });
});
