/**
 * The quirks of the real system are findings: each, turned on in a sound protocol, is caught in random cases by the check that
 * it is a matter of, and comes down to the least case that shows it. Without the quirk that case holds.
 */
import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { protocolNamed, subjectNamed } from '../src/adapters/registry.ts';
import { hunt } from '../src/harness/hunt.ts';
import { runCase } from '../src/harness/run-case.ts';
import { shrink } from '../src/harness/shrink.ts';
import { formatCase, parseCaseFile } from '../src/model/case-file.ts';
import type { Case } from '../src/model/case.ts';
import { describeCase } from '../src/model/describe.ts';
import type { Quirk } from '../src/model/quirks.ts';
import { QUIRK_NAMES, quirksAt } from '../src/model/quirks.ts';
import { hasSignature } from '../src/model/verdict.ts';
import type { Subject } from '../src/protocol/subject.ts';

const SLOW = process.env['ROLLCALL_SLOW'] !== undefined;
const SEEDS = Array.from({ length: SLOW ? 20 : 3 }, (_, i) => 1_000 + i);

/** A hunt of thousands of cases, and a way down from more than fifty keys: `npm run test:slow` goes it from every seed. */
const LONG: readonly Quirk[] = ['varLeftEmpty', 'firstPortionOnly'];
const seedsFor = (quirk: Quirk): number[] => (LONG.includes(quirk) && !SLOW ? SEEDS.slice(0, 1) : SEEDS);

/** Cases within which a quirk must be found; and the one that needs another beside it, and two workers of which the right one is first. */
const CASES = 1_000;
const CASES_OF_TWO = 10_000;

/** What each is found in, by what, and the least case of it. */
const FOUND: readonly (readonly [Quirk, protocol: string, signature: string, least: string])[] = [
  ['sharedStream', 'per-key-polling', 'exactly once: counted twice', '1 worker, 1 key, 1 epoch, 1 observation'],
  ['normalizeLeak', 'per-key-polling', 'exactly once: lost', '1 worker, 1 key, 1 epoch, 1 observation'],
  ['predBeforeNormalize', 'per-key-polling', 'exactly once: lost', '1 worker, 1 key, 1 epoch, 1 observation'],
  ['dblFirst', 'per-key-polling', 'results equal reference: SUM', '1 worker, 1 key, 1 epoch, 1 observation'],
  ['varUnconditional', 'per-key-polling', 'results equal reference: VARIANCE', '2 workers, 1 key, 1 epoch, 3 observations'],
  ['varLeftEmpty', 'per-key-polling', 'results equal reference: VARIANCE', '2 workers, 1 key, 1 epoch, 3 observations'],
  ['hllThirdContributor', 'per-key-polling', 'results equal reference: HLL_UNIQUE', '3 workers, 1 key, 1 epoch, 3 observations'],
  // Registers are compared, and those of another hash are others, however few.
  ['hllSeed', 'per-key-polling', 'results equal reference: HLL_UNIQUE', '1 worker, 1 key, 1 epoch, 1 observation'],
  ['composeDropsStreams', 'per-key-polling', 'exactly once: lost', '2 workers, 1 key, 1 epoch, 2 observations'],
  ['madeUpStreams', 'per-key-polling', 'results equal reference: begin', '1 worker, 1 key, 1 epoch, 2 observations'],
  ['limiterPrecedence', 'standalone', 'exactly once: lost', 'no workers, 1 key, 1 epoch, 2 observations'],
  ['crossLeak', 'per-key-polling', 'thresholds: not told', '1 worker, 1 key, 2 epochs, 2 observations'],
  ['resetRace', 'per-key-polling', 'thresholds: told twice', '1 worker, 1 key, 2 epochs, 1 observation'],
  ['lastBatchThresholds', 'batched-push', 'thresholds: not told', '2 workers, 1 key, 1 epoch, 1 observation'],
  ['noResultNoEnd', 'standalone', 'always finishes: epoch', 'no workers, 1 epoch, no observations'],
  // What was observed before the end is still there after it.
  ['noResultNoReset', 'standalone', 'results equal reference: request: observations too many', 'no workers, 1 key, 1 epoch, 1 request, 1 observation'],
  ['emptyNoEnd', 'standalone', 'always finishes: epoch', 'no workers, 1 epoch, no observations'],
  ['skipsWhileWalking', 'standalone', 'always finishes: epoch', 'no workers, 2 keys, 1 epoch, 2 observations'],
  ['firstPortionOnly', 'standalone', 'always finishes: epoch', 'no workers, 51 keys, 1 epoch, 51 observations'],
];

/** No single case shows that a sample is not as likely as another. */
const FOUND_ELSEWHERE: { readonly [name in Quirk]?: string } = { sampleBias: 'properties/sampling.test.ts' };

/** What must be on for a quirk to be reached: an empty value on the left of a merge is one that a look at a threshold made up. */
const BESIDE: { readonly [name in Quirk]?: readonly Quirk[] } = { varLeftEmpty: ['madeUpStreams'] };

/** Smaller cases to run for a proof: enough for size 7, and in `npm test` for size 6. */
const LIMITS = { maxRuns: SLOW ? 9_000 : 900 };

