import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Result } from '../model/result.ts';
import type { Calculation, Sumstat } from '../model/sumstat.ts';
import type { Watch } from '../model/threshold.ts';
import { WATCHABLE, watchedIn } from '../model/threshold.ts';
import { NOWHERE } from '../sumstats/calculation.ts';
import { observe, openTables } from '../sumstats/observe.ts';
import type { Observed } from './observed.ts';
import { isMonotone, watchedRange } from './watched.ts';

describe('watchedRange', () => {
  it('holds what a node comes to that has seen the same', () => {
    fc.assert(
      fc.property(watches, calculations, seen, (watch, apply, observations) => {
        const sumstat = reducing(apply);

        const range = watchedRange(watch, sumstat, observedBy(observations));

        if (range === null) return;
        const watched = watchedIn(watch, heldBy(sumstat, observations));
        expect(watched).toBeGreaterThanOrEqual(range.least);
        expect(watched).toBeLessThanOrEqual(range.most);
      }),
      { numRuns: 500 },
    );
  });

  it.each<[string, Watch, Calculation[], { least: number; most: number } | null]>([
    ['exact for a number of observations', { field: 'num', stream: 'x' }, ['UNIQUE'], { least: 3, most: 3 }],
    ['exact for a constant', { constant: 7 }, ['SUM'], { least: 7, most: 7 }],
    ['0 for what no calculation brings about', { field: 'sum', stream: 'x' }, ['UNIQUE'], { least: 0, most: 0 }],
    ['0 for a stream without observations', { field: 'num', stream: 'z' }, ['SUM'], { least: 0, most: 0 }],
    ['0 for a ratio to a stream without observations', { ratio: { field: 'num', stream: 'x' }, to: { field: 'num', stream: 'z' } }, ['SUM'], { least: 0, most: 0 }],
    ['exact for a ratio of numbers', { ratio: { field: 'num', stream: 'x' }, to: { field: 'num', stream: 'y' } }, ['SUM'], { least: 1.5, most: 1.5 }],
    ['from what a limit keeps to one more, for different values', { field: 'unique', stream: 'x' }, ['UNIQUE'], { least: 2, most: 3 }],
    ['exact for a maximum', { field: 'max', stream: 'x' }, ['MAX'], { least: 4, most: 4 }],
  ])('is %s', (_, watch, apply, range) => {
    const observations = [['x', 1], ['x', 4], ['x', 2], ['y', 1], ['y', 1]] as const;

    const limited = apply.includes('UNIQUE') && 'field' in watch && watch.field === 'unique' ? { uniqueMax: 2 } : {};
    const sumstat = reducing(apply);

    expect(watchedRange(watch, { ...sumstat, reducers: sumstat.reducers.map((reducer) => ({ ...reducer, ...limited })) }, observedBy(observations))).toEqual(range);
  });
});

describe('isMonotone', () => {
  it('says of no value that it can only grow which falls with one more observation', () => {
    fc.assert(
      fc.property(watches, calculations, seen, seen, (watch, apply, before, more) => {
        const sumstat = reducing(apply);
        const all = [...before, ...more];
        fc.pre(before.length > 0 && isMonotone(watch, sumstat, (stream) => all.flatMap(([own, x]) => (own === stream ? [x] : []))));

        expect(watchedIn(watch, heldBy(sumstat, all))).toBeGreaterThanOrEqual(watchedIn(watch, heldBy(sumstat, before)));
      }),
      { numRuns: 500 },
    );
  });

  it('says of a sum and a maximum that it depends on what is observed: the first one may bring a maximum below 0', () => {
    for (const field of ['sum', 'max'] as const) {
      expect(isMonotone({ field, stream: 'x' }, reducing(['SUM', 'MAX']), () => [0, 1])).toBe(true);
      expect(isMonotone({ field, stream: 'x' }, reducing(['SUM', 'MAX']), () => [0, -1])).toBe(false);
    }
    expect(isMonotone({ ratio: { field: 'num', stream: 'x' }, to: { field: 'num', stream: 'y' } }, reducing(['SUM']), () => [])).toBe(false);
  });
});

describe('isMonotone, figure by figure', () => {
  it.each<[(typeof WATCHABLE)[number], boolean]>([
    ['num', true], ['unique', true], ['hllUnique', true], ['sum', true], ['max', true],
    ['min', false], ['average', false], ['variance', false], ['stdDev', false],
  ])('%s of what is never negative: %s', (field, grows) => {
    expect(isMonotone({ field, stream: 'x' }, reducing(['SUM']), () => [0, 1])).toBe(grows);
    // Of a stream that is not reduced there is nothing, and nothing does not fall.
    expect(isMonotone({ field, stream: 'z' }, reducing(['SUM']), () => [])).toBe(true);
  });

  it('a constant, which stays what it is', () => {
    expect(isMonotone({ constant: -1 }, reducing(['SUM']), () => [-1])).toBe(true);
  });
});

type Seen = readonly (readonly [stream: string, x: number])[];

const quantities = fc.record({ field: fc.constantFrom(...WATCHABLE), stream: fc.constantFrom('x', 'y') });
const watches: fc.Arbitrary<Watch> = fc.oneof(quantities, fc.record({ ratio: quantities, to: quantities }), fc.record({ constant: fc.integer({ min: -3, max: 3 }) }));
const calculations = fc.uniqueArray(fc.constantFrom<Calculation[]>('SUM', 'MIN', 'MAX', 'AVERAGE', 'VARIANCE', 'STD_DEV', 'UNIQUE', 'HLL_UNIQUE'), { minLength: 1 });
const seen: fc.Arbitrary<Seen> = fc.array(fc.tuple(fc.constantFrom('x', 'y'), fc.oneof(fc.integer({ min: -5, max: 20 }), fc.double({ noNaN: true, min: -1e3, max: 1e3 }))), { maxLength: 12 });

function reducing(apply: readonly Calculation[]): Sumstat {
  return { name: 's', reducers: ['x', 'y'].map((stream) => ({ stream, apply: [...apply], hllErrorMargin: 0.1 })) };
}

function observedBy(observations: Seen): ReadonlyMap<string, Observed> {
  const streams = [...new Set(observations.map(([stream]) => stream))];
  return new Map(
    streams.map((stream) => {
      const values = observations.flatMap(([own, x]) => (own === stream ? [x] : []));
      return [stream, { values, times: values.map(() => 0), workers: values.map(() => 0) }];
    }),
  );
}

function heldBy(sumstat: Sumstat, observations: Seen): Result {
  const live = openTables([sumstat]);
  for (const [stream, value] of observations) observe(live, { stream, key: 'k', value }, { ...NOWHERE, sumstats: [sumstat], now: 0 });
  return live.get('s')?.get('k') ?? {};
}
