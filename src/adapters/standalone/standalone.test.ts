import { describe, expect, it } from 'vitest';
import { runCase } from '../../harness/run-case.ts';
import type { Case } from '../../model/case.ts';
import type { Quirk } from '../../model/quirks.ts';
import type { Sumstat } from '../../model/sumstat.ts';
import type { Report } from '../../model/trace.ts';
import type { WorkloadEvent } from '../../model/workload.ts';
import { standalone } from './standalone.ts';

describe('a node that is alone', () => {
  it.each([
    [1, [1]],
    [50, [50]],
    [51, [50, 1]],
    [120, [50, 50, 20]],
  ])('tells an epoch of %i keys in portions of 50, with 10 ms from one to the next, and then its end', (keys, portions) => {
    const told = run([...seen(keys), collect(1_000)]);

    const results = told.filter(({ kind }) => kind === 'result');
    expect(portions.map((_, i) => results.filter(({ at }) => at === 1_000 + 10_000 * i).length)).toEqual(portions);
    expect(results).toHaveLength(keys);
    expect(told.at(-1)).toMatchObject({ kind: 'finished', epoch: 0, at: 1_000 + 10_000 * (portions.length - 1) });
  });

  it('keeps what is observed between two portions for the next epoch', () => {
    const told = run([...seen(60), collect(1_000), observe(5_000, 'key 59'), collect(20_000)]);

    const sums = told.filter(({ kind, key }) => kind === 'result' && key === 'key 59').map(({ epoch, result }) => [epoch, result?.['x']?.sum]);
    expect(sums).toEqual([[0, 1], [1, 4]]);
  });

  it('tells all at once where it stops', () => {
    const told = run([...seen(120), { ...collect(1_000), final: true } as WorkloadEvent]);

    expect(told).toHaveLength(121);
    expect(new Set(told.map(({ at }) => at))).toEqual(new Set([1_000]));
    expect(told.at(-1)).toMatchObject({ kind: 'finished' });
  });

  it('tells the end of an epoch without observations at once', () => {
    expect(run([collect(1_000)])).toMatchObject([{ kind: 'finished', at: 1_000 }]);
  });

  it('tells a limit with the observation that reaches it, one at a time, and again in the next epoch', () => {
    const limits: Partial<Sumstat> = { threshold: { watch: { field: 'num', stream: 'x' }, series: [1, 2] } };

    const told = run([observe(1, 'a'), observe(2, 'a'), observe(3, 'a'), collect(10), observe(20, 'a'), collect(30)], [], limits);

    expect(crossings(told)).toEqual([[1, 0], [2, 1], [20, 0]]);
  });

  it('answers a request at once, with what it holds', () => {
    const told = run([observe(1, 'a'), request(5, 'a'), request(5, 'b'), collect(10), request(20, 'a')]);

    expect(told.flatMap(({ kind, at, result }) => (kind === 'answer' ? [[at, result?.['x']?.sum ?? null]] : []))).toEqual([[5, 1], [5, null], [20, null]]);
  });

  it('tells the end alone where no results are asked for', () => {
    expect(run([observe(1, 'a'), collect(10)], [], { epochResult: false })).toMatchObject([{ kind: 'finished', epoch: 0, at: 10 }]);
  });
});

describe('a node that is alone, by the quirk', () => {
  const SILENT: Partial<Sumstat> = { epochResult: false, threshold: { watch: { field: 'num', stream: 'x' }, at: 2 } };

  it('noResultNoEnd, goes on to the next epoch without telling the end of one', () => {
    const told = run([observe(1, 'a'), collect(10), observe(20, 'a'), observe(21, 'a'), collect(30)], ['noResultNoEnd'], SILENT);

    expect(told).toMatchObject([{ kind: 'crossing', at: 21 }]);
  });

  it('noResultNoReset, never goes on to the next epoch', () => {
    const told = run([observe(1, 'a'), collect(10), observe(20, 'a'), collect(30), observe(40, 'a'), observe(41, 'a')], ['noResultNoReset'], SILENT);

    // The second observation in all, and no further ones.
    expect(told).toMatchObject([{ kind: 'crossing', at: 20 }]);
  });

  it('emptyNoEnd, tells no end of an epoch without observations, but of one that is the last', () => {
    expect(run([collect(10), observe(20, 'a'), collect(30)], ['emptyNoEnd']).map(({ kind, epoch }) => [kind, epoch])).toEqual([['result', 1], ['finished', 1]]);
    expect(run([{ ...collect(10), final: true } as WorkloadEvent], ['emptyNoEnd'])).toMatchObject([{ kind: 'finished', epoch: 0 }]);
  });

  it('firstPortionOnly, tells 50 keys of an epoch with more, and no end', () => {
    expect(run([...seen(51), collect(1_000)], ['firstPortionOnly']).map(({ kind }) => kind)).toEqual(new Array<string>(50).fill('result'));
    expect(run([...seen(50), collect(1_000)], ['firstPortionOnly']).map(({ kind }) => kind)).toEqual([...new Array<string>(50).fill('result'), 'finished']);
  });

  it('limiterPrecedence, stops counting a key once all limits of a series are crossed', () => {
    const limits: Partial<Sumstat> = { threshold: { watch: { field: 'num', stream: 'x' }, series: [2] } };
    const workload = [observe(1, 'a'), observe(2, 'a'), observe(3, 'a'), collect(10)];
    const numOf = (told: readonly Report[]): number | undefined => told.find(({ kind }) => kind === 'result')?.result?.['x']?.num;

    expect([numOf(run(workload, [], limits)), numOf(run(workload, ['limiterPrecedence'], limits))]).toEqual([3, 2]);
  });
});

const observe = (at: number, key: string): WorkloadEvent => ({ at, do: 'observe', worker: 0, stream: 'x', key, value: 1 });
const collect = (at: number): WorkloadEvent => ({ at, do: 'collect', sumstat: 's' });
const request = (at: number, key: string): WorkloadEvent => ({ at, do: 'request', sumstat: 's', key });

/** So many keys, each observed once. */
const seen = (keys: number): WorkloadEvent[] => Array.from({ length: keys }, (_, i) => observe(i, `key ${i}`));

const crossings = (told: readonly Report[]): number[][] => told.flatMap(({ kind, at, index }) => (kind === 'crossing' ? [[at, index]] : []));

/** All that is told; each observation is worth 4 times the one before of its key. Without quirks, all of it is right. */
function run(workload: readonly WorkloadEvent[], quirks: readonly Quirk[] = [], more: Partial<Sumstat> = {}): readonly Report[] {
  const c: Case = {
    version: 1,
    protocol: 'standalone',
    options: {},
    ...(quirks.length > 0 ? { quirks } : {}),
    seed: 0,
    cluster: { workers: [], order: 0, latency: { min: 0, max: 0 } },
    transport: 'serialize',
    sumstats: [{ name: 's', reducers: [{ stream: 'x', apply: ['SUM'] }], ...more }],
    values: 'fingerprint',
    workload,
    faults: [],
    window: 0,
    schedule: [],
  };
  const { trace, verdict } = runCase(c, standalone);
  if (quirks.length === 0) expect(verdict).toEqual({ kind: 'held' });
  return trace.reports;
}
