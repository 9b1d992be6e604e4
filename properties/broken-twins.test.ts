/** A harness is only as good as the bugs it finds: every broken twin is caught by the check it was made for, from any seed. */
import { describe, expect, it } from 'vitest';
import { SUBJECTS } from '../src/adapters/registry.ts';
import { hunt } from '../src/harness/hunt.ts';
import type { CheckName } from '../src/model/verdict.ts';
import { CHECKS } from '../src/model/verdict.ts';
import type { Subject } from '../src/protocol/subject.ts';

const SEEDS = Array.from({ length: 20 }, (_, i) => 1_000 + i);

/** Cases within which a broken twin must be caught. */
const RUNS = 200;

const expecting = (kind: Subject['expect']['kind']): Subject[] => SUBJECTS.filter((subject) => subject.expect.kind === kind);

describe('a broken twin', () => {
  it.each(expecting('caught'))(`is caught by its check within ${RUNS} cases from each of ${SEEDS.length} seeds: $name`, (subject) => {
    const missed = SEEDS.filter((seed) => hunt(subject, { seed, runs: RUNS, by: checkOf(subject) }).failure === null);

    expect(missed).toEqual([]);
  });

  it('exists for every check', () => {
    const named = expecting('caught').map(checkOf);

    expect(CHECKS.filter((check) => !named.includes(check))).toEqual([]);
  });
});

describe('a sound protocol', () => {
  it.each(expecting('holds'))('holds in every case, and every case can be judged: $name', (subject) => {
    const { failure, inconclusive, cases } = hunt(subject, { seed: 77, runs: 1_000 });

    expect(failure?.signature).toBeUndefined();
    expect(inconclusive).toEqual({ cases: 0, why: '' });
    expect(cases).toBe(1_000);
  });

  it.each(expecting('not needed'))('holds without a copy that is not needed: $name', (subject) => {
    const { failure, inconclusive, missedCopies } = hunt(subject, { seed: 78, runs: 1_000 });

    expect(failure?.signature).toBeUndefined();
    expect(inconclusive.cases).toBe(0);
    // It says something only where the copy was really left out.
    expect(missedCopies).toBeGreaterThan(500);
  });
});

function checkOf({ expect: expected }: Subject): CheckName {
  if (expected.kind !== 'caught') throw new Error('only a broken twin is made for a check');
  return expected.by;
}
