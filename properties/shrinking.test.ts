/** Every failure comes down to the least case, which is the same one whatever it was found in, with the proof that it is least. */
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { SUBJECTS, subjectNamed } from '../src/adapters/registry.ts';
import { caseArbitrary } from '../src/arbitraries/case-arbitrary.ts';
import { caseSpace } from '../src/harness/case-space.ts';
import type { Hunt } from '../src/harness/hunt.ts';
import { hunt } from '../src/harness/hunt.ts';
import { runCase } from '../src/harness/run-case.ts';
import type { Shrunk } from '../src/harness/shrink.ts';
import { shrink } from '../src/harness/shrink.ts';
import { parseCaseFile, formatCase } from '../src/model/case-file.ts';
import type { Case } from '../src/model/case.ts';
import { describeCase } from '../src/model/describe.ts';
import { hasSignature } from '../src/model/verdict.ts';
import { reduce } from '../src/shrinking/reduce.ts';
import { sizeOf } from '../src/shrinking/size.ts';

const SEEDS = Array.from({ length: 20 }, (_, i) => 1_000 + i);

/** Nine thousand smaller cases to run for each proof: `npm run test:slow` proves all of them. */
const SLOW = ['per-key-polling~no-copy-at-request', 'key-stream~no-copy-at-request'];
const seedsFor = (name: string): number[] => (SLOW.includes(name) && process.env['ROLLCALL_SLOW'] === undefined ? SEEDS.slice(0, 1) : SEEDS);

const twins = SUBJECTS.filter((subject) => subject.expect.kind === 'caught');

interface Found {
  readonly seed: number;
  readonly failure: NonNullable<Hunt['failure']>;
  readonly shrunk: Shrunk;
}

/** By twin, what each seed led to. */
const found = new Map<string, Found[]>();

beforeAll(() => {
  for (const subject of twins) {
    const own = seedsFor(subject.name).map((seed): Found => {
      const { failure } = hunt(subject, { seed, runs: 200, ...(subject.expect.kind === 'caught' ? { by: subject.expect.by } : {}) });
      if (failure === null) throw new Error(`${subject.name} was not caught from seed ${seed}`);
      return { seed, failure, shrunk: shrink(failure.case, failure.signature, subject.protocol) };
    });
    found.set(subject.name, own);
  }
}, 300_000);

const foundOf = (name: string): Found[] => found.get(name) ?? [];

