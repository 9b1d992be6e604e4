import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { perKeyPolling } from '../adapters/per-key-polling/per-key-polling.ts';
import { caseArbitrary } from '../arbitraries/case-arbitrary.ts';
import type { CaseSpace } from '../arbitraries/space.ts';
import { replay } from '../explorers/replay.ts';
import { simulate } from '../simulator/simulate.ts';
import type { Case } from './case.ts';
import { TRANSPORTS } from './case.ts';
import { describeTrace } from './describe.ts';
import type { Fault } from './faults.ts';
import { normalise } from './normalise.ts';
import type { WorkloadEvent } from './workload.ts';

describe('normalise', () => {
  it('gives back the very case where it is canonical', () => {
    const c: Case = { ...CASE, workload: [observe(0, 1), collect(5)], faults: [slow(0)], schedule: [0, 1] };

    expect(normalise(c)).toBe(c);
  });

  it('is done after once', () => {
    fc.assert(
      fc.property(ruffledCases(), (c) => {
        const once = normalise(c);
        expect(normalise(once)).toBe(once);
      }),
    );
  });

  it('changes nothing that happens', () => {
    let changed = 0;
    fc.assert(
      fc.property(ruffledCases(), (c) => {
        const canonical = normalise(c);
        if (canonical !== c) changed++;
        const raw = describeTrace(simulate(c, perKeyPolling, replay(c.schedule)));
        expect(describeTrace(simulate(canonical, perKeyPolling, replay(canonical.schedule)))).toBe(raw);
      }),
    );
    expect(changed).toBeGreaterThan(10);
  });

  it('leaves the case that it is given as it is', () => {
    const c = Object.freeze({ ...CASE, workload: Object.freeze([collect(9), observe(3, 7)]), schedule: Object.freeze([1, 0]) });

    expect(normalise(c)).not.toBe(c);
    expect(c.workload).toEqual([collect(9), observe(3, 7)]);
  });

  it('puts the workload in the order of time, and keeps that of events at one time', () => {
    const workload = [collect(9), observe(3, 2), observe(9, 1), observe(3, 1)];

    expect(normalise({ ...CASE, workload }).workload).toEqual([observe(3, 2), observe(3, 1), collect(9), observe(9, 1)]);
  });

  it('takes a worker beyond the last for the last', () => {
    expect(normalise({ ...CASE, workload: [observe(0, 7), observe(0, 2)] }).workload).toEqual([observe(0, 2), observe(0, 2)]);
  });

  it('leaves out what no sumstat wants', () => {
    const workload: WorkloadEvent[] = [
      { ...observe(0, 1), stream: 'other' },
      observe(1, 1),
      { at: 2, do: 'collect', sumstat: 'other' },
      { at: 3, do: 'request', sumstat: 'other', key: 'k' },
      { at: 4, do: 'request', sumstat: 's', key: 'never seen' },
    ];

    expect(normalise({ ...CASE, workload }).workload).toEqual([workload[1], workload[4]]);
  });

  it('writes fingerprints by key and stream over the whole case, in the order of time', () => {
    const workload = [observe(9, 1), observe(3, 2), { ...observe(4, 1), key: 'l' }, collect(5), { ...observe(6, 1), stream: 'y' }];

    const { workload: written } = normalise({ ...CASE, values: 'fingerprint', workload });

    expect(written.map((event) => (event.do === 'observe' ? `${event.stream} ${event.key} ${event.value}` : event.do))).toEqual(['x k 1', 'x l 1', 'collect', 'y k 1', 'x k 4']);
  });

  it('leaves out what more than 26 fingerprints of a key could not tell apart', () => {
    const workload = Array.from({ length: 30 }, (_, i) => observe(i, 1));

    const { workload: written } = normalise({ ...CASE, values: 'fingerprint', workload });

    expect(written).toHaveLength(26);
    expect(written.at(-1)).toEqual({ ...observe(25, 1), value: 4 ** 25 });
    expect(normalise({ ...CASE, workload }).workload).toHaveLength(30);
  });

  it('leaves out faults whose target is not there, or that do nothing', () => {
    const kept: Fault[] = [slow(0), slow(2), { fault: 'reorder-link', worker: 2, toward: 'worker' }, { fault: 'missing-copy', site: 'epoch' }];
    const dropped: Fault[] = [slow(3), { ...slow(1), service: 0 }, { ...slow(1), from: 50, until: 50 }, { fault: 'reorder-link', worker: 3, toward: 'manager' }];

    expect(normalise({ ...CASE, faults: [...dropped, ...kept, ...dropped] }).faults).toEqual(kept);
  });

  it('cuts zeros off the end of the schedule', () => {
    expect(normalise({ ...CASE, schedule: [0, 2, 0, 0] }).schedule).toEqual([0, 2]);
    expect(normalise({ ...CASE, schedule: [0, 0] }).schedule).toEqual([]);
  });
});

const CASE: Case = {
  version: 1,
  protocol: 'toy',
  options: {},
  seed: 0,
  cluster: { workers: [{ salt: 1, order: 0 }, { salt: 2, order: 0 }], order: 0, latency: { min: 100, max: 100 } },
  transport: 'serialize',
  sumstats: [{ name: 's', reducers: [{ stream: 'x', apply: ['SUM'] }, { stream: 'y', apply: ['SUM'] }] }],
  values: 'given',
  workload: [],
  faults: [],
  window: 1_000_000,
  schedule: [],
};

const observe = (at: number, worker: number): WorkloadEvent & { do: 'observe' } => ({ at, do: 'observe', worker, stream: 'x', key: 'k', value: 1 });
const collect = (at: number): WorkloadEvent => ({ at, do: 'collect', sumstat: 's' });
const slow = (node: number): Fault & { fault: 'slow-node' } => ({ fault: 'slow-node', node, service: 10, from: 0, until: 100 });

const SPACE: CaseSpace = {
  protocol: 'per-key-polling',
  options: {},
  watchOptions: {},
  slowNodeBelow: Infinity,
  faults: ['reorder-link'],
  quirks: [],
  thresholds: true,
  isAlone: false,
  pinned: [],
  transports: TRANSPORTS,
  apply: [],
  maxWorkers: 4,
  maxKeys: 4,
};

/** Generated cases, brought out of their canonical form. */
function ruffledCases(): fc.Arbitrary<Case> {
  return fc.tuple(caseArbitrary(SPACE), fc.infiniteStream(fc.nat({ max: 9 }))).map(([c, draws]) => {
    const draw = (): number => draws.next().value as number;
    const workload = c.workload.flatMap((event): WorkloadEvent[] => {
      const choice = draw();
      if (choice === 0) return [event, { at: event.at, do: 'collect', sumstat: 'unknown' }];
      if (choice === 1 && event.do === 'observe') return [{ ...event, stream: 'unknown' }, event];
      return event.do === 'observe' && choice < 6 ? [{ ...event, worker: event.worker + choice }] : [event];
    });
    const faults: Fault[] = draw() < 5 ? [slow(9), ...c.faults] : [...c.faults];
    const schedule = draw() < 5 ? [...c.schedule, 0, 0] : c.schedule;
    return { ...c, workload: draw() < 5 ? workload.reverse() : workload, faults, schedule };
  });
}
