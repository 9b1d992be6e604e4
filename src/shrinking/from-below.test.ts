import { describe, expect, it } from 'vitest';
import type { Case } from '../model/case.ts';
import type { Fault } from '../model/faults.ts';
import type { WorkloadEvent } from '../model/workload.ts';
import { searchFromBelow } from './from-below.ts';
import { sizeOf } from './size.ts';

describe('searchFromBelow', () => {
  it('runs every case of the space, the smallest first', () => {
    const ran = new Set<string>();

    const ascent = searchFromBelow(caseOf(1, [observe(1, 'a'), collect(0)]), (c) => {
      if (sizeOf(c) < 4) ran.add(`${sizeOf(c)}: ${told(c)}`);
      return { fails: sizeOf(c) === 4, steps: 2 };
    });

    // Of two steps each: an event may be passed over at the first or at the second.
    expect([...ran]).toEqual([
      '2: 1 worker, collect@0',
      '3: 1 worker, collect@0, schedule 1',
      '3: 1 worker, collect@0, schedule 0 1',
      '3: 1 worker, collect@0 collect@0',
      '3: 1 worker, collect@0 collect@1500',
      '3: 1 worker, collect@0 collect@1000000',
      '3: 1 worker, request a@0',
      '3: 2 workers, collect@0',
    ]);
    expect([ascent.held, ascent.least, ascent.exhausted]).toEqual([8, true, 3]);
  });

  it('gives the case itself, with all smaller ones as its proof, where none of its size fails either', () => {
    const reduced = caseOf(2, [collect(7)]);

    expect(searchFromBelow(reduced, () => ({ fails: false, steps: 0 }))).toEqual({ case: reduced, held: 1, least: true, exhausted: 2 });
  });

  it('gives every failure of a kind as the same case, whatever it came down to', () => {
    const found = [caseOf(2, [collect(7)]), caseOf(1, [observe(1, 'x'), collect(9)]), caseOf(1, [collect(0), collect(3)])].map(
      (reduced) => searchFromBelow(reduced, (c) => ({ fails: c.cluster.workers.length === 2 || c.workload.length === 2, steps: 0 })).case,
    );

    expect(found.map(told)).toEqual(Array(3).fill('1 worker, collect@0 collect@0'));
  });

  it('finds the one schedule that fails', () => {
    const { case: found } = searchFromBelow(caseOf(3, [collect(0), collect(0)]), ({ schedule }) => ({ fails: schedule[2] === 1 && schedule[4] === 2, steps: 5 }));

    expect(told(found)).toBe('1 worker, collect@0, schedule 0 0 1 0 2');
  });

  it('tries every schedule of a sum once', () => {
    const ran: string[] = [];
    searchFromBelow(caseOf(1, [collect(0)], [], [0, 3]), (c) => {
      if (c.workload.length === 1 && c.workload[0]?.do === 'collect' && c.cluster.workers.length === 1 && c.schedule.length > 0) ran.push(c.schedule.join(' '));
      return { fails: false, steps: 3 };
    });

    const sumOf = (text: string): number => text.split(' ').reduce((sum, passed) => sum + Number(passed), 0);
    // Over three steps, 1, 2 and 3 can be shared out in 3, 6 and 10 ways.
    expect([1, 2, 3].map((sum) => ran.filter((text) => sumOf(text) === sum).length)).toEqual([3, 6, 10]);
    expect(new Set(ran).size).toBe(19);
  });

  it('puts each kind of fault at every target, and no other kind', () => {
    const seen = new Set<string>();
    const slow: Fault = { fault: 'slow-node', node: 1, service: 77, from: 0, until: 99 };
    searchFromBelow(caseOf(2, [collect(0)], [slow, { fault: 'reorder-link', worker: 1, toward: 'manager' }]), ({ cluster, faults, schedule }) => {
      if (cluster.workers.length === 2 && faults.length === 1 && schedule.length === 0) for (const fault of faults) seen.add(nameOf(fault));
      return { fails: false, steps: 0 };
    });

    expect([...seen].sort()).toEqual([
      'reorder-link 1 toward manager', 'reorder-link 1 toward worker', 'reorder-link 2 toward manager', 'reorder-link 2 toward worker',
      'slow-node 0: 10000', 'slow-node 0: 100000000', 'slow-node 1: 10000', 'slow-node 1: 100000000', 'slow-node 2: 10000', 'slow-node 2: 100000000',
    ]);
  });

  it('says how far it came when its runs are used up, or its time', () => {
    const reduced = caseOf(4, [observe(1, 'a'), observe(2, 'b'), collect(0)]);
    const never = (): { fails: boolean; steps: number } => ({ fails: false, steps: 4 });

    // One case of size 2 and nine of size 3: with the eleventh it is on its way through size 4.
    expect(searchFromBelow(reduced, never, { maxRuns: 11 })).toEqual({ case: reduced, held: 11, least: false, exhausted: 3 });
    expect(searchFromBelow(reduced, never, { maxRuns: Infinity, isOver: () => true })).toMatchObject({ case: reduced, held: 512, least: false });
  });
});

function told({ cluster, workload, schedule }: Case): string {
  const events = workload.map((event) => `${event.do}${'key' in event ? ` ${event.key}` : ''}@${event.at}`).join(' ');
  return `${cluster.workers.length} worker${cluster.workers.length === 1 ? '' : 's'}, ${events}${schedule.length > 0 ? `, schedule ${schedule.join(' ')}` : ''}`;
}

function nameOf(fault: Fault): string {
  if (fault.fault === 'slow-node') return `slow-node ${fault.node}: ${fault.service}`;
  return fault.fault === 'reorder-link' ? `reorder-link ${fault.worker} toward ${fault.toward}` : fault.fault;
}

function caseOf(workers: number, workload: readonly WorkloadEvent[], faults: readonly Fault[] = [], schedule: readonly number[] = []): Case {
  return {
    version: 1,
    protocol: 'none',
    options: {},
    seed: 5,
    cluster: { workers: Array.from({ length: workers }, (_, i) => ({ salt: 90 + i, order: 3 })), order: 2, latency: { min: 7, max: 70 } },
    transport: 'serialize',
    sumstats: [{ name: 's', reducers: [{ stream: 'x', apply: ['SUM'] }] }],
    values: 'given',
    workload,
    faults,
    window: 1_000_000,
    schedule,
  };
}

function observe(worker: number, key: string): WorkloadEvent {
  return { at: 0, do: 'observe', worker, stream: 'x', key, value: 9 };
}

function collect(at: number): WorkloadEvent {
  return { at, do: 'collect', sumstat: 's' };
}
