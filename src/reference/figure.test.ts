import { describe, expect, it } from 'vitest';
import type { ResultVal } from '../model/result.ts';
import type { Calculation } from '../model/sumstat.ts';
import { emptyValue } from '../sumstats/observe.ts';
import { DEFINITIONS } from './agrees.ts';
import type { Mismatch } from '../model/mismatch.ts';

describe('figures of numbers so large that sums run over, or of one number', () => {
  it.each<[Calculation, number[], number]>([
    ['SUM', [1e308, 1e308], Infinity],
    ['SUM', [1e308, 1e308, -1e308], NaN],
    ['SUM', [1e308, 1e308, -1e308], 1e308],
    ['SUM', [1.7e308], 1.7e308],
    ['AVERAGE', [1.5e308, 1.5e308, 1.2e308], 1.4e308],
    ['AVERAGE', [1.5e308, 1.5e308, 1.2e308], Infinity],
    ['AVERAGE', [1.7e308], 1.7e308],
    ['VARIANCE', [1e200, 3e200], Infinity],
    ['VARIANCE', [1e154, 1e154, 1e154 + 3e150], 3e300],
    ['VARIANCE', [1.7e308], 0],
    ['STD_DEV', [1e200, 3e200], 2e200 * Math.SQRT1_2],
    ['STD_DEV', [1e200, 3e200], Infinity],
  ])('accepts %s of %j to be %d', (of, values, told) => {
    expect(judged(of, values, told)).toBeNull();
  });

  it.each<[Calculation, number[], number, string]>([
    ['SUM', [1e308, 1e308], 1e308, 'Infinity'],
    ['SUM', [1e308, 1e308, -1e308], -1e308, '1e+308'],
    ['SUM', [1e308, 5], Infinity, '1e+308'],
    ['SUM', [1.7e308], Infinity, '1.7e+308'],
    ['AVERAGE', [1.5e308, 1.5e308, 1.2e308], 1.3e308, '1.4e+308'],
    ['AVERAGE', [1e308, 5], -Infinity, '5e+307'],
    ['AVERAGE', [1.7e308], Infinity, '1.7e+308'],
    ['VARIANCE', [1e200, 3e200], 1e300, 'Infinity'],
    ['VARIANCE', [2 ** 511, 2 ** 511, 2 ** 511 + 3 * 2 ** 500], 2 ** 1001, String(3 * 2 ** 1000)],
    ['VARIANCE', [1e153, 1e153], Infinity, '0'],
    ['VARIANCE', [1.7e308], NaN, '0'],
    ['VARIANCE', [1e9], 1e-14, '0'],
    ['AVERAGE', [0.5], 0.5 + 2 ** -53, '0.5'],
    ['STD_DEV', [2 ** 700, 3 * 2 ** 700, 5 * 2 ** 700], 2 ** 700, String(2 ** 701)],
    ['MIN', [1e308, -1e308], -Infinity, '-1e+308'],
    ['MAX', [1e308, -1e308], Infinity, '1e+308'],
  ])('refuses %s of %j to be %d', (of, values, told, expected) => {
    expect(judged(of, values, told)).toEqual({ expected, actual: String(told) });
  });

  it.each<[Calculation, number[], string]>([
    ['AVERAGE', [1.5e308, 1.5e308, 1.2e308], '1.4e+308'],
    ['VARIANCE', [1e200, 3e200], 'Infinity'],
    ['MIN', [1e308, -1e308], '-1e+308'],
  ])('asks for %s of %j', (of, values, expected) => {
    expect(judged(of, values, null)).toEqual({ expected, actual: 'absent' });
  });
});

const FIELDS: { readonly [name in Calculation]?: keyof ResultVal } = { SUM: 'sum', MIN: 'min', MAX: 'max', AVERAGE: 'average', VARIANCE: 'variance', STD_DEV: 'stdDev' };

function judged(of: Calculation, values: number[], told: number | null): Mismatch | null {
  return DEFINITIONS[of].judge({ values, times: values.map(() => 0) }, { ...emptyValue(0), [FIELDS[of] as string]: told }, { stream: 'x', apply: [of] });
}
