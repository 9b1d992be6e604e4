import { describe, expect, it } from 'vitest';
import type { Sumstat } from '../model/sumstat.ts';
import { collect, crossingsIn, HOP, observe, polled, SECOND } from './polled.test-double.ts';

/** How often a worker asked the manager for a look. */
const asked = (...args: Parameters<typeof polled>): number => polled(...args).sent['cluster_key_intermediate_response'] ?? 0;

const AT_10: Partial<Sumstat> = { threshold: { watch: { field: 'sum', stream: 'x' }, at: 10 } };

describe('a worker that looks out', () => {
  it.each([
    ['less than a fifth of the limit', [1.9], 0],
    ['a fifth of the limit', [2], 1],
    ['a fifth of it in two', [1, 1], 1],
    ['more, after it has asked', [2, 2, 50], 1],
  ])('asks for a look when it holds %s', (_, values, looks) => {
    expect(asked(3, AT_10, values.map((value, i) => observe(i, 1, value)))).toBe(looks);
  });

  it('asks for each key by itself', () => {
    expect(asked(3, AT_10, [observe(0, 1, 2, 'k'), observe(1, 1, 2, 'l'), observe(2, 1, 1, 'm')])).toBe(2);
  });

  it('does not ask again for a minute, whatever epoch it is, and then does', () => {
    const asking = (at: number): number => asked(2, AT_10, [observe(0, 1, 2), collect(SECOND), observe(at, 1, 2)]);

    expect([asking(2 * SECOND), asking(60 * SECOND), asking(60 * SECOND + 1)]).toEqual([1, 1, 2]);
  });

  it('does not ask for what it was told is crossed; but again in the next epoch', () => {
    const [crossed, later] = [[observe(0, 1, 10)], [observe(61 * SECOND, 1, 10)]] as const;

    expect(asked(2, AT_10, [...crossed, ...later])).toBe(1);
    expect(asked(2, AT_10, [...crossed, collect(30 * SECOND), ...later])).toBe(2);
  });

  it('never asks where there is no limit', () => {
    expect(asked(2, {}, [observe(0, 1, 1e9)])).toBe(0);
  });

  it('stops counting a key of which nothing more is to be told, until the next epoch', () => {
    const limits: Partial<Sumstat> = { ...AT_10, epochResult: false };
    const workload = [observe(0, 1, 10), observe(SECOND, 1, 5), { at: 2 * SECOND, do: 'request', sumstat: 's', key: 'k' } as const];

    const { told, verdict } = polled(1, limits, workload);

    expect(told.find(({ kind }) => kind === 'answer')?.result?.['x']?.sum).toBe(10);
    expect(verdict).toBe('held');
  });
});

describe('a worker that learns of a crossing', () => {
  // The look finds nothing: it is taken when the epoch is cut already, which its end then finds over the limit.
  const LATE = [observe(0, 1, 10), collect(0), observe(SECOND, 1, 10), collect(2 * SECOND)];
  const SILENT: Partial<Sumstat> = { ...AT_10, epochResult: false };

  it('does not take it for one of the next epoch, where it was found at the end of the last', () => {
    const run = polled(1, SILENT, LATE);

    expect(crossingsIn(run).map(([, key, index]) => [key, index])).toEqual([['k', 0], ['k', 0]]);
    expect(run.verdict).toBe('held');
  });

  it('does so by the quirk "crossLeak", and counts nothing for an epoch', () => {
    const leaking = polled(1, SILENT, LATE, ['crossLeak']);
    const third = polled(1, SILENT, [...LATE, observe(3 * SECOND, 1, 10), collect(4 * SECOND)], ['crossLeak']);

    expect([crossingsIn(leaking).length, leaking.verdict]).toEqual([1, 'violated']);
    // Told in epochs 1, 3, 5, and missed in 2, 4, 6.
    expect(crossingsIn(third).map(([at]) => Math.floor(at / SECOND))).toEqual([0, 4]);
  });

  it('hears of it one hop after the manager told it', () => {
    // An observation made meanwhile is still counted.
    const heard = (at: number): number | undefined => {
      const { told } = polled(1, SILENT, [observe(0, 1, 10), observe(at, 1, 1), { at: SECOND, do: 'request', sumstat: 's', key: 'k' }]);
      return told.find(({ kind }) => kind === 'answer')?.result?.['x']?.num;
    };

    expect([heard(4 * HOP - 1), heard(4 * HOP + 1)]).toEqual([2, 1]);
  });
});
