import { describe, expect, it } from 'vitest';
import { keyStream } from '../adapters/key-stream/key-stream.ts';
import type { Case } from '../model/case.ts';
import type { Fault } from '../model/faults.ts';
import { FAULT_KINDS } from '../model/faults.ts';
import { PLAIN_CASE } from '../model/plain-case.test-double.ts';
import { MetFaults } from './met-faults.ts';
import { runCase } from './run-case.ts';

/** Two workers, a hop of a millisecond. Worker-1 has a key and so sends two messages, worker-2 only one; at 12 ms all is over. */
const CASE: Case = {
  ...PLAIN_CASE,
  protocol: 'key-stream',
  workload: [{ at: 0, do: 'observe', worker: 1, stream: 'x', key: 'k', value: 1 }, { at: 10_000, do: 'collect', sumstat: 's' }],
  window: 1_000_000,
};

const OVER = 100_000;

/** A fault that has an effect, and one that has none; null where the only way to have none is to be about nobody. */
const FAULTS: readonly (readonly [met: Fault, unmet: Fault | null])[] = [
  [{ fault: 'slow-node', node: 0, service: 50, from: 0, until: OVER }, { fault: 'slow-node', node: 0, service: 50, from: OVER, until: 2 * OVER }],
  [{ fault: 'pause', node: 1, from: 10_500, until: OVER }, { fault: 'pause', node: 1, from: 5_000, until: 8_000 }],
  [{ fault: 'slow-link', worker: 2, toward: 'manager', extra: 1, from: 0, until: OVER }, { fault: 'slow-link', worker: 2, toward: 'manager', extra: 1, from: OVER, until: 2 * OVER }],
  [{ fault: 'loss', worker: 1, toward: 'manager', nth: 2 }, { fault: 'loss', worker: 2, toward: 'manager', nth: 2 }],
  [{ fault: 'duplicate', worker: 1, toward: 'manager', nth: 2, after: 0 }, { fault: 'duplicate', worker: 2, toward: 'manager', nth: 2, after: 0 }],
  [{ fault: 'partition', worker: 1, from: 10_500, until: OVER }, { fault: 'partition', worker: 1, from: 0, until: 10_000 }],
  [{ fault: 'crash', worker: 1, at: 10_500, noticed: 0 }, null],
  [{ fault: 'leave', worker: 1, at: 10_500, noticed: 0 }, null],
  [{ fault: 'join', worker: 1, at: 5_000 }, null],
  [{ fault: 'hello', worker: 1, at: 5_000 }, null],
];

function metIn(c: Case): string[] {
  return new MetFaults(keyStream).kindsIn(c, runCase(c, keyStream).trace);
}

describe('MetFaults', () => {
  it.each(FAULTS)('counts one that has an effect, and not one that has none: $fault', (met, unmet) => {
    const elsewhere = 'worker' in met ? [{ ...met, worker: 3 }] : [{ ...met, node: 3 }];

    expect(metIn({ ...CASE, faults: [met] })).toEqual([met.fault]);
    expect(metIn({ ...CASE, faults: unmet === null ? [] : [unmet] })).toEqual([]);
    expect(metIn({ ...CASE, faults: elsewhere })).toEqual([]);
  });

  it('counts a link on which messages overtook one another, and not one on which they only might have', () => {
    // The second message to worker-1, passed over the first.
    const faults: Fault[] = [{ fault: 'reorder-link', worker: 1, toward: 'worker' }];

    expect(metIn({ ...CASE, faults, schedule: [0, 0, 1] })).toEqual(['reorder-link']);
    expect(metIn({ ...CASE, faults })).toEqual([]);
    expect(metIn({ ...CASE, faults: [{ fault: 'reorder-link', worker: 2, toward: 'manager' }], schedule: [0, 0, 1] })).toEqual([]);
  });

  it('is tried with every kind that is drawn', () => {
    const tried = FAULTS.map(([{ fault }]) => fault);

    expect(FAULT_KINDS.filter((kind) => !tried.includes(kind))).toEqual(['reorder-link', 'missing-copy']);
  });

  it('tells of each kind by itself, and of no more than are asked for', () => {
    const faults = FAULTS.flatMap(([met, unmet]) => (met.fault === 'loss' ? [unmet as Fault] : met.fault === 'pause' || met.fault === 'slow-link' ? [met] : []));
    const c = { ...CASE, faults };

    expect(metIn(c)).toEqual(['pause', 'slow-link']);
    expect(new MetFaults(keyStream).kindsIn(c, runCase(c, keyStream).trace, 1)).toEqual(['pause']);
  });

  it('counts no fault that another one makes up for', () => {
    // What is lost was on the way to a worker that is gone.
    const faults: Fault[] = [{ fault: 'crash', worker: 1, at: 10_500, noticed: 0 }, { fault: 'loss', worker: 1, toward: 'worker', nth: 1 }];

    expect(metIn({ ...CASE, faults })).toEqual(['crash']);
  });
});
