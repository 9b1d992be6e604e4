/** Puts a calculation through all laws: for each, that it held in so many runs, or the least case in which it does not. */
import fc from 'fast-check';
import { BadInput } from '../model/case-file.ts';
import { describeValue } from '../model/describe.ts';
import type { Law } from '../model/law.ts';
import { LAWS } from '../model/law.ts';
import type { Mismatch } from '../model/mismatch.ts';
import { suggestion } from '../model/nearest-names.ts';
import type { OwnCalculation } from '../model/own-calculation.ts';
import { ownCalculation, ownNames } from '../model/own-calculation.ts';
import type { Quirk } from '../model/quirks.ts';
import type { Reducer } from '../model/sumstat.ts';
import type { Value } from '../model/value.ts';
import { anyValue } from './any-value.ts';
import { BUILT_IN_LAWS } from './built-in-laws.ts';
import { builtInSubject } from './built-in-subject.ts';
import { LAW_CHECKS } from './law-checks.ts';
import { ownSubject } from './own-subject.ts';
import type { LawSubject, Sighting } from './subject.ts';

export interface LawOptions {
  /** What may be observed; numbers small and large, counts and texts, where there is none. */
  readonly values?: fc.Arbitrary<Value>;
  /** Settings of a calculation of SumStats, such as `{ uniqueMax: 3 }`. */
  readonly reducer?: Partial<Reducer>;
  /** What the real system does otherwise; only calculations of SumStats know any. */
  readonly quirks?: readonly Quirk[];
  /** How many lists of observations each law is tried on; 300 where there is none. */
  readonly runs?: number;
  /** The same seed draws the same lists; 1 where there is none. */
  readonly seed?: number;
}

/** The least list of observations, as far as it could be shrunk, that breaks a law. */
export interface Counterexample extends Mismatch {
  /** In the order of time; workers arrive in that of their numbers. */
  readonly seen: readonly Sighting[];
  /** What each worker, from 1, observed. */
  readonly parts: readonly (readonly Value[])[];
  /** All of it in one line. */
  readonly text: string;
}

export type LawFinding = { readonly holds: true; readonly runs: number } | { readonly holds: false; readonly runs: number; readonly counterexample: Counterexample };
export type LawFindings = { readonly [law in Law]: LawFinding };

/** The most observations in a list. */
const OBSERVATIONS = 12;

/**
 * @param calculation one that need not be defined, or the name of one that is; of one of SumStats, also by a name of `BUILT_IN_LAWS`
 * @throws {BadInput} where there is none of that name
 */
export function calculationLaws(calculation: OwnCalculation | string, options: LawOptions = {}): LawFindings {
  const subject = subjectOf(calculation, options);
  return Object.fromEntries(LAWS.map((law) => [law, finding(subject, law, options)])) as LawFindings;
}

/**
 * Asserts that the laws hold which the calculation states, and that the others can be seen to fail.
 * @param calculation as for `calculationLaws`
 * @throws {Error} with all laws that are not as stated, each with its least counterexample
 */
export function assertLaws(calculation: OwnCalculation | string, options: LawOptions = {}): void {
  const { name, laws } = subjectOf(calculation, options);
  const findings = calculationLaws(calculation, options);
  const wrong = LAWS.filter((law) => findings[law].holds !== (laws[law] ?? true)).map((law) => {
    const found = findings[law];
    return found.holds ? `  ${law}: is said not to hold, and did in all ${found.runs} runs` : `  ${law}: ${found.counterexample.text}`;
  });
  if (wrong.length > 0) throw new Error(`${name} does not obey the laws as it says:\n${wrong.join('\n')}`);
}

function subjectOf(calculation: OwnCalculation | string, { reducer, quirks }: LawOptions): LawSubject {
  if (typeof calculation !== 'string') return ownSubject(calculation);
  const own = ownCalculation(calculation);
  if (own !== undefined) return ownSubject(own);
  const stated = Object.hasOwn(BUILT_IN_LAWS, calculation) ? BUILT_IN_LAWS[calculation] : undefined;
  if (stated === undefined) throw new BadInput(`There is no calculation named ${describeValue(calculation)}. ${suggestion(calculation, [...Object.keys(BUILT_IN_LAWS), ...ownNames()])}`);
  return builtInSubject(calculation, stated, reducer, quirks);
}

function finding(subject: LawSubject, law: Law, { values = anyValue, runs = 300, seed = 1 }: LawOptions): LawFinding {
  const { workers } = LAW_CHECKS[law];
  const sightings = fc.array(fc.record({ worker: fc.integer({ min: 1, max: workers }), value: values }), { maxLength: OBSERVATIONS });
  const checked = fc.check(fc.property(sightings, (seen) => whyBroken(subject, law, seen) === null), { numRuns: runs, seed });
  if (!checked.failed) return { holds: true, runs: checked.numRuns };
  const [shrunk] = checked.counterexample as [Sighting[]];
  const plain = PLAIN_VALUES.filter((value) => values.canShrinkWithoutContext(value));
  return { holds: false, runs: checked.numRuns, counterexample: counterexample(subject, law, plainest(subject, law, shrunk, plain)) };
}

/** What fast-check leaves where others would do. */
const PLAIN_VALUES: readonly Value[] = [0, 1, 2, 3];

/** The same with the first of the plain values, wherever one breaks the law as well. */
function plainest(subject: LawSubject, law: Law, seen: readonly Sighting[], plain: readonly Value[]): readonly Sighting[] {
  return seen.reduce((best, { worker, value }, i) => {
    const plainer = plain.slice(0, plain.includes(value) ? plain.indexOf(value) : undefined).map((other) => best.with(i, { worker, value: other }));
    return plainer.find((candidate) => whyBroken(subject, law, candidate) !== null) ?? best;
  }, seen);
}

function counterexample(subject: LawSubject, law: Law, seen: readonly Sighting[]): Counterexample {
  const { expected, actual } = whyBroken(subject, law, seen) ?? { expected: 'the same the second time', actual: 'another result: it draws by chance' };
  const parts = Array.from({ length: Math.max(0, ...seen.map(({ worker }) => worker)) }, (_, i) => seen.filter(({ worker }) => worker === i + 1).map(({ value }) => value));
  const held = parts.map((part, i) => `worker-${i + 1} saw ${describeValue(part)}`).join(', ');
  return { seen, parts, expected, actual, text: `${held === '' ? 'nobody saw anything' : held}: expected ${expected}, and it is ${actual}` };
}

/** Why a law is broken; throwing is one way. */
function whyBroken(subject: LawSubject, law: Law, seen: readonly Sighting[]): Mismatch | null {
  try {
    return LAW_CHECKS[law].broken(subject, seen);
  } catch (error) {
    return { expected: 'a result', actual: `an error: ${error instanceof Error ? error.message : String(error)}` };
  }
}
