/** A harness is only as good as the bugs it finds: every broken twin is caught by the check it was made for, from any seed. */
import { describe, expect, it } from 'vitest';
import { SUBJECTS } from '../src/adapters/registry.ts';
import { caseSpace } from '../src/harness/case-space.ts';
import { caseGenerator } from '../src/harness/generate.ts';
import { hunt } from '../src/harness/hunt.ts';
import { Runner } from '../src/harness/run-case.ts';
import type { CheckName } from '../src/model/verdict.ts';
import { CHECKS } from '../src/model/verdict.ts';
import type { Subject } from '../src/protocol/subject.ts';

const SEEDS = Array.from({ length: 20 }, (_, i) => 1_000 + i);

/** Cases within which a broken twin must be caught. */
const RUNS = 200;

const expecting = (kind: Subject['expect']['kind']): Subject[] => SUBJECTS.filter((subject) => subject.expect.kind === kind);

describe('a broken twin', () => {
  it.each(expecting('caught'))(`is caught by its check within ${RUNS} cases from each of ${SEEDS.length} seeds: $name`, (subject) => {
    expect(SEEDS.filter((seed) => casesUntilCaught(subject, seed) > RUNS)).toEqual([]);
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

/** How many cases it takes until the check that it was made for fails, whatever others say before; Infinity where it never does. */
function casesUntilCaught(subject: Subject, seed: number): number {
  const generate = caseGenerator(caseSpace(subject), seed);
  const runner = new Runner(subject.protocol);
  for (let i = 0; i < RUNS; i++) {
    const { verdict } = runner.run(generate(i));
    if (verdict.kind === 'violated' && verdict.violations.some((violation) => violation.check === checkOf(subject))) return i + 1;
  }
  return Infinity;
}

function checkOf({ expect: expected }: Subject): CheckName | undefined {
  return expected.kind === 'caught' ? expected.by : undefined;
}
