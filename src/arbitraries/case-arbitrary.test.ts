import fc from 'fast-check';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { describe, expect, it } from 'vitest';
import type { Case } from '../model/case.ts';
import { caseSchema, TRANSPORTS } from '../model/case.ts';
import { formatCase } from '../model/case-file.ts';
import { describeCase } from '../model/describe.ts';
import { normalise } from '../model/normalise.ts';
import { isSmaller } from '../shrinking/size.ts';
import { caseArbitrary } from './case-arbitrary.ts';
import type { CaseSpace } from './space.ts';

describe('caseArbitrary', () => {
  it('gives cases that a file may hold', () => {
    fc.assert(
      fc.property(caseArbitrary(SPACE), (c) => {
        expect(caseSchema.parse(JSON.parse(formatCase(c)))).toEqual(c);
      }),
    );
  });

  it('gives cases in their canonical form', () => {
    fc.assert(
      fc.property(caseArbitrary(SPACE), (c) => {
        expect(normalise(c)).toBe(c);
      }),
    );
  });

  it('keeps to the bounds of its space', () => {
    const most = fc.integer({ min: 1, max: 6 });
    fc.assert(
      fc.property(most, most, fc.integer(), (maxWorkers, maxKeys, seed) => {
        const arbitrary = caseArbitrary({ ...SPACE, maxWorkers, maxKeys });
        for (const c of casesOf(arbitrary, seed, 5)) {
          expect(c.cluster.workers.length).toBeLessThanOrEqual(maxWorkers);
          expect(new Set(c.workload.flatMap((event) => (event.do === 'observe' ? event.key : []))).size).toBeLessThanOrEqual(maxKeys);
        }
      }),
    );
  });

  it('reaches its bounds', () => {
    const cases = casesOf(caseArbitrary({ ...SPACE, maxWorkers: 5, maxKeys: 4 }), 1, 2_000);

    const keys = cases.map((c) => new Set(c.workload.flatMap((event) => (event.do === 'observe' ? event.key : []))).size);
    expect(Math.max(...cases.map((c) => c.cluster.workers.length))).toBe(5);
    expect(Math.max(...keys)).toBe(4);
  });

  it('draws every transport, option and kind of fault of its space, and no others', () => {
    const cases = casesOf(caseArbitrary(SPACE), 2, 200);
    const tame = casesOf(caseArbitrary({ ...SPACE, transports: ['cached'], slowNodeBelow: 1_000, faults: [] }), 2, 200);

    expect(new Set(cases.map((c) => c.transport))).toEqual(new Set(TRANSPORTS));
    expect(new Set(cases.map((c) => c.options['pace']))).toEqual(new Set([1, 2]));
    expect(new Set(cases.flatMap((c) => c.faults.map((f) => f.fault)))).toEqual(new Set(['slow-node', 'reorder-link', 'missing-copy']));
    expect(new Set(tame.map((c) => c.transport))).toEqual(new Set(['cached']));
    expect(new Set(tame.flatMap((c) => c.faults.map((f) => (f.fault === 'slow-node' ? f.service : f.fault))))).toEqual(new Set([50, 'missing-copy']));
  });

  it('draws what matters only where there is a threshold only there, and leaves all else as it is', () => {
    const watching = caseArbitrary({ ...SPACE, watchOptions: { alertness: ['low', 'high'] } });

    const drawn = Array.from({ length: 200 }, (_, seed) => ({ c: casesOf(watching, seed, 1)[0] as Case, without: casesOf(caseArbitrary(SPACE), seed, 1)[0] as Case }));

    const isWatched = (c: Case): boolean => c.sumstats.some(({ threshold }) => threshold !== undefined);
    for (const { c, without } of drawn) expect({ ...c, options: {} }).toEqual({ ...without, options: {} });
    expect(new Set(drawn.map(({ c }) => `${isWatched(c)} ${c.options['alertness']}`))).toEqual(new Set(['false undefined', 'true low', 'true high']));
    expect(new Set(drawn.map(({ c, without }) => c.options['pace'] === without.options['pace']))).toEqual(new Set([true]));
  });

  it('has the pinned faults in every case', () => {
    for (const c of casesOf(caseArbitrary(SPACE), 3, 50)) expect(c.faults).toContainEqual({ fault: 'missing-copy', site: 'epoch' });
  });

  it('observes nothing during the collections of a quiet case', () => {
    const quiet = casesOf(caseArbitrary(SPACE), 4, 200).filter((c) => c.values === 'given');

    expect(quiet.length).toBeGreaterThan(20);
    for (const { workload } of quiet) {
      const collects = workload.filter((event) => event.do === 'collect').map((event) => event.at);
      for (const event of workload) {
        if (event.do !== 'observe') continue;
        for (const at of collects) expect(event.at < at - 1_000_000 || event.at > at + 1_000_000).toBe(true);
      }
    }
  });

  it('gives the same cases for the same seed as ever', () => {
    expect(casesOf(caseArbitrary(SPACE), 5, 8).map((c) => `${c.transport}, ${c.values}, ${describeCase(c)}`)).toMatchInlineSnapshot(`
      [
        "serialize, given, 2 workers, 2 keys, 2 epochs, 1 request, 2 observations, 1 fault",
        "serialize, given, 2 workers, 2 keys, 2 epochs, 3 requests, 4 observations, 4 faults, 4 events passed over at step 17",
        "reference, fingerprint, 5 workers, 1 key, 3 epochs, 3 observations, 2 faults",
        "serialize, given, 2 workers, 2 keys, 2 epochs, 2 requests, 3 observations, 1 fault",
        "reference, fingerprint, 2 workers, 1 key, 2 epochs, 2 observations, 2 faults",
        "reference, given, 2 workers, 1 epoch, no observations, 2 faults",
        "serialize, fingerprint, 2 workers, 1 key, 2 epochs, 1 request, 4 observations, 2 faults",
        "reference, fingerprint, 3 workers, 2 keys, 3 epochs, 2 requests, 2 observations, 3 faults, 4 events passed over at step 44",
      ]
    `);
    expect(casesOf(caseArbitrary(SPACE), 6, 40).find((c) => c.workload.length === 3)).toMatchInlineSnapshot(`undefined`);
  });

  it('draws a phase for each node where tables expire, and changes nothing else by it', () => {
    const [plain, phased] = [SPACE, { ...SPACE, expires: true }].map((space) => casesOf(caseArbitrary(space), 7, 50)) as [Case[], Case[]];
    const phases = phased.flatMap(({ cluster }) => [cluster.sweep, ...cluster.workers.map(({ sweep }) => sweep)]);

    expect(phases.every((sweep) => sweep !== undefined && sweep >= 0 && sweep < 10_000_000)).toBe(true);
    expect(new Set(phases).size).toBeGreaterThan(100);
    expect(plain.every(({ cluster }) => !('sweep' in cluster))).toBe(true);
    const bare = (c: Case | undefined): unknown => JSON.parse(JSON.stringify(c, (field, value: unknown) => (field === 'sweep' ? undefined : value)));
    expect(bare(phased[0])).toEqual(bare(plain[0]));
  });

  it('shrinks a foreign case that fast-check is handed as an example', () => {
    const foreign = { ...CASE, workload: [observe(3, 3, 'a'), observe(4, 2, 'b'), observe(7, 1, 'c'), { at: 9, do: 'collect', sumstat: 'mine' }] } satisfies Case;
    const holds = (c: Case): boolean => !c.workload.some((event) => event.do === 'observe');

    const run = fc.check(
      fc.property(caseArbitrary(SPACE), (c) => holds(c)),
      { examples: [[foreign]], numRuns: 1 },
    );

    const least = run.counterexample?.[0] as Case;
    expect(run.failed).toBe(true);
    expect(run.numShrinks).toBeGreaterThan(0);
    expect(least.workload).toHaveLength(1);
    expect(least.cluster.workers).toHaveLength(1);
    expect(least.schedule).toEqual([]);
    expect(least.sumstats).toHaveLength(1);
  });

  it('shrinks to smaller cases in their canonical form only', () => {
    const arbitrary = caseArbitrary(SPACE);
    for (const c of casesOf(arbitrary, 8, 4)) {
      const smaller = [...arbitrary.shrink(c, undefined)].map((value) => value.value);
      expect(smaller.length).toBeGreaterThan(0);
      for (const candidate of smaller) {
        expect(isSmaller(candidate, c)).toBe(true);
        expect(normalise(candidate)).toBe(candidate);
      }
    }
  });

  it('can shrink cases, and nothing else', () => {
    const arbitrary = caseArbitrary(SPACE);

    expect([CASE, {}, null, 'a case', { workload: [] }].map((value) => arbitrary.canShrinkWithoutContext(value))).toEqual([true, false, false, false, false]);
  });
});

