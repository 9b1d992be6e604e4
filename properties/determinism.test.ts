/** Same Case, same Trace: byte for byte, whoever ran before. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SUBJECTS } from '../src/adapters/registry.ts';
import { caseArbitrary } from '../src/arbitraries/case-arbitrary.ts';
import { caseSpace } from '../src/harness/case-space.ts';
import { caseGenerator } from '../src/harness/generate.ts';
import { loadCase } from '../src/harness/keep.ts';
import { runCase, Runner } from '../src/harness/run-case.ts';
import { formatCase, parseCaseFile } from '../src/model/case-file.ts';
import { describeTrace } from '../src/model/describe.ts';

describe('the same case', () => {
  it.each(SUBJECTS)('gives the same trace and verdict from a new simulator, a used one and a file: $name', (subject) => {
    const used = new Runner(subject.protocol);

    fc.assert(
      // Also under faults that the protocol does not claim to tolerate: a violation is no excuse.
      fc.property(caseArbitrary(caseSpace(subject, { beyond: true })), (c) => {
        const first = runCase(c, subject.protocol);
        const trace = describeTrace(first.trace);

        const second = runCase(structuredClone(c), subject.protocol);
        const third = used.run(c);
        const fromFile = runCase(parseCaseFile(formatCase(c), 'a test').case, subject.protocol);

        for (const again of [second, third, fromFile]) {
          expect(describeTrace(again.trace)).toBe(trace);
          expect(again.verdict).toEqual(first.verdict);
        }
      }),
      { seed: 5, numRuns: 30 },
    );
  });

  it('is drawn by its number alone, whatever was drawn before', () => {
    const [subject] = SUBJECTS;
    if (subject === undefined) throw new Error('there are no subjects');
    const inOrder = caseGenerator(caseSpace(subject), 9);
    const backwards = caseGenerator(caseSpace(subject), 9);

    const first = [0, 1, 2, 3].map((i) => formatCase(inOrder(i)));
    const second = [3, 2, 1, 0].map((i) => formatCase(backwards(i)));

    expect(second.toReversed()).toEqual(first);
    expect(new Set(first).size).toBe(4);
  });
});

describe('the trace of a fixed case', () => {
  it.each([
    'key-stream--two-epochs-and-a-request',
    'key-stream~no-copy-at-request',
    'per-key-polling--two-epochs-and-a-request',
    'per-key-polling~off-by-one',
  ])('does not change from version to version: %s', async (name) => {
    const { case: c } = loadCase(new URL(`../fixtures/${name}.json`, import.meta.url).pathname);

    const { trace } = runCase(c);

    await expect(`${describeTrace(trace)}\n`).toMatchFileSnapshot(`traces/${name}.txt`);
  });
});
