import { describe, expect, it } from 'vitest';
import type { Case } from '../../model/case.ts';
import type { Fault } from '../../model/faults.ts';
import { LONE_WORKER, PLAIN_CASE } from '../../model/plain-case.test-double.ts';
import { isSmaller } from '../size.ts';
import { plainerFaults } from './faults.ts';

const FAULTS: readonly Fault[] = [
  { fault: 'slow-node', node: 1, service: 70_123_457, from: 31, until: 345_678_901 },
  { fault: 'pause', node: 1, from: 31, until: 345_678_901 },
  { fault: 'slow-link', worker: 1, toward: 'worker', extra: 70_123_457, from: 31, until: 345_678_901 },
  { fault: 'loss', worker: 1, toward: 'manager', nth: 40 },
  { fault: 'duplicate', worker: 1, toward: 'manager', nth: 40, after: 70_123_457 },
  { fault: 'partition', worker: 1, from: 31, until: 345_678_901 },
  { fault: 'crash', worker: 1, at: 345_678_901, noticed: 70_123_457, restart: 70_123_457 },
  { fault: 'leave', worker: 1, at: 345_678_901, noticed: 70_123_457, back: 70_123_457 },
  { fault: 'join', worker: 1, at: 345_678_901 },
  { fault: 'hello', worker: 1, at: 345_678_901 },
];

describe('plainerFaults', () => {
  it.each(FAULTS)('makes $fault as plain as it can in a few steps, if every step is one that fails', (fault) => {
    let current = caseWith(fault);
    let steps = 0;
    for (let next = firstSmaller(current, () => true); next !== undefined; next = firstSmaller(current, () => true)) {
      current = next;
      expect(++steps).toBeLessThanOrEqual(10);
    }
    expect(steps).toBeGreaterThan(0);
  });

  it.each(FAULTS.filter(({ fault }) => fault !== 'slow-node'))('takes the figures of $fault down to where it no longer fails, without going one by one', (fault) => {
    const isWanted = (c: Case): boolean => c.faults.every((f) => Object.entries(f).every(([field, value]) => typeof value !== 'number' || value * 1_000 >= ((fault as { [field: string]: unknown })[field] as number)));
    let current = caseWith(fault);
    let steps = 0;
    for (let next = firstSmaller(current, isWanted); next !== undefined; next = firstSmaller(current, isWanted)) {
      current = next;
      expect(++steps).toBeLessThanOrEqual(60);
    }
    expect(steps).toBeGreaterThan(0);
  });
});

/** The first candidate that is smaller and wanted: the step that a reduction takes. */
function firstSmaller(c: Case, isWanted: (c: Case) => boolean): Case | undefined {
  for (const candidate of plainerFaults(c)) if (candidate !== c && isSmaller(candidate, c) && isWanted(candidate)) return candidate;
  return undefined;
}

function caseWith(fault: Fault): Case {
  return { ...PLAIN_CASE, protocol: 'any', cluster: LONE_WORKER, faults: [fault], window: 1_000_000 };
}