const SPACE: CaseSpace = {
  protocol: 'toy',
  options: { pace: [1, 2] },
  watchOptions: {},
  slowNodeBelow: Infinity,
  faults: ['reorder-link'],
  quirks: [],
  thresholds: true,
  isAlone: false,
  pinned: [{ fault: 'missing-copy', site: 'epoch' }],
  transports: TRANSPORTS,
  apply: [],
  maxWorkers: 6,
  maxKeys: 6,
};

const CASE: Case = {
  version: 1,
  protocol: 'other',
  options: {},
  seed: 77,
  cluster: { workers: [31, 32, 33].map((salt) => ({ salt, order: salt })), order: 9, latency: { min: 5, max: 700 } },
  transport: 'cached',
  sumstats: [{ name: 'mine', reducers: [{ stream: 'x', apply: ['SUM', 'MAX'] }] }],
  values: 'given',
  workload: [],
  faults: [{ fault: 'slow-node', node: 1, service: 500, from: 0, until: 10_000 }],
  window: 1_000_000,
  schedule: [0, 3, 0, 1],
};

const observe = (at: number, worker: number, key: string): Case['workload'][number] => ({ at, do: 'observe', worker, stream: 'x', key, value: 17 });

function casesOf(arbitrary: fc.Arbitrary<Case>, seed: number, count: number): Case[] {
  const mrng = new fc.Random(xoroshiro128plus(seed));
  return Array.from({ length: count }, () => arbitrary.generate(mrng, undefined).value);
}