describe('shrinking', () => {
  it('proves at least 95 % of the least cases from below', () => {
    const all = [...found.values()].flat();
    const proven = all.filter(({ shrunk }) => shrunk.least);

    expect(all.length).toBeGreaterThanOrEqual(20 * (twins.length - SLOW.length));
    expect(proven.length / all.length).toBeGreaterThanOrEqual(0.95);
  });

  it.each(twins)('keeps what was violated, and comes to one size and shape for it from every seed: $name', ({ name, protocol }) => {
    const shapes = new Map<string, Set<string>>();
    for (const { failure, shrunk } of foundOf(name)) {
      expect(hasSignature(runCase(shrunk.case, protocol).verdict, failure.signature)).toBe(true);
      expect(shrunk.size).toBeLessThanOrEqual(sizeOf(failure.case));
      // Where there is a threshold, a look that the manager takes by itself may stand for a request: a smaller case, of another shape.
      if (SLOW.includes(name) && shrunk.case.sumstats.some(({ threshold }) => threshold !== undefined)) continue;
      const shape = `size ${shrunk.size}: ${describeCase(shrunk.case)}`;
      // What shows by several kinds of faults comes to the least case of each.
      const shown = [failure.signature, ...shrunk.case.faults.map(({ fault }) => fault)].join(' ');
      shapes.set(shown, (shapes.get(shown) ?? new Set()).add(shape));
    }
    expect(shapes.size).toBeGreaterThan(0);
    for (const [shown, own] of shapes) expect([shown, ...own]).toHaveLength(2);
  });

  it.each<[string, Partial<Case> & { readonly workers: number }]>([
    ['per-key-polling~no-count', { workers: 2, workload: [collect(0)] }],
    ['per-key-polling~empty-overwrites', { workers: 2, workload: [observe(0, 1, 1), collect(0)] }],
    ['per-key-polling~silent-when-empty', { workers: 2, workload: [observe(0, 1, 1), collect(0)] }],
    ['key-stream~off-by-one', { workers: 2, workload: [collect(0)] }],
    ['key-stream~counts-every-message', { workers: 1, workload: [observe(0, 1, 1), collect(0)] }],
    ['key-stream~ends-first', { workers: 1, workload: [observe(0, 1, 1), collect(0)] }],
    ['key-stream~keeps-collections', { workers: 1, workload: [collect(0)] }],
    ['key-stream~throws-on-unknown-key', { workers: 1, workload: [{ at: 0, do: 'request', sumstat: 'seen', key: 'a' }] }],
    [
      'per-key-polling~no-copy-at-request',
      {
        workers: 1,
        transport: 'cached',
        faults: [{ fault: 'missing-copy', site: 'request' }],
        workload: [observe(0, 1, 1), { at: 0, do: 'request', sumstat: 'seen', key: 'a' }, observe(1_500, 1, 4), { at: 1_500, do: 'request', sumstat: 'seen', key: 'a' }],
      },
    ],
  ])('comes to exactly this case: %s', (name, { workers, ...rest }) => {
    const [first] = foundOf(name);

    expect(first?.shrunk.case.cluster.workers).toHaveLength(workers);
    expect(first?.shrunk.case).toMatchObject({ faults: [], schedule: [], ...rest });
    // Stream names are those of the sumstat that it was found with.
    expect(first?.shrunk.case.workload).toHaveLength(rest.workload?.length ?? -1);
  });

  it('reaches the least case from below even if the way down is broken', () => {
    const stuck: typeof reduce = (failing) => ({ case: failing, runs: 0, complete: true });
    for (const name of ['per-key-polling~off-by-one', 'key-stream~counts-every-message', 'key-stream~ends-first', 'per-key-polling~empty-overwrites']) {
      const { protocol } = subjectNamed(name);
      const [{ failure, shrunk }] = foundOf(name) as [Found];

      const climbed = shrink(failure.case, failure.signature, protocol, { maxRuns: 100_000, reduce: stuck });

      expect([name, climbed.least, climbed.size, climbed.reductionRuns]).toEqual([name, true, shrunk.size, 0]);
      expect(climbed.case.workload.length).toBe(shrunk.case.workload.length);
    }
  });

  it('says so when the search ends before the proof does', () => {
    const { protocol } = subjectNamed(SLOW[0] as string);
    const [{ failure }] = foundOf(SLOW[0] as string) as [Found];

    const cut = shrink(failure.case, failure.signature, protocol, { maxRuns: 50 });

    expect([cut.least, cut.held]).toEqual([false, 50]);
    expect(hasSignature(runCase(cut.case, protocol).verdict, failure.signature)).toBe(true);
  });

  it('shrinks a case from a file as it does one that was generated', () => {
    const { protocol } = subjectNamed('key-stream~ends-first');
    const [{ failure, shrunk }] = foundOf('key-stream~ends-first') as [Found];

    const foreign = parseCaseFile(formatCase(failure.case), 'a test').case;

    expect(formatCase(shrink(foreign, failure.signature, protocol).case)).toBe(formatCase(shrunk.case));
  });

  it('is what fc.assert shrinks with', () => {
    const subject = subjectNamed('per-key-polling~silent-when-empty');

    const outcome = fc.check(
      fc.property(caseArbitrary(caseSpace(subject)), (c) => !hasSignature(runCase(c, subject.protocol).verdict, 'always finishes: epoch')),
      { seed: 3, numRuns: 200 },
    );

    expect(outcome.failed).toBe(true);
    const [least] = outcome.counterexample as [Case];
    expect(describeCase(least)).toBe('2 workers, 1 key, 1 epoch, 1 observation');
  });
});

function observe(at: number, worker: number, value: number): Case['workload'][number] {
  return expect.objectContaining({ at, do: 'observe', worker, key: 'a', value }) as Case['workload'][number];
}

function collect(at: number): Case['workload'][number] {
  return { at, do: 'collect', sumstat: 'seen' };
}
