import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOn, rollOf, rollOfOne } from './roll.ts';

const peer = fc.record({ worker: fc.integer({ min: 1, max: 9 }), incarnation: fc.nat({ max: 2 }) });

describe('a roll', () => {
  it('has on it who takes part, and nobody else', () => {
    fc.assert(
      fc.property(fc.uniqueArray(peer, { selector: ({ worker, incarnation }) => 3 * worker + incarnation }), (peers) => {
        for (let worker = 1; worker <= 10; worker++) {
          for (const incarnation of [0, 1, 2]) {
            expect(isOn(rollOf(peers), worker, incarnation)).toBe(peers.some((one) => one.worker === worker && one.incarnation === incarnation));
          }
        }
      }),
    );
  });

  it('takes a few words for a cluster in which nobody died, however large', () => {
    const all = Array.from({ length: 512 }, (_, i) => ({ worker: i + 1, incarnation: 0 }));

    expect(rollOf(all)).toEqual({ upTo: 512, absent: [], also: [] });
  });

  it('may be of one alone', () => {
    const one = { worker: 3, incarnation: 0 };

    expect([1, 2, 3, 4].map((worker) => isOn(rollOfOne(one), worker, 0))).toEqual([false, false, true, false]);
  });
});
