/** The example of docs/calculations.md, word for word, and what comes of it where it is wrong. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

// The example begins.
import { assertLaws, defineCalculation, evaluate, subjectNamed } from '../src/index.ts';

const geometricMean = defineCalculation<{ count: number; logs: number }, number>({
  name: 'GEOMETRIC_MEAN',

  // On a node: a state, what one observation makes of it, and what two states are together.
  empty: () => ({ count: 0, logs: 0 }),
  observe(state, x) {
    if (x <= 0) return; // which has no logarithm
    state.count += 1;
    state.logs += Math.log(x);
  },
  merge: (a, b) => ({ count: a.count + b.count, logs: a.logs + b.logs }),

  // In the oracle: the right answer from all observations at once, by another way than the nodes take.
  reference(seen) {
    const positive = seen.map(({ x }) => x).filter((x) => x > 0);
    return positive.reduce((product, x) => product * x ** (1 / positive.length), 1);
  },
  relation(expected, { count, logs }) {
    const actual = count === 0 ? 1 : Math.exp(logs / count);
    return Math.abs(actual - expected) <= 1e-9 * expected ? null : { expected: String(expected), actual: String(actual) };
  },
});

assertLaws(geometricMean);

const { report } = evaluate(subjectNamed('key-stream'), { seed: 1, runs: 500, apply: ['GEOMETRIC_MEAN'] });
// The example ends.

import type { Case } from '../src/index.ts';
import { BUILT_IN_LAWS, calculationLaws, describeCase, formatCase, hunt, mainSignature, parseCaseFile, runCase } from '../src/index.ts';
import { LAWS } from '../src/model/law.ts';

const DOCUMENT = readFileSync(new URL('../docs/calculations.md', import.meta.url), 'utf8');

describe('the example of docs/calculations.md', () => {
  it('is what is run here', () => {
    const source = readFileSync(new URL('./own-calculation.test.ts', import.meta.url), 'utf8');
    const [, example] = /\/\/ The example begins\.\n([^]*?)\/\/ The example ends\./.exec(source) ?? [];
    if (example === undefined) throw new Error('the example is not marked any more');

    expect(DOCUMENT).toContain(`\`\`\`ts\n${example.replaceAll("'../src/index.ts'", "'rollcall'")}\`\`\`\n`);
  });

  it('obeys all laws, and is held in cases', () => {
    expect(LAWS.filter((law) => !calculationLaws('GEOMETRIC_MEAN')[law].holds)).toEqual([]);
    expect(report).toMatchObject({ outcome: 'as expected', cases: 500, found: null });
  });
});

const SLIPS = [
  ['a merge that drops the right side', defineCalculation({ ...geometricMean, name: 'FORGETFUL_MEAN', merge: (a) => ({ ...a }) })],
  ['a reference that is the arithmetic mean', defineCalculation({ ...geometricMean, name: 'CONFUSED_MEAN', reference: (seen) => seen.reduce((sum, { x }) => sum + x, 0) / seen.length })],
] as const;

describe.each(SLIPS)('%s', (_, slip) => {
  it('breaks a law', () => {
    expect(() => assertLaws(slip)).toThrow(`${slip.name} does not obey the laws as it says:`);
    expect(calculationLaws(slip)['agrees with the reference'].holds).toBe(false);
  });

  it('is caught in a run of a sound protocol, with a least case that replays', () => {
    const options = { seed: 1, runs: 200, apply: [slip.name], by: 'results equal reference' };
    const { report: caught } = evaluate(subjectNamed('key-stream'), options);
    const least = caught.found;
    if (least === null) throw new Error('nothing was found');

    // Of an epoch, or of an answer to a request; a crossing, which "thresholds" judges, may be told with it as well.
    expect(least.signature).toMatch(new RegExp(`^results equal reference: (request: )?${slip.name}$`));
    expect(hunt(subjectNamed('key-stream'), options).failure?.signature).toBe(least.signature);
    expect(least.proof).toMatch(/^least: /);
    expect(least.case.sumstats).toEqual([{ name: 'seen', reducers: [{ stream: 'conn', apply: [slip.name] }] }]);
    expect(mainSignature(runCase(parseCaseFile(formatCase(least.case), 'a test').case).verdict)).toBe(least.signature);
  });
});

describe('docs/calculations.md', () => {
  it('shows what a forgetful merge is told', () => {
    const { report: caught } = evaluate(subjectNamed('key-stream'), { seed: 1, runs: 200, apply: ['FORGETFUL_MEAN'], by: 'results equal reference' });
    const { counterexample } = calculationLaws('FORGETFUL_MEAN').commutative as { counterexample?: { text: string } };

    expect(DOCUMENT).toContain(`  commutative: ${counterexample?.text}\n`);
    expect(DOCUMENT).toContain(`${caught.found?.message}\n${describeCase(caught.found?.case as Case)}  (${caught.found?.proof})\n`);
  });

  it('explains every law', () => {
    const [, explained = ''] = /\| law \| what it says \|\n\| --- \| --- \|\n([^]*?)\n\n/.exec(DOCUMENT) ?? [];

    expect(explained.split('\n').map((row) => row.split(' | ')[0])).toEqual(LAWS.map((law) => `| ${law}`));
  });

  it('says which laws the calculations of SumStats do not obey', () => {
    const rows = Object.entries(BUILT_IN_LAWS)
      .filter(([, { broken }]) => broken.length > 0)
      .map(([name, { broken }]) => `| ${name} | ${broken.join(', ')} |\n`);

    expect(DOCUMENT).toContain(`| calculation | does not obey |\n| --- | --- |\n${rows.join('')}`);
  });
});
