import { describe, expect, it } from 'vitest';
import { replay } from '../explorers/replay.ts';
import type { Case } from '../model/case.ts';
import type { FaultOf } from '../model/faults.ts';
import type { Trace } from '../model/trace.ts';
import type { Protocol } from '../protocol/protocol.ts';
import { SILENT } from '../protocol/silent.test-double.ts';
import { simulate } from './simulate.ts';

const FOREVER = 1_000_000_000;

describe('BusyNodes', () => {
  it('lets messages at a slow node wait for one another, in the order of their arrival', () => {
    const trace = simulate(report([0, 10, 20]), REPORTING, replay([]));
    const slow = simulate(report([0, 10, 20], [manager(1_000)]), REPORTING, replay([]));

    expect(reports(trace)).toEqual(['100 from worker-3', '110 from worker-2', '120 from worker-1']);
    expect(reports(slow)).toEqual(['1100 from worker-3', '2100 from worker-2', '3100 from worker-1']);
  });

  it('lets a message that arrives at an idle slow node wait for its own service only', () => {
    const trace = simulate(report([0, 5_000, 5_001], [manager(1_000)]), REPORTING, replay([]));

    expect(reports(trace)).toEqual(['1100 from worker-3', '6100 from worker-2', '7100 from worker-1']);
  });

  it('is slow only for messages that it begins with from one time until before another', () => {
    const c = report([0, 200, 400], [{ fault: 'slow-node', node: 0, service: 50, from: 300, until: 500 }]);

    expect(reports(simulate(c, REPORTING, replay([])))).toEqual(['100 from worker-3', '350 from worker-2', '500 from worker-1']);
  });

  it('adds up the services of faults that overlap', () => {
    const c = report([0, 1_000, 2_000], [manager(10), { fault: 'slow-node', node: 0, service: 5, from: 1_000, until: 2_000 }]);

    expect(reports(simulate(c, REPORTING, replay([])))).toEqual(['110 from worker-3', '1115 from worker-2', '2110 from worker-1']);
  });

  it('slows neither other nodes nor the workload and timers of its own', () => {
    const c = report([0, 10, 20], [{ fault: 'slow-node', node: 3, service: 9_000, from: 0, until: FOREVER }]);

    expect(reports(simulate(c, REPORTING, replay([])))).toEqual(['100 from worker-3', '110 from worker-2', '120 from worker-1']);
  });

  it('has the schedule choose among messages by the time at which the node is done with them', () => {
    const trace = simulate(report([0, 0, 0], [manager(1_000)]), REPORTING, replay([0, 0, 0, 1]));

    expect(reports(trace)).toEqual(['2100 from worker-2', '2100 from worker-1', '3100 from worker-3']);
  });

  it('reaches not beyond the window, also where a wait brings a message there', () => {
    const c = { ...report([0, 0, 0], [manager(1_000)]), window: 900 };

    expect(reports(simulate(c, REPORTING, replay([0, 0, 0, 9])))).toEqual(['1100 from worker-1', '2100 from worker-2', '3100 from worker-3']);
  });
});

const noop = (): void => {};

/** Each observation is reported to the manager at once. */
const REPORTING: Protocol = {
  ...SILENT,
  manager: { initial: () => ({}), lasting: [], on: { collect: noop, requestKey: noop, seen: noop } },
  worker: { initial: () => ({}), lasting: [], on: { observe: (_, __, env) => env.send(0, 'seen', {}) } },
};

const manager = (service: number): FaultOf<'slow-node'> => ({ fault: 'slow-node', node: 0, service, from: 0, until: FOREVER });

/** Worker-3 observes first, then worker-2, then worker-1. */
function report(times: readonly number[], faults: readonly FaultOf<'slow-node'>[] = []): Case {
  return {
    version: 1,
    protocol: 'toy',
    options: {},
    seed: 0,
    cluster: { workers: [1, 2, 3].map((salt) => ({ salt, order: 0 })), order: 0, latency: { min: 100, max: 100 } },
    transport: 'serialize',
    sumstats: [{ name: 's', reducers: [{ stream: 'x', apply: ['SUM'] }] }],
    values: 'given',
    workload: times.map((at, i) => ({ at, do: 'observe', worker: 3 - i, stream: 'x', key: 'k', value: 1 })),
    faults,
    window: 1_000_000,
    schedule: [],
  };
}

function reports(trace: Trace): string[] {
  const seen = Array.from(trace.order.subarray(0, trace.steps)).filter((event) => trace.typeName(event) === 'seen');
  return seen.map((event) => `${trace.handledAt[event]} from worker-${trace.from[event]}`);
}
