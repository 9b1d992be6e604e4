/** The calculations of SumStats obey the laws that they are said to obey, and for each other law something shows that they do not. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LawFindings } from '../src/laws/calculation-laws.ts';
import { assertLaws, calculationLaws } from '../src/laws/calculation-laws.ts';
import { BUILT_IN_LAWS } from '../src/laws/built-in-laws.ts';
import type { Law } from '../src/model/law.ts';
import { LAWS } from '../src/model/law.ts';
import type { OwnCalculation } from '../src/model/own-calculation.ts';
import type { Quirk } from '../src/model/quirks.ts';
import { CALCULATIONS } from '../src/model/sumstat.ts';

const NAMES = Object.keys(BUILT_IN_LAWS);

const counterexampleOf = (findings: LawFindings, law: Law): { text: string } => {
  const finding = findings[law];
  if (finding.holds) throw new Error(`${law} held in ${finding.runs} runs`);
  return finding.counterexample;
};

describe('the calculations of SumStats', () => {
  it('are all there', () => {
    expect(new Set(Object.values(BUILT_IN_LAWS).map(({ calculation }) => calculation))).toEqual(new Set(CALCULATIONS));
  });

  it.each(NAMES)('obey the laws that they are said to obey, and break the others: %s', (name) => {
    expect(() => assertLaws(name)).not.toThrow();
  });

  it.each<[string, Law, string]>([
    ['SUM to the last bit', 'associative', 'worker-1 saw [1], worker-2 saw [-1.2], worker-3 saw [-1]: expected -1.2, and it is -1.2000000000000002'],
    ['UNIQUE with a limit', 'partition equals whole', 'worker-1 saw [0, 1], worker-2 saw [2]: expected {unique: 3, uniqueVals: set(0, 1, 2)}, and it is {unique: 2, uniqueVals: set(0, 1)}'],
    ['LAST', 'commutative', 'worker-1 saw [1], worker-2 saw [0]: expected [1, 0], and it is [0, 1]'],
    ['SAMPLE', 'commutative', 'worker-1 saw [0, 0], worker-2 saw [1]: expected {seen: 3, elements: [0, 1]}, and it is {seen: 3, elements: [0, 0]}'],
    ['TOPK', 'partition equals whole', 'worker-1 saw [0, 1], worker-2 saw [2]: expected table(1: [1, 0], 2: [2, 1]), and it is table(0: [1, 0], 1: [1, 0], 2: [1, 0])'],
    ['TOPK with its order of ties', 'commutative', 'worker-1 saw [1], worker-2 saw [0]: expected [[1, 1, 0]], and it is [[1, 0, 1]]'],
  ])('%s is shown not to be %s by a least case', (name, law, text) => {
    expect(counterexampleOf(calculationLaws(name, { runs: 100 }), law).text).toBe(text);
  });

  it.each<[Quirk, string, Law]>([
    ['varLeftEmpty', 'VARIANCE', 'neutral on the left'],
    ['hllThirdContributor', 'HLL_UNIQUE', 'closed under merge'],
  ])('break a law by the quirk %s: %s is not %s', (quirk, name, law) => {
    expect(calculationLaws(name, { runs: 100 })[law].holds).toBe(true);
    expect(calculationLaws(name, { quirks: [quirk], runs: 100 })[law].holds).toBe(false);
  });

  it('take settings and values of one’s own', () => {
    const wide = calculationLaws('UNIQUE with a limit', { reducer: { uniqueMax: 50 }, runs: 100 });

    expect(LAWS.filter((law) => !wide[law].holds)).toEqual([]);
  });
});

interface Total {
  total: number;
  steps: number[];
}

/** The sum of whole numbers, and the list of them. */
const TOTAL: OwnCalculation<Total, number> = {
  name: 'TOTAL',
  empty: () => ({ total: 0, steps: [] }),
  observe(state, x) {
    state.total += Math.round(x);
    state.steps.push(Math.round(x));
  },
  merge: (a, b) => ({ total: a.total + b.total, steps: [...a.steps, ...b.steps] }),
  reference: (seen) => seen.reduce((sum, { x }) => sum + Math.round(x), 0),
  relation: (expected, { total }) => (total === expected ? null : { expected: String(expected), actual: String(total) }),
};

describe('a calculation of one’s own', () => {
  /** Without the extremes, whole numbers add up exactly. */
  const broken = (change: Partial<typeof TOTAL>): Law[] => {
    const findings = calculationLaws({ ...TOTAL, ...change }, { values: smallValues });
    return LAWS.filter((law) => !findings[law].holds);
  };

  it('obeys all laws where it is right', () => {
    expect(broken({})).toEqual([]);
    expect(() => assertLaws(TOTAL, { values: smallValues })).not.toThrow();
  });

  class Steps extends Array<number> {}
  const UNLIKE_WHOLE: Law[] = ['closed under merge', 'partition equals whole', 'agrees with the reference'];
  it.each<[string, Partial<typeof TOTAL>, Law[]]>([
    ['drops the right side', { merge: (a) => structuredClone(a) }, ['commutative', 'neutral on the left', ...UNLIKE_WHOLE]],
    ['drops the left side', { merge: (_, b) => structuredClone(b) }, ['commutative', 'neutral on the right', ...UNLIKE_WHOLE]],
    ['counts the left side twice', { merge: (a, b) => ({ ...b, total: 2 * a.total + b.total }) }, ['commutative', 'associative', 'neutral on the right', ...UNLIKE_WHOLE]],
    ['begins with what is not neutral', { empty: () => ({ total: 1, steps: [] }) }, ['neutral on the left', 'neutral on the right', ...UNLIKE_WHOLE]],
    ['hands on a list of its right side', { merge: (a, b) => (a.steps.length === 0 ? { ...b } : TOTAL.merge(a, b)) }, ['inputs untouched']],
    ['merges into its left side', { merge: (a, b) => (b.steps.forEach((x) => TOTAL.observe(a, x, x)), a) }, ['inputs untouched']],
    ['holds an object of a class', { empty: () => ({ total: 0, steps: new Steps() }) }, ['decoded as encoded']],
    ['throws once there is much', { merge: (a, b) => (a.steps.length > 4 ? thrown() : TOTAL.merge(a, b)) }, UNLIKE_WHOLE],
    ['has a reference of its own mind', { reference: (seen) => seen.length }, ['agrees with the reference']],
  ])('is told of where it %s', (_, change, laws) => {
    expect(broken(change)).toEqual(expect.arrayContaining(laws));
  });

  it('is told of by the law and its least case', () => {
    expect(() => assertLaws({ ...TOTAL, merge: (a) => structuredClone(a) }, { values: smallValues })).toThrow(
      'TOTAL does not obey the laws as it says:\n  commutative: worker-1 saw [1]: expected {total: 1, steps: [1]}, and it is {total: 0, steps: []}\n  neutral on the left: ',
    );
  });

  it('may say that a law does not hold, and must show it', () => {
    const first: typeof TOTAL = { ...TOTAL, merge: (a) => structuredClone(a), laws: { commutative: false } };

    expect(() => assertLaws(first, { values: smallValues })).not.toThrow('commutative');
    expect(() => assertLaws({ ...TOTAL, laws: { commutative: false } }, { values: smallValues })).toThrow('commutative: is said not to hold, and did in all 300 runs');
  });

  it('must have a name that is known, where it is called by one', () => {
    expect(() => calculationLaws('UNIQ')).toThrow('There is no calculation named "UNIQ". Did you mean "UNIQUE"');
  });
});

const smallValues = fc.integer({ min: -9, max: 9 });

function thrown(): never {
  throw new Error('enough');
}
