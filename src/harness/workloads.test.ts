import { describe, expect, it } from 'vitest';
import { BadInput } from '../model/case-file.ts';
import { assertAffordable, costCase, keyedObservations } from './workloads.ts';

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

  it.each(['', 'same', 'same:', 'same:0', 'same:-1', 'same:1.5', 'same:12345678', 'other:1', ' same:1'])('refuses %j', (spec) => {
    expect(() => keyedObservations(spec, 2, 1)).toThrow(BadInput);
  });

  it('refuses more than fits, before it makes any of it', () => {
    expect(() => keyedObservations('same:9999999', 512, 1)).toThrow(/are too many to compare/);
  });
});

describe('assertAffordable', () => {
  it('allows two million replies and no more', () => {
    expect(() => assertAffordable(1_000_000, 2)).not.toThrow();
    expect(() => assertAffordable(1_000_001, 2)).toThrow(BadInput);
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
