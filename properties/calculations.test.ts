/** Every calculation, observed in parts and merged in any order, against the reference over the whole. */
import fc from 'fast-check';
import isEqual from 'lodash/isEqual.js';
import pick from 'lodash/pick.js';
import { describe, expect, it } from 'vitest';
import type { Result, ResultVal } from '../src/model/result.ts';
import type { Calculation, Reducer, Sumstat } from '../src/model/sumstat.ts';
import { CALCULATIONS } from '../src/model/sumstat.ts';
import type { Value } from '../src/model/value.ts';
import { agrees } from '../src/reference/agrees.ts';
import type { Observed } from '../src/reference/observed.ts';
import type { Surroundings } from '../src/sumstats/calculation.ts';
import { NOWHERE } from '../src/sumstats/calculation.ts';
import { merge } from '../src/sumstats/merge.ts';
import { observe, openTables } from '../src/sumstats/observe.ts';

describe('what was observed in parts and merged one after the other', () => {
  it.each(CALCULATIONS)('agrees with the reference, by %s', (calculation) => {
    fc.assert(
      fc.property(reducers, observations, orders, chance, (settings, seen, order, around) => {
        const reducer: Reducer = { ...settings, apply: [calculation] };
        const merged = order.map((worker) => heldBy(worker, seen, reducer, around)).reduce<Result | null>((a, b) => merge(a, b, around), null);

        expect(agrees(reducer, observedBy(seen), merged?.['x'] as ResultVal)).toBeNull();
      }),
      { numRuns: 300 },
    );
  });

  it('agrees with the reference, by all calculations together', () => {
    fc.assert(
      fc.property(reducers, observations, orders, chance, (settings, seen, order, around) => {
        const reducer: Reducer = { ...settings, apply: CALCULATIONS };
        const merged = order.map((worker) => heldBy(worker, seen, reducer, around)).reduce<Result | null>((a, b) => merge(a, b, around), null);

        expect(agrees(reducer, observedBy(seen), merged?.['x'] as ResultVal)).toBeNull();
      }),
      { numRuns: 300 },
    );
  });
});

describe('a value that lacks one observation', () => {
  it.each(CALCULATIONS)('is refused by %s alone, unless the loss cannot be seen', (calculation) => {
    fc.assert(
      fc.property(reducers, fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 2, maxLength: 20 }), fc.nat(), chance, (settings, values, which, around) => {
        const reducer: Reducer = { ...settings, lastElements: 20, uniqueMax: undefined, apply: [calculation] };
        const seen = values.map((value) => ({ worker: 1, value }));
        const lost = which % values.length;
        const [whole, lacking] = [seen, seen.toSpliced(lost, 1)].map((some) => heldBy(1, some, reducer, around)?.['x'] as ResultVal) as [ResultVal, ResultVal];

        const why = agrees(reducer, observedBy(seen), { ...whole, ...pick(lacking, FIELDS[calculation]) });

        if (isVisible(calculation, values, lost, whole, lacking)) expect(why).toMatchObject({ of: calculation });
        else expect(why).toBeNull();
      }),
      { numRuns: 300 },
    );
  });
});

/** Where a value holds what a calculation comes to. */
const FIELDS: { readonly [name in Calculation]: (keyof ResultVal)[] } = {
  SUM: ['sum'],
  MIN: ['min'],
  MAX: ['max'],
  AVERAGE: ['average'],
  VARIANCE: ['variance'],
  STD_DEV: ['stdDev'],
  UNIQUE: ['unique', 'uniqueVals'],
  HLL_UNIQUE: ['hllUnique', 'cardinality'],
  LAST: ['last'],
  SAMPLE: ['sample'],
  TOPK: ['topk'],
};

