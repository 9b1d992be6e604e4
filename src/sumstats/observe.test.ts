import { describe, expect, it } from 'vitest';
import type { Quirk } from '../model/quirks.ts';
import { quirksOf } from '../model/quirks.ts';
import type { Result } from '../model/result.ts';
import type { Sumstat } from '../model/sumstat.ts';
import { NOWHERE } from './calculation.ts';
import type { Crossed } from './limiter.ts';
import type { Observing } from './observe.ts';
import { emptyValue, observe, openTables } from './observe.ts';

describe('observe', () => {
  it('keeps results by sumstat, key and stream', () => {
    const live = openTables([BOTH, ONE]);

    for (const [stream, key, value] of [['a', 'k', 1], ['b', 'k', 2], ['a', 'l', 4], ['a', 'k', 8], ['none', 'k', 16]] as const) {
      observe(live, { stream, key, value }, at(value, [BOTH, ONE]));
    }

    expect(sums(live.get('both'))).toEqual({ k: { a: 9, b: 2 }, l: { a: 4 } });
    expect(sums(live.get('one'))).toEqual({ k: { b: 2 } });
  });

  it('updates every figure that is applied', () => {
    const live = openTables([BOTH]);

    [2, 4, 4, 4, 5, 5, 7, 9].forEach((value, i) => observe(live, { stream: 'a', key: 'k', value }, at(100 + i, [BOTH])));

    const value = live.get('both')?.get('k')?.['a'];
    expect(value).toMatchObject({ begin: 100, end: 107, num: 8, sum: 40, min: 2, max: 9, average: 5, unique: 5, uniqueVals: new Set([2, 4, 5, 7, 9]) });
    expect(value?.variance).toBeCloseTo(32 / 7, 12);
    expect(value?.stdDev).toBeCloseTo(Math.sqrt(32 / 7), 12);
  });

  it('leaves what is not applied as it was created', () => {
    const live = openTables([ONE]);

    observe(live, { stream: 'b', key: 'k', value: 3 }, at(0, [ONE]));

    expect(live.get('one')?.get('k')?.['b']).toMatchObject({ num: 1, sum: 3, min: null, max: null, average: null, variance: null, stdDev: 0, unique: 0, uniqueVals: null });
  });

  it('works out what a standard deviation depends on', () => {
    const deviation: Sumstat = { name: 's', reducers: [{ stream: 'a', apply: ['STD_DEV'] }] };
    const live = openTables([deviation]);

    observe(live, { stream: 'a', key: 'k', value: 1 }, at(0, [deviation]));
    observe(live, { stream: 'a', key: 'k', value: 5 }, at(0, [deviation]));

    expect(live.get('s')?.get('k')?.['a']).toMatchObject({ average: 3, variance: 8, stdDev: Math.sqrt(8), sum: 0, min: null });
  });

  it('takes the variance of a single observation for 0', () => {
    const live = openTables([BOTH]);

    observe(live, { stream: 'a', key: 'k', value: 7 }, at(0, [BOTH]));

    expect(live.get('both')?.get('k')?.['a']).toMatchObject({ variance: 0, stdDev: 0, prevAverage: 7 });
  });

  describe('with a predicate or a normaliser', () => {
    const picky: Sumstat = {
      name: 's',
      reducers: [
        { stream: 'a', apply: ['SUM'], normalise: { to: 'lower-case' }, predicate: { test: 'str-starts-with', text: 'k' } },
        { stream: 'b', apply: ['SUM'], predicate: { test: 'value-at-least', bound: 5 } },
      ],
    };
    const all: Sumstat = { name: 'all', reducers: [{ stream: 'a', apply: ['SUM'] }] };
    const sumstats = [picky, all];

    function observed(...quirks: Quirk[]): { [sumstat: string]: object } {
      const live = openTables(sumstats);
      for (const [stream, key, value] of [['a', 'K', 1], ['a', 'k', 2], ['a', 'L', 4], ['b', 'k', 4], ['b', 'k', 8]] as const) {
        observe(live, { stream, key, value }, { ...at(0, sumstats), quirks: quirksOf(quirks) });
      }
      return Object.fromEntries([...live].map(([name, table]) => [name, sums(table)]));
    }

    it('makes keys one, then asks which of them count, for each reducer by itself', () => {
      expect(observed()).toEqual({ s: { k: { a: 3, b: 8 } }, all: { K: { a: 1 }, k: { a: 2 }, L: { a: 4 } } });
    });

    it('asks before it makes keys one, by a quirk', () => {
      expect(observed('predBeforeNormalize')['s']).toEqual({ k: { a: 2, b: 8 } });
    });

    it('lets later reducers see the normalised key, by a quirk', () => {
      expect(observed('normalizeLeak')['all']).toEqual({ k: { a: 3 }, l: { a: 4 } });
    });
  });

  it.each<[string, Quirk[], number]>([
    ['the count', [], 3],
    ['the double, by a quirk,', ['dblFirst'], 2.5],
  ])('reckons with %s where an observation has both', (_, quirks, sum) => {
    const live = openTables([ONE]);

    observe(live, { stream: 'b', key: 'k', value: 'num 3 dbl 2.5' }, { ...at(0, [ONE]), quirks: quirksOf(quirks) });

    expect(sums(live.get('one'))).toEqual({ k: { b: sum } });
  });

  it('works out what is applied and nothing else, also for a second observation', () => {
    const live = openTables([ONE]);

    for (const value of [3, 4]) observe(live, { stream: 'b', key: 'k', value }, at(0, [ONE]));

    expect(live.get('one')?.get('k')?.['b']).toEqual({ ...emptyValue(0), num: 2, sum: 7 });
  });
});

