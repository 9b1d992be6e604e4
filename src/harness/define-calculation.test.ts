import { describe, expect, it } from 'vitest';
import { BadInput, parseCaseFile } from '../model/case-file.ts';
import { describeReport } from '../model/describe.ts';
import type { OwnCalculation } from '../model/own-calculation.ts';
import { agrees } from '../reference/agrees.ts';
import { emptyValue } from '../sumstats/observe.ts';
import { defineCalculation } from './define-calculation.ts';
import { runCase } from './run-case.ts';

/** How many texts, and how many numbers. */
const KINDS: OwnCalculation<{ texts: number; numbers: number }, [number, number]> = {
  name: 'KINDS',
  empty: () => ({ texts: 0, numbers: 0 }),
  observe(state, _, value) {
    if (typeof value === 'string') state.texts += 1;
    else state.numbers += 1;
  },
  merge: (a, b) => ({ texts: a.texts + b.texts, numbers: a.numbers + b.numbers }),
  reference: (seen) => [seen.filter(({ value }) => typeof value === 'string').length, seen.filter(({ value }) => typeof value === 'number').length],
  relation([texts, numbers], actual) {
    return actual.texts === texts && actual.numbers === numbers ? null : { expected: `${texts} and ${numbers}`, actual: `${actual.texts} and ${actual.numbers}` };
  },
};

/** Two workers see one key. */
const caseWith = (apply: readonly string[]): string =>
  JSON.stringify({
    version: 1,
    protocol: 'per-key-polling',
    cluster: { workers: [{ salt: 1 }, { salt: 2 }], latency: { min: 0, max: 0 } },
    transport: 'cached',
    sumstats: [{ name: 's', reducers: [{ stream: 'x', apply }] }],
    workload: [
      { at: 0, do: 'observe', worker: 1, stream: 'x', key: 'k', value: 7 },
      { at: 0, do: 'observe', worker: 2, stream: 'x', key: 'k', value: { str: 'seven' } },
      { at: 9, do: 'collect', sumstat: 's' },
    ],
  });

describe('a calculation that was defined', () => {
  it('can be applied in a case, is merged by the protocol and judged', () => {
    expect(defineCalculation(KINDS)).toBe(KINDS);
    const { trace, verdict } = runCase(parseCaseFile(caseWith(['KINDS', 'SUM']), 'a test').case);

    expect(verdict).toEqual({ kind: 'held' });
    expect(trace.reports.map(describeReport)[0]).toContain('num: 2, sum: 8, own: {KINDS: {texts: 1, numbers: 1}}');
  });

  it.each<[string, Partial<typeof KINDS>, object]>([
    ['merges wrongly', { merge: (a) => ({ ...a }) }, { expected: '1 and 1', actual: '0 and 1' }],
    ['has another reference', { reference: () => [0, 2] }, { expected: '0 and 2', actual: '1 and 1' }],
  ])('is told as wrong where it %s', (slip, change, difference) => {
    const { name } = defineCalculation({ ...KINDS, ...change, name: slip.toUpperCase().replaceAll(' ', '_') });

    const { verdict } = runCase(parseCaseFile(caseWith([name]), 'a test').case);

    expect(verdict).toMatchObject({ kind: 'violated', violations: [{ check: 'results equal reference', side: name, ...difference }] });
  });

  it('is told as absent where it was lost', () => {
    const { name } = defineCalculation({ ...KINDS, name: 'LOST' });
    const observed = { values: ['str a', 2], times: [0, 0] };

    expect(agrees({ stream: 'x', apply: [name] }, observed, { ...emptyValue(0), num: 2 })).toEqual({ of: 'LOST', expected: '[1, 1]', actual: 'absent' });
  });
});

describe('a case that applies what is not defined', () => {
  it('is refused when it is read, with the nearest name', () => {
    expect(() => parseCaseFile(caseWith(['SUM', 'KIND']), 'a test')).toThrow('sumstats.0.reducers.0.apply.1 is "KIND": there is no such calculation. Did you mean "KINDS" or "MIN"?');
  });

  it('is refused when it is run, where a program made it', () => {
    const c = parseCaseFile(caseWith(['SUM']), 'a test').case;
    const made = { ...c, sumstats: [{ name: 's', reducers: [{ stream: 'x', apply: ['MEDIAN'] }] }] };

    expect(() => runCase(made)).toThrow(BadInput);
    expect(() => runCase(made)).toThrow('The sumstat "s" applies "MEDIAN": there is no such calculation.');
  });
});

describe('defineCalculation', () => {
  it('lets the same be defined once more', () => {
    expect(defineCalculation({ ...KINDS, laws: { commutative: true } })).toMatchObject({ name: 'KINDS' });
  });

  const shared = { texts: 0, numbers: 0 };
  it.each<[string, Partial<typeof KINDS>, string]>([
    ['a name of SumStats', { name: 'SUM' }, 'The calculation "SUM" cannot be defined: SumStats has one of that name.'],
    ['a name that is taken', { merge: (a) => a }, 'The calculation "KINDS" cannot be defined: it is defined already, with other functions.'],
    ['a name in small letters', { name: 'kinds' }, 'The calculation "kinds" cannot be defined: a name is made of capitals'],
    ['the name of a part of every object', { name: '__proto__' }, 'a name is made of capitals'],
    ['a state that is a number', { name: 'COUNTS', empty: () => 0 as never }, '"empty" made 0, not an object'],
    ['a state that is nothing', { name: 'NOTHING', empty: () => null as never }, '"empty" made null, not an object'],
    ['one state for all', { name: 'SHARED', empty: () => shared }, '"empty" gave the same object twice'],
  ])('refuses %s', (_, change, why) => {
    expect(() => defineCalculation({ ...KINDS, ...change })).toThrow(BadInput);
    expect(() => defineCalculation({ ...KINDS, ...change })).toThrow(why);
  });
});