/** Is the figure of the rest, in exact arithmetic, another than that of all? */
function isVisible(calculation: Calculation, values: readonly number[], lost: number, whole: ResultVal, lacking: ResultVal): boolean {
  const [n, rest] = [values.length, values.toSpliced(lost, 1)];
  const total = (some: readonly number[], power: number): number => some.reduce((sum, x) => sum + x ** power, 0);
  // n times the sum of squared deviations, a whole number.
  const deviations = (some: readonly number[]): number => some.length * total(some, 2) - total(some, 1) ** 2;
  switch (calculation) {
    case 'SUM':
      return values[lost] !== 0;
    case 'MIN':
      return Math.min(...values) !== Math.min(...rest);
    case 'MAX':
      return Math.max(...values) !== Math.max(...rest);
    case 'AVERAGE':
      return total(values, 1) * (n - 1) !== total(rest, 1) * n;
    case 'VARIANCE':
    case 'STD_DEV':
      return n === 2 ? deviations(values) !== 0 : deviations(values) * (n - 2) !== deviations(rest) * n;
    case 'UNIQUE':
      return !rest.includes(values[lost] as number);
    case 'HLL_UNIQUE':
      return !isEqual(whole.cardinality?.registers, lacking.cardinality?.registers);
    case 'LAST':
    case 'SAMPLE':
    case 'TOPK':
      // The number of observations shows in each of them.
      return true;
  }
}

interface Seen {
  readonly worker: number;
  readonly value: Value;
}

const WORKERS = [1, 2, 3, 4];

const EXTREMES: Value[] = [0, 'dbl -0', 5e-324, -5e-324, 2 ** 53, 2 ** 53 + 2, 1e308, -1e308, 1.7e308, 1e16, -1e16, 1e-200, 'num 18446744073709551615', 'num 9007199254740993'];

const values: fc.Arbitrary<Value> = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: -4, max: 6 }) },
  { weight: 2, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }).map((x) => (Object.is(x, -0) ? 'dbl -0' : x)) },
  { weight: 2, arbitrary: fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((x) => x + 0) },
  { weight: 2, arbitrary: fc.nat({ max: 9 }).map((n) => `num ${n}`) },
  { weight: 2, arbitrary: fc.constantFrom('str ', 'str a', 'str b', 'str num 5', 'str é\u{1f600}') },
  { weight: 1, arbitrary: fc.constantFrom(...EXTREMES) },
  { weight: 1, arbitrary: fc.constant('num 3 dbl 2.5') },
);

const observations: fc.Arbitrary<Seen[]> = fc.array(fc.record({ worker: fc.constantFrom(...WORKERS), value: values }), { minLength: 1, maxLength: 30 });

const orders = fc.shuffledSubarray(WORKERS, { minLength: WORKERS.length });

const reducers: fc.Arbitrary<Reducer> = fc
  .record({
    uniqueMax: fc.option(fc.nat({ max: 6 }), { nil: undefined }),
    hllErrorMargin: fc.constantFrom(0.5, 0.2, 0.1, 0.01),
    hllConfidence: fc.constantFrom(0.5, 0.95),
    lastElements: fc.nat({ max: 5 }),
    samples: fc.nat({ max: 6 }),
    topkSize: fc.integer({ min: 1, max: 5 }),
  })
  .map((settings) => ({ ...settings, stream: 'x', apply: [] }));

const chance: fc.Arbitrary<Surroundings> = fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })).map((stream) => ({
  ...NOWHERE,
  random: () => stream.next().value as number,
}));

/** What a worker holds after its share of the observations, the i-th made at i; null for nothing. */
function heldBy(worker: number, seen: readonly Seen[], reducer: Reducer, around: Surroundings): Result | null {
  const sumstats: Sumstat[] = [{ name: 's', reducers: [reducer] }];
  const live = openTables(sumstats);
  seen.forEach((one, now) => {
    if (one.worker === worker) observe(live, { stream: 'x', key: 'k', value: one.value }, { ...around, sumstats, now });
  });
  return live.get('s')?.get('k') ?? null;
}

function observedBy(seen: readonly Seen[]): Observed {
  return { values: seen.map((one) => one.value), times: seen.map((_, i) => i), workers: seen.map((one) => one.worker) };
}
