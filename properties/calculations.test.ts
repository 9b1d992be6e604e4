/** Every calculation, observed in parts and merged in any order, against the reference over the whole. */
import fc from 'fast-check';
import isEqual from 'lodash/isEqual.js';
import pick from 'lodash/pick.js';
import { describe, expect, it } from 'vitest';
import type { Result, ResultVal } from '../src/model/result.ts';
import type { Calculation, Reducer, Sumstat } from '../src/model/sumstat.ts';
import { CALCULATIONS } from '../src/model/sumstat.ts';
import type { Value } from '../src/model/value.ts';
import { quantityOf } from '../src/model/value.ts';
import { FINGERPRINTS, fingerprint } from '../src/model/workload.ts';
import { agrees } from '../src/reference/agrees.ts';
import type { Observed } from '../src/reference/observed.ts';
import type { Surroundings } from '../src/sumstats/calculation.ts';
import { NOWHERE } from '../src/sumstats/calculation.ts';
import { merge } from '../src/sumstats/merge.ts';
import { observe, openTables } from '../src/sumstats/observe.ts';
import type { Visibility } from './exact-figures.ts';
import { averageShows, stdDevShows, sumShows, varianceShows } from './exact-figures.ts';

const FIGURES = ['SUM', 'AVERAGE', 'VARIANCE', 'STD_DEV', 'MIN', 'MAX'] as const satisfies Calculation[];

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

describe('figures of numbers of all sizes', () => {
  it.each(FIGURES)('are accepted in whatever tree the parts are merged, by %s', (calculation) => {
    fc.assert(
      fc.property(numbers, fc.infiniteStream(fc.nat()), (values, choices) => {
        const reducer: Reducer = { stream: 'x', apply: [calculation] };
        const choice = (bound: number): number => (choices.next().value as number) % bound;
        const seen = values.map((value) => ({ worker: choice(6), value }));
        const parts = [0, 1, 2, 3, 4, 5].map((worker) => heldBy(worker, seen, reducer, NOWHERE));
        while (parts.length > 1) {
          const [a] = parts.splice(choice(parts.length), 1);
          const [b] = parts.splice(choice(parts.length), 1);
          parts.push(merge(a as Result | null, b as Result | null));
        }

        expect(agrees(reducer, observedBy(seen), parts[0]?.['x'] as ResultVal)).toBeNull();
      }),
      { numRuns: 400 },
    );
  });
});

describe('a value that lacks one observation', () => {
  it.each(CALCULATIONS)('is refused by %s alone, unless rounding may hide the loss', (calculation) => {
    const met = { seen: 0, hidden: 0, borderline: 0 };
    fc.assert(
      fc.property(reducers, fc.oneof(smallNumbers, numbers, fc.array(values, { minLength: 2, maxLength: 20 })), fc.nat(), chance, (settings, all, which, around) => {
        const reducer: Reducer = { ...settings, lastElements: 20, uniqueMax: undefined, apply: [calculation] };
        const seen = all.map((value) => ({ worker: 1, value }));
        const lost = which % all.length;
        const [whole, lacking] = [seen, seen.toSpliced(lost, 1)].map((some) => heldBy(1, some, reducer, around)?.['x'] as ResultVal) as [ResultVal, ResultVal];

        const why = agrees(reducer, observedBy(seen), { ...whole, ...pick(lacking, FIELDS[calculation]) });

        const visibility = visibilityOf(calculation, all, lost, whole, lacking);
        met[visibility]++;
        if (visibility === 'seen') expect(why).toMatchObject({ of: calculation });
        if (visibility === 'hidden') expect(why).toBeNull();
      }),
      { numRuns: 400 },
    );
    // Of MAX, the fewest are: the one that is lost must be the greatest.
    expect(met.seen).toBeGreaterThan(20);
  });

  it('is refused by its sum alone where the values are fingerprints', () => {
    fc.assert(
      fc.property(fingerprints, fc.nat(), (all, which) => {
        const reducer: Reducer = { stream: 'x', apply: ['SUM'] };
        const seen = all.map((value) => ({ worker: 1, value }));
        const whole = heldBy(1, seen, reducer, NOWHERE)?.['x'] as ResultVal;
        const sum = whole.sum - (all[which % all.length] as number);

        expect(agrees(reducer, observedBy(seen), { ...whole, sum })).toMatchObject({ of: 'SUM' });
      }),
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

/** Does what all but one of the observations come to show that it is missing? */
function visibilityOf(calculation: Calculation, all: readonly Value[], lost: number, whole: ResultVal, lacking: ResultVal): Visibility {
  const figures = all.map((value) => quantityOf(value));
  const rest = figures.toSpliced(lost, 1);
  const shows = (is: boolean): Visibility => (is ? 'seen' : 'hidden');
  // Where sums run over, it tells nothing that they did.
  const told = (figure: number, by: (figure: number, figures: readonly number[]) => Visibility): Visibility => (Number.isFinite(figure) ? by(figure, figures) : 'hidden');
  switch (calculation) {
    case 'SUM':
      return told(lacking.sum, sumShows);
    case 'AVERAGE':
      return told(lacking.average as number, averageShows);
    case 'VARIANCE':
      return told(lacking.variance as number, varianceShows);
    case 'STD_DEV':
      return told(lacking.stdDev, stdDevShows);
    case 'MIN':
      return shows(Math.min(...figures) < Math.min(...rest));
    case 'MAX':
      return shows(Math.max(...figures) > Math.max(...rest));
    case 'UNIQUE':
      return shows(!all.toSpliced(lost, 1).includes(all[lost] as Value));
    case 'HLL_UNIQUE':
      return shows(!isEqual(whole.cardinality?.registers, lacking.cardinality?.registers));
    case 'LAST':
    case 'SAMPLE':
    case 'TOPK':
      // The number of observations shows in each of them.
      return 'seen';
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

const smallNumbers = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 2, maxLength: 20 });

/** Different powers of 4, as in cases whose sums spell out what is in them. */
const fingerprints = fc.uniqueArray(fc.nat({ max: FINGERPRINTS - 1 }), { minLength: 2, maxLength: 20 }).map((digits) => digits.map(fingerprint));

const mantissas = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });

/** Lists whose numbers are alike in some way, or not at all. */
const numbers: fc.Arbitrary<number[]> = fc.oneof(
  fingerprints,
  // Far apart; the sums of some run over.
  fc.array(fc.tuple(mantissas, fc.integer({ min: -1074, max: 992 })).map(([mantissa, exponent]) => mantissa * 2 ** exponent), { minLength: 2, maxLength: 12 }),
  fc.array(fc.tuple(mantissas, fc.integer({ min: -60, max: 60 })).map(([mantissa, exponent]) => mantissa * 2 ** exponent), { minLength: 2, maxLength: 20 }),
  // Alike but for their last digits, large or small.
  fc.tuple(fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 2, maxLength: 20 }), fc.integer({ min: 0, max: 52 }), fc.integer({ min: -1074, max: 900 }))
    .map(([lasts, digits, exponent]) => lasts.map((last) => (2 ** digits + last) * 2 ** exponent)),
  // With hardly any digits to give.
  fc.array(fc.integer({ min: -20, max: 20 }).map((n) => n * 2 ** -1074 + 0), { minLength: 2, maxLength: 20 }),
  fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 2, maxLength: 20 }),
  fc.array(fc.constantFrom(1, 3, -1, 1e16, -1e16, 2 ** 53, 2 ** 53 + 2, 2 ** 64, 1e308, -1e308, 5e-324, 0.1), { minLength: 2, maxLength: 20 }),
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
