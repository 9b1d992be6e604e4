import { describe, expect, it } from 'vitest';
import type { Case } from '../model/case.ts';
import type { Trace } from '../model/trace.ts';
import type { Protocol } from '../protocol/protocol.ts';
import { SILENT } from '../protocol/silent.test-double.ts';
import { simulate } from '../simulator/simulate.ts';
import { replay } from './replay.ts';

describe('replay', () => {
  it('goes in the order of time where the schedule is empty', () => {
    expect(handled(observed([[30, 1], [10, 2], [20, 3]]), [])).toEqual(['10 at 10', '20 at 20', '30 at 30']);
  });

  it('settles ties by receiver', () => {
    expect(workersOf(observed([[10, 3], [10, 1], [10, 2]]), [])).toEqual([1, 2, 3]);
  });

  it('passes over as many enabled events at step i as entry i says', () => {
    const c = observed([[10, 1], [20, 2], [30, 3]]);

    expect(handled(c, [1])).toEqual(['20 at 20', '10 at 20', '30 at 30']);
    expect(handled(c, [2])).toEqual(['30 at 30', '10 at 30', '20 at 30']);
    expect(handled(c, [0, 1])).toEqual(['10 at 10', '30 at 30', '20 at 30']);
    expect(handled(c, [2, 1])).toEqual(['30 at 30', '20 at 30', '10 at 30']);
  });

  it('takes a missing entry for 0', () => {
    const c = observed([[10, 1], [20, 2], [30, 3]]);

    expect(handled(c, [1, 0, 0])).toEqual(handled(c, [1]));
  });

  it('clamps an entry that is too large to the last enabled event, and counts that', () => {
    const c = observed([[10, 1], [20, 2], [30, 3]]);
    const tooFar = replay([99, 99]);

    const trace = simulate(c, SILENT, tooFar);

    expect(lines(trace)).toEqual(['30 at 30', '20 at 30', '10 at 30']);
    expect(tooFar.clamped).toBe(2);
  });

  it('passes over nothing beyond the window after the earliest event', () => {
    const c = { ...observed([[10, 1], [20, 2], [31, 3]]), window: 20 };

    expect(handled(c, [9])).toEqual(['20 at 20', '10 at 20', '31 at 31']);
    expect(handled({ ...c, window: 21 }, [9])).toEqual(['31 at 31', '10 at 31', '20 at 31']);
  });

  it('runs nothing before it is due and never turns the time back', () => {
    const c = observed([[10, 1], [500, 2], [20, 1], [600, 2]]);

    const trace = simulate(c, SILENT, replay([1, 1, 1]));

    const at = Array.from(trace.order.subarray(0, trace.steps), (event) => trace.handledAt[event] as number);
    expect(at).toEqual([500, 600, 600, 600]);
    for (const event of trace.order.subarray(0, trace.steps)) expect(trace.handledAt[event]).toBeGreaterThanOrEqual(trace.dueAt[event] as number);
  });

  it('enables of one node\'s workload events only the next', () => {
    const c = observed([[10, 1], [20, 1], [30, 2]]);

    expect(handled(c, [1])).toEqual(['30 at 30', '10 at 30', '20 at 30']);
  });

  it('enables of one link only its head', () => {
    const c = { ...observed([]), workload: [COLLECT, ...observed([[150, 2]]).workload] };

    // Enabled at step 1: first message to worker-1, first to worker-2, the observation.
    const types = typesOf(simulate(c, CHATTY, replay([0, 2])));

    expect(types).toEqual(['collect', 'observe 2', 'first 1', 'second 1', 'first 2', 'second 2']);
  });

  it('enables any message of a link that a fault reorders', () => {
    const c: Case = { ...observed([]), workload: [COLLECT], faults: [{ fault: 'reorder-link', worker: 1, toward: 'worker' }] };

    // Enabled at step 1: both messages to worker-1, the first to worker-2.
    expect(typesOf(simulate(c, CHATTY, replay([0, 1])))[1]).toBe('second 1');
    expect(typesOf(simulate(c, CHATTY, replay([0, 9])))[1]).toBe('first 2');
  });
});

const COLLECT = { at: 0, do: 'collect', sumstat: 's' } as const;

const noop = (): void => {};

/** Sends two messages to each of the first two workers. */
const CHATTY: Protocol = {
  ...SILENT,
  manager: {
    ...SILENT.manager,
    on: {
      requestKey: noop,
      collect: (_, __, env) => {
        for (const type of ['first', 'second']) for (const to of [1, 2]) env.send(to, type, {});
      },
    },
  },
  worker: { ...SILENT.worker, on: { observe: noop, first: noop, second: noop } },
};

/** Observations at three workers, each worth the time at which it falls due. */
function observed(events: readonly (readonly [at: number, worker: number])[]): Case {
  return {
    version: 1,
    protocol: 'toy',
    options: {},
    seed: 0,
    cluster: { workers: [1, 2, 3].map((salt) => ({ salt, order: 0 })), order: 0, latency: { min: 100, max: 100 } },
    transport: 'serialize',
    sumstats: [{ name: 's', reducers: [{ stream: 'x', apply: ['SUM'] }] }],
    values: 'given',
    workload: events.map(([at, worker]) => ({ at, do: 'observe', worker, stream: 'x', key: 'k', value: at })),
    faults: [],
    window: 1_000_000,
    schedule: [],
  };
}

const handled = (c: Case, schedule: readonly number[]): string[] => lines(simulate(c, SILENT, replay(schedule)));

/** What was due when, and at what time it was handled, in the order of handling. */
function lines(trace: Trace): string[] {
  return Array.from(trace.order.subarray(0, trace.steps), (event) => `${trace.dueAt[event]} at ${trace.handledAt[event]}`);
}

function workersOf(c: Case, schedule: readonly number[]): number[] {
  const trace = simulate(c, SILENT, replay(schedule));
  return Array.from(trace.order.subarray(0, trace.steps), (event) => trace.to[event] as number);
}

function typesOf(trace: Trace): string[] {
  return Array.from(trace.order.subarray(0, trace.steps), (event) => (trace.to[event] === 0 ? trace.typeName(event) : `${trace.typeName(event)} ${trace.to[event]}`));
}
