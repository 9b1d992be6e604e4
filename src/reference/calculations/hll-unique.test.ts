import { describe, expect, it } from 'vitest';
import type { Cardinality, ResultVal } from '../../model/result.ts';
import type { Value } from '../../model/value.ts';
import { NOWHERE } from '../../sumstats/calculation.ts';
import { emptyValue, observe, openTables } from '../../sumstats/observe.ts';
import { agrees } from '../agrees.ts';
import { hllUnique } from './hll-unique.ts';

const observed = { values: [1, 2, 3], times: [0, 0, 0] };
const reducer = { stream: 'x', apply: ['HLL_UNIQUE'] } as const;

describe('hllUnique', () => {
  const right = held(observed.values);
  const cardinality = right.cardinality as Cardinality;
  const [[index, rank]] = cardinality.registers as unknown as [[number, number]];

  it('accepts the right registers and their estimate', () => {
    expect(hllUnique.judge(observed, right, reducer)).toBeNull();
  });

  it.each<[string, Partial<ResultVal>, string]>([
    ['no registers', { cardinality: null }, '3, without registers'],
    ['another number of registers', { cardinality: { ...cardinality, precision: 15 } }, '3, in 32768 registers'],
    ['a register that is too high', { cardinality: { ...cardinality, registers: new Map(cardinality.registers).set(index, rank + 1) } }, `3, but register ${index} is ${rank + 1} instead of ${rank}`],
    ['a register that is missing', { cardinality: { ...cardinality, registers: new Map([...cardinality.registers].slice(1)) } }, `3, but register ${index} is 0 instead of ${rank}`],
    ['another estimate', { hllUnique: 4 }, '4'],
    ['an estimate that is not rounded', { hllUnique: 3.0001 }, '3.0001'],
  ])('refuses %s', (_, change, actual) => {
    expect(hllUnique.judge(observed, { ...right, ...change }, reducer)).toEqual({ expected: '3, in 3 of 65536 registers', actual });
  });

  it('is judged also where it was not applied', () => {
    expect(agrees({ stream: 'x', apply: [] }, observed, { ...emptyValue(0), num: 3, hllUnique: 3 })).toMatchObject({ of: 'HLL_UNIQUE' });
  });

  // From a handful, by the number of empty registers, to so many that none is empty, in 8 to 1024 registers.
  it.each([0.5, 0.3, 0.2, 0.15, 0.1, 0.03])('agrees with what a node keeps, with an error margin of %d', (hllErrorMargin) => {
    const settings = { ...reducer, hllErrorMargin, hllConfidence: 0.01 };
    for (const count of [...Array(60).keys(), 99, 299, 2_999].map((i) => i + 1)) {
      const values = Array.from({ length: count }, (_, i) => `str ${i}`);
      expect(hllUnique.judge({ values, times: [] }, held(values, settings), settings)).toBeNull();
    }
  });

  it('agrees on a hash that begins with thirty-two zeros', () => {
    const values = ['str ac\ud5a5\u3043'];

    const value = held(values);

    expect([...(value.cardinality as Cardinality).registers.values()][0]).toBeGreaterThan(32);
    expect(hllUnique.judge({ values, times: [0] }, value, reducer)).toBeNull();
  });
});

function held(values: readonly Value[], by: Parameters<typeof hllUnique.judge>[2] = reducer): ResultVal {
  const sumstats = [{ name: 's', reducers: [by] }];
  const live = openTables(sumstats);
  for (const value of values) observe(live, { stream: 'x', key: 'k', value }, { ...NOWHERE, sumstats, now: 0 });
  return live.get('s')?.get('k')?.['x'] as ResultVal;
}