describe('observe, of a node that looks out for thresholds', () => {
  const limit = { watch: { field: 'sum', stream: 'a' }, at: 5 } as const;
  const watched: Sumstat = { name: 'watched', reducers: [{ stream: 'a', apply: ['SUM'] }], threshold: limit, epochResult: false };
  const plain: Sumstat = { name: 'plain', reducers: [{ stream: 'a', apply: ['SUM'] }] };
  const looks = (crossed: number | undefined): { looked: string[]; counted: unknown } => {
    const live = openTables([watched, plain]);
    const looked: string[] = [];
    const look = (sumstat: Sumstat, key: string, result: Result): void => void looked.push(`${sumstat.name} ${key} ${result['a']?.sum}`);
    const known: Crossed = new Map(crossed === undefined ? [] : [['watched', new Map([['k', crossed]])]]);
    for (const value of [2, 4]) observe(live, { stream: 'a', key: 'k', value }, at(0, [watched, plain]), { crossed: known, look });
    return { looked, counted: [sums(live.get('watched')), sums(live.get('plain'))] };
  };

  it('is told of each observation of a sumstat with a threshold, and of no other', () => {
    expect(looks(undefined)).toEqual({ looked: ['watched k 2', 'watched k 6'], counted: [{ k: { a: 6 } }, { k: { a: 6 } }] });
    expect(looks(0)).toEqual(looks(undefined));
  });

  it('does not count a key of which nothing more is to be told', () => {
    expect(looks(1)).toEqual({ looked: [], counted: [{}, { k: { a: 6 } }] });
  });

  it('counts all where nobody looks out', () => {
    const live = openTables([watched]);

    observe(live, { stream: 'a', key: 'k', value: 2 }, at(0, [watched]));

    expect(sums(live.get('watched'))).toEqual({ k: { a: 2 } });
  });
});

function at(now: number, sumstats: readonly Sumstat[]): Observing {
  return { ...NOWHERE, sumstats, now };
}

const BOTH: Sumstat = { name: 'both', reducers: [{ stream: 'a', apply: ['SUM', 'MIN', 'MAX', 'AVERAGE', 'VARIANCE', 'STD_DEV', 'UNIQUE'] }, { stream: 'b', apply: ['SUM'] }] };
const ONE: Sumstat = { name: 'one', reducers: [{ stream: 'b', apply: ['SUM'] }] };

function sums(table: ReadonlyMap<string, { [stream: string]: { sum: number } }> | undefined): { [key: string]: { [stream: string]: number } } {
  return Object.fromEntries(
    [...(table ?? [])].map(([key, result]) => [key, Object.fromEntries(Object.entries(result).map(([stream, value]) => [stream, value.sum]))]),
  );
}
