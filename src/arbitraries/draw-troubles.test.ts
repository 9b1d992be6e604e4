import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Case } from '../model/case.ts';
import type { FaultKind } from '../model/faults.ts';
import { FAULT_KINDS, nodeOf } from '../model/faults.ts';
import { caseArbitrary } from './case-arbitrary.ts';
import { DEFAULT_BOUNDS, type CaseSpace } from './space.ts';

const SPACE: CaseSpace = {
  protocol: 'mine',
  options: {},
  watchOptions: {},
  slowNodeBelow: 0,
  faults: FAULT_KINDS,
  quirks: [],
  pinned: [],
  transports: ['serialize'],
  thresholds: true,
  isAlone: false,
  apply: [],
  ...DEFAULT_BOUNDS,
};

const sample = (space: CaseSpace, seed: number): Case[] => fc.sample(caseArbitrary(space), { seed, numRuns: 400 });
const kindsIn = (cases: readonly Case[]): Set<FaultKind> => new Set(cases.flatMap(({ faults }) => faults.map(({ fault }) => fault)));

describe('what goes wrong', () => {
  it('is of every kind that the space has, and of no other', () => {
    const drawn = FAULT_KINDS.filter((kind) => kind !== 'slow-node' && kind !== 'missing-copy');

    expect(kindsIn(sample(SPACE, 1))).toEqual(new Set(drawn));
    for (const kind of drawn) expect(kindsIn(sample({ ...SPACE, faults: [kind] }, 2))).toEqual(new Set([kind]));
  });

  it('is about nodes that there are, and at times that there are', () => {
    for (const { faults, cluster } of sample(SPACE, 3)) {
      for (const fault of faults) {
        expect(nodeOf(fault)).toBeLessThanOrEqual(cluster.workers.length);
        if ('at' in fault) expect(fault.at).toBeGreaterThanOrEqual(0);
        if ('until' in fault) expect(fault.until).toBeGreaterThan(fault.from);
      }
    }
  });

  it('is nothing half of the time where little is tolerated, and mostly something where much is', () => {
    const withFaults = (faults: readonly FaultKind[]): number => sample({ ...SPACE, faults }, 4).filter((c) => c.faults.length > 0).length / 400;

    expect(withFaults(['pause', 'hello'])).toBeGreaterThan(0.4);
    expect(withFaults(['pause', 'hello'])).toBeLessThan(0.6);
    expect(withFaults(FAULT_KINDS)).toBeGreaterThan(0.75);
  });

  it('leaves the cluster and what is asked of it as they are', () => {
    const plan = ({ seed, cluster, options, sumstats, values, transport }: Case): object => ({ seed, cluster, options, sumstats, values, transport });
    const [calm, troubled] = [[], ['loss', 'slow-link'] as const].map((faults) => sample({ ...SPACE, faults }, 5)) as [Case[], Case[]];

    expect(troubled.map(plan)).toEqual(calm.map(plan));
  });
});
