import { describe, expect, it } from 'vitest';
import { BadInput } from '../model/case-file.ts';
import { costCase, keyedObservations, withSlowWorker } from './workloads.ts';

const held = (spec: string, workers: number): string[] => keyedObservations(spec, workers, 1).map(({ worker, key }) => `${worker} ${key}`);

describe('keyedObservations', () => {
  it('gives distinct keys to the workers in turn', () => {
    expect(held('distinct:3', 2)).toEqual(['1 key-0', '2 key-1', '1 key-2']);
  });

  it('gives the same keys to every worker', () => {
    expect(held('same:2', 2)).toEqual(['1 key-0', '1 key-1', '2 key-0', '2 key-1']);
  });

  it("draws keys by Zipf's law: the first about as often as the second and third together", () => {
    const keys = held('zipf:100', 50).map((pair) => pair.split(' ')[1]);
    const times = (key: string): number => keys.filter((other) => other === key).length;

    expect(keys).toHaveLength(5_000);
    const ratio = times('key-0') / (times('key-1') + times('key-2'));
    expect(ratio).toBeGreaterThan(0.9);
    expect(ratio).toBeLessThan(1.1);
    expect(times('key-0')).toBeGreaterThan(times('key-1'));
    expect(times('key-1')).toBeGreaterThan(times('key-9'));
    expect(times('key-100')).toBe(0);
  });

  it('puts each key of a scan on one worker, and on 1.4 on average, so that one reply to polling in 40 is of use with 56 workers', () => {
    const pairs = held('scan:10000', 56);
    const workersOf = new Map<string, number>();
    for (const pair of pairs) workersOf.set(pair.split(' ')[1] as string, (workersOf.get(pair.split(' ')[1] as string) ?? 0) + 1);
    const onOne = [...workersOf.values()].filter((workers) => workers === 1).length;

    expect(workersOf.size).toBe(10_000);
    expect(new Set(pairs).size).toBe(pairs.length);
    expect(onOne / 10_000).toBeGreaterThan(5 / 7 - 0.02);
    expect(onOne / 10_000).toBeLessThan(5 / 7 + 0.02);
    expect(pairs.length / 10_000).toBeGreaterThan(1.37);
    expect(pairs.length / 10_000).toBeLessThan(1.43);
  });

  it('spreads a scan evenly over the workers, otherwise with another seed, and never over more than there are', () => {
    const perWorker = new Array<number>(8).fill(0);
    for (const { worker } of keyedObservations('scan:8000', 8, 1)) (perWorker[worker - 1] as number)++;

    // 1,400 each.
    expect(Math.min(...perWorker)).toBeGreaterThan(1_250);
    expect(Math.max(...perWorker)).toBeLessThan(1_550);
    expect(keyedObservations('scan:100', 8, 2)).not.toEqual(keyedObservations('scan:100', 8, 1));
    expect(held('scan:3', 1)).toEqual(['1 key-0', '1 key-1', '1 key-2']);
  });

  it.each(['', 'same', 'scan', 'same:', 'same:0', 'same:-1', 'same:1.5', 'same:12345678', 'other:1', ' same:1'])('refuses %j', (spec) => {
    expect(() => keyedObservations(spec, 2, 1)).toThrow(BadInput);
  });

  it('refuses more than fits, before it makes any of it', () => {
    expect(() => keyedObservations('same:9999999', 512, 1)).toThrow(/comes to 5,119,999,488 observations, and at most 2,000,000 fit/);
    expect(() => keyedObservations('same:3907', 512, 1)).toThrow(BadInput);
    expect(keyedObservations('same:3906', 512, 1)).toHaveLength(3906 * 512);
  });
});

describe('costCase', () => {
  it('collects once, after all that was observed', () => {
    const c = costCase('key-stream', [{ at: 7, do: 'observe', worker: 1, stream: 'seen', key: 'a', value: 1 }], 1, 20, 1);

    expect(c.workload.at(-1)).toEqual({ at: 8, do: 'collect', sumstat: 'compared' });
    expect(c.faults).toMatchObject([{ fault: 'slow-node', node: 0, service: 20 }]);
  });

  it('has no slow manager where a message costs it nothing', () => {
    expect(costCase('key-stream', [], 1, 0, 1).faults).toEqual([]);
  });
});

describe('withSlowWorker', () => {
  it('slows the last worker down a hundredfold: there and back in 100 ms, not in 1', () => {
    const c = withSlowWorker(costCase('key-stream', [], 5, 20, 1));

    expect(c.faults).toMatchObject([{ node: 0, service: 20 }, { fault: 'slow-node', node: 5, service: 99_000 }]);
  });
});
