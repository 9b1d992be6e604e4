import { describe, expect, it } from 'vitest';
import type { Sumstat } from '../model/sumstat.ts';
import type { Threshold } from '../model/threshold.ts';
import type { WorkloadEvent } from '../model/workload.ts';
import { collect, crossingsIn, HOP, observe, polled, SECOND } from './polled.test-double.ts';

const watching = (field: 'sum' | 'max', limits: Pick<Threshold, 'at' | 'series'>): Partial<Sumstat> => ({ threshold: { watch: { field, stream: 'x' }, ...limits } });

/** Each worker sees the key at once, and enough to ask for a look. */
const popular = (workers: number): WorkloadEvent[] => Array.from({ length: workers }, (_, i) => observe(0, i + 1, 1));

describe('a manager that looks out', () => {
  it.each([1, 2, 3, 56])('takes one look at a key that all of %i workers ask for: W + 1 + W messages', (workers) => {
    const { sent, verdict } = polled(workers, watching('max', { at: 5 }), popular(workers));

    expect(sent).toEqual({ cluster_key_intermediate_response: workers, cluster_get_result: 1, cluster_send_result: workers });
    expect(verdict).toBe('held');
    if (workers === 56) expect(Object.values(sent).reduce((sum, n) => sum + n)).toBe(113);
  });

  it('tells all workers of a crossing: one message more', () => {
    const run = polled(56, watching('sum', { at: 5 }), popular(56));

    expect(run.sent).toEqual({ cluster_key_intermediate_response: 56, cluster_get_result: 1, cluster_send_result: 56, cluster_threshold_crossed: 1 });
    expect(crossingsIn(run)).toEqual([[3 * HOP, 'k', 0]]);
  });

  it('takes at most 11 looks at a time, and remembers the keys that were one too many', () => {
    const keys = Array.from({ length: 14 }, (_, i) => `k${i}`);
    const scan = keys.map((key) => observe(0, 1, 1, key));
    const again = (at: number): WorkloadEvent[] => keys.map((key) => observe(at, 2, 1, key));
    const looks = (workload: WorkloadEvent[]): number | undefined => polled(2, watching('max', { at: 5 }), workload).sent['cluster_get_result'];

    expect(looks(scan.slice(0, 11))).toBe(11);
    expect(looks(scan)).toBe(11);
    // Another worker asks for all of them: within a minute in vain, also for the refused; later again for eleven.
    expect(looks([...scan, ...again(30 * SECOND)])).toBe(11);
    expect(looks([...scan, ...again(61 * SECOND)])).toBe(22);
  });

  it('has room for more looks as soon as those before are over', () => {
    const first = Array.from({ length: 11 }, (_, i) => observe(0, 1, 1, `k${i}`));
    const looks = (at: number): number | undefined => polled(2, watching('max', { at: 5 }), [...first, observe(at, 1, 1, 'late')]).sent['cluster_get_result'];

    // Asked, looked and answered takes three hops.
    expect([looks(HOP), looks(3 * HOP)]).toEqual([11, 12]);
  });

  it('does not look at a key again for a minute, whoever asks', () => {
    const looks = (at: number): number | undefined => polled(2, watching('max', { at: 5 }), [observe(0, 1, 1), observe(at, 2, 1)]).sent['cluster_get_result'];

    expect([looks(SECOND), looks(60 * SECOND), looks(60 * SECOND + 1)]).toEqual([1, 1, 2]);
  });

  it('takes one limit a look, and the next when the epoch ends', () => {
    const run = polled(2, watching('sum', { series: [1, 2, 3] }), [observe(0, 1, 5), observe(0, 2, 5), collect(SECOND)]);

    expect(crossingsIn(run).map(([, key, index]) => [key, index])).toEqual([['k', 0], ['k', 1]]);
    expect(run.verdict).toBe('held');
  });

  it('tells a limit in each epoch that reaches it, also of one that is collected while the next is open', () => {
    const workload = [observe(0, 1, 5), collect(0), observe(2 * HOP, 1, 5), collect(2 * HOP)];

    const run = polled(1, watching('sum', { at: 5 }), workload);

    expect(crossingsIn(run)).toHaveLength(2);
    expect(run.verdict).not.toBe('violated');
  });

  it('forgets, by the quirk "resetRace", at the end of a collection what was crossed since', () => {
    // In the second epoch a look finds it before the first one is over; then its own end does again.
    const workload = [observe(0, 1, 1, 'other'), collect(SECOND), observe(SECOND + HOP + 1, 1, 5), collect(2 * SECOND)];

    const [sound, racing] = [polled(1, watching('sum', { at: 5 }), workload), polled(1, watching('sum', { at: 5 }), workload, ['resetRace'])];

    expect([crossingsIn(sound).length, crossingsIn(racing).length]).toEqual([1, 2]);
  });

  it('gives a key, by the quirk "madeUpStreams", an empty value on every stream that it lacks', () => {
    const reducers: Sumstat['reducers'] = [{ stream: 'x', apply: ['SUM'] }, { stream: 'y', apply: ['SUM'] }];
    const streams = (quirky: boolean): string[] => {
      const { told } = polled(2, { ...watching('sum', { at: 50 }), reducers }, [observe(0, 1, 1), collect(SECOND)], quirky ? ['madeUpStreams'] : []);
      return Object.keys(told.find(({ kind }) => kind === 'result')?.result ?? {});
    };

    expect([streams(false), streams(true)]).toEqual([['x'], ['x', 'y']]);
  });
});