describe('a quirk', () => {
  it.each(FOUND)('is found, and comes to its least case: %s in %s, by %s', (quirk, protocol, signature, least) => {
    const subject = withQuirks(protocol, [...(BESIDE[quirk] ?? []), quirk]);
    const leasts = seedsFor(quirk).map((seed) => {
      const { failure } = hunt(subject, { seed, runs: quirk in BESIDE ? CASES_OF_TWO : CASES, by: signature });
      if (failure === null) throw new Error(`${quirk} was not found from seed ${seed}`);

      const shrunk = shrink(failure.case, signature, subject.protocol, LIMITS);

      expect(shrunk.case.quirks).toContain(quirk);
      for (const c of [failure.case, shrunk.case]) expectSoundWithout(quirk, c, signature, subject);
      return describeCase(shrunk.case);
    });

    // Between two streams the way down may end early, and the search from below knows one stream only: from one seed in twenty.
    expect(leasts.filter((one) => one !== least).length).toBeLessThanOrEqual(leasts.length / 20);
    expect(leasts).toContain(least);
  }, 300_000);

  it('is in the table, or found elsewhere', () => {
    const told = [...FOUND.map(([quirk]) => quirk), ...(Object.keys(FOUND_ELSEWHERE) as Quirk[])];

    expect(told.toSorted()).toEqual(QUIRK_NAMES.toSorted());
    for (const path of Object.values(FOUND_ELSEWHERE)) expect(existsSync(new URL(`../${path}`, import.meta.url))).toBe(true);
  });

  it('that is found elsewhere is not found in single cases', () => {
    expect(hunt(withQuirks('per-key-polling', ['sampleBias']), { seed: 1_000, runs: CASES }).failure).toBeNull();
  });
});

describe('a real protocol', () => {
  it.each(['standalone@2014-03', 'standalone@head'])('is violated, and holds without the quirks of its day: %s', (name) => {
    const { failure } = hunt(subjectNamed(name), { seed: 1_000, runs: 200 });

    if (failure === null) throw new Error(`nothing was found in ${name}`);
    const { quirks: _, ...without } = protocolNamed(name);
    expect(runCase(failure.case, without).verdict.kind).toBe('held');
  });

  it.each([
    ...['2013-05-02', '2013-05-21', '2013-06'].map((day) => `batched-push@${day}`),
    ...['2013-08-03', '2013-08-21', '2013-08-26', '2014-03', '2016-07', 'head'].map((day) => `per-key-polling@${day}`),
  ])('is violated; without the quirks of its day, and where no limits are watched, it holds and takes as many messages as is claimed: %s', (name) => {
    const subject = subjectNamed(name);
    const { quirks: _, ...without } = subject.protocol;
    const unwatched = { ...without, claims: { ...without.claims, thresholds: false } };

    expect(hunt(subject, { seed: 1_000, runs: 200 }).failure).not.toBeNull();
    expect(hunt({ ...subject, protocol: unwatched }, { seed: 1_000, runs: 300 }).failure).toBeNull();
  });
});

describe('quirksAt', () => {
  const ALWAYS: Quirk[] = ['sharedStream', 'varUnconditional', 'varLeftEmpty', 'hllThirdContributor', 'sampleBias', 'madeUpStreams', 'limiterPrecedence'];

  it.each<[string, Quirk[]]>([
    ['2013-03-31', []],
    ['2013-04-15', [...ALWAYS, 'lastBatchThresholds', 'normalizeLeak', 'predBeforeNormalize', 'dblFirst', 'composeDropsStreams']],
    ['2016-07-31', [...ALWAYS, 'normalizeLeak', 'crossLeak', 'resetRace', 'noResultNoEnd', 'emptyNoEnd', 'skipsWhileWalking', 'firstPortionOnly']],
    ['2018-08-12', [...ALWAYS, 'normalizeLeak', 'crossLeak', 'resetRace', 'noResultNoEnd', 'emptyNoEnd']],
    ['2018-08-13', [...ALWAYS, 'crossLeak', 'resetRace', 'noResultNoEnd', 'emptyNoEnd']],
    ['2018-09-01', [...ALWAYS, 'crossLeak', 'resetRace', 'noResultNoEnd', 'emptyNoEnd']],
    ['2026-08-21', [...ALWAYS, 'crossLeak', 'resetRace', 'noResultNoEnd', 'noResultNoReset']],
  ])('tells what was in force on %s', (day, quirks) => {
    expect(quirksAt(day).toSorted()).toEqual(quirks.toSorted());
  });
});

function withQuirks(name: string, quirks: readonly Quirk[]): Subject {
  return { ...subjectNamed(name), pinned: { faults: [], quirks } };
}

/** Without the quirk the case holds; but one that only the quirk makes legal is refused. */
function expectSoundWithout(quirk: Quirk, c: Case, signature: string, { protocol }: Subject): void {
  const { quirks, ...plain } = c;
  const beside = quirks?.filter((name) => name !== quirk) ?? [];
  if (quirk === 'sharedStream') expect(() => parseCaseFile(formatCase(plain), 'a test')).toThrow('must not share a stream');
  else if (beside.length === 0) expect(runCase(plain, protocol).verdict.kind).toBe('held');
  else expect(hasSignature(runCase({ ...plain, quirks: beside }, protocol).verdict, signature)).toBe(false);
}
