import { describe, expect, it } from 'vitest';
import { protocolNamed } from '../adapters/registry.ts';
import { BadInput } from '../model/case-file.ts';
import type { GrowthSteps } from './growth.ts';
import { GROWTH_STEPS, growthOf } from './growth.ts';

const PUSH = [protocolNamed('key-stream')];

/** How many workers and keys each step has, and how many messages the first protocol sends. */
function stepsOf(keys: string, workers: number, steps: GrowthSteps, protocols = PUSH): (readonly [number, number, number | undefined])[][] {
  return growthOf({ keys, workers, service: 20, seed: 1 }, protocols, steps).map((one) => one.steps.map(({ costs }) => [costs.workers, costs.keys, costs.rows[0]?.deliveries] as const));
}

describe('growthOf', () => {
  it('has more workers with the same keys, then more keys on the same workers', () => {
    // A push takes two questions and an end for each worker, and a message for each pair of a worker and a key.
    expect(stepsOf('distinct:6', 3, { workers: [2, 4], keys: [1, 10] })).toEqual([
      [[2, 6, 12], [4, 6, 18]],
      [[3, 1, 10], [3, 10, 19]],
    ]);
    expect(stepsOf('same:2', 3, { workers: [2], keys: [5] })).toEqual([[[2, 2, 10]], [[3, 5, 24]]]);
  });

  it('says what is the same along each axis', () => {
    expect(growthOf({ keys: 'scan:7', workers: 3, service: 0, seed: 1 }, [], { workers: [], keys: [] })).toEqual([
      { axis: 'workers', spread: 'scan:7', steps: [], leftOut: [] },
      { axis: 'keys', spread: 'scan', steps: [], leftOut: [] },
    ]);
  });

  it('leaves out steps with more observations than fit, and runs the others', () => {
    const [workers, keys] = growthOf({ keys: 'same:1000000', workers: 100, service: 0, seed: 1 }, [], { workers: [3], keys: [1, 20_001] });

    expect(workers).toMatchObject({ steps: [], leftOut: [3] });
    expect(keys).toMatchObject({ steps: [{ at: 1 }], leftOut: [20_001] });
  });

  it('refuses cells by the claim of the protocol, not all of a step', () => {
    const [, keys] = growthOf({ keys: 'distinct:1', workers: 512, service: 0, seed: 1 }, [protocolNamed('per-key-polling'), protocolNamed('batched-push')], { workers: [], keys: [4_000] });

    expect(keys?.steps[0]?.costs).toMatchObject({ rows: [{ protocol: 'batched-push', verdict: 'held' }], refused: [{ protocol: 'per-key-polling', claimed: 2_048_000 }] });
  });

  it('tells before each cell that it comes next', () => {
    let cells = 0;

    growthOf({ keys: 'same:1', workers: 2, service: 0, seed: 1 }, PUSH, { workers: [1, 2], keys: [1] }, () => cells++);

    expect(cells).toBe(3);
  });

  it('goes by equal factors to 512 workers and 100,000 keys', () => {
    const factors = (steps: readonly number[]): number[] => [...new Set(steps.slice(1).map((at, i) => at / (steps[i] as number)))];

    expect([factors(GROWTH_STEPS.workers), factors(GROWTH_STEPS.keys)]).toEqual([[2], [10]]);
    expect([GROWTH_STEPS.workers.at(-1), GROWTH_STEPS.keys.at(-1)]).toEqual([512, 100_000]);
  });

  it('refuses keys that are not understood', () => {
    expect(() => growthOf({ keys: 'many', workers: 2, service: 0, seed: 1 }, PUSH)).toThrow(BadInput);
  });
});
