/**
 * Of a single sample it can only be said whether it is possible; that all are equally likely shows in many. Every set of that
 * many observations must be drawn equally often, which says more than that every observation is, or every pair: Pearson's
 * chi-square over all such sets.
 *
 * The critical value is the one that a right implementation exceeds by chance once in a million. The draws follow from fixed
 * seeds, so nothing here fails now and then: of a million choices of seeds, about one would have to be made anew for each row
 * below. The biased merge is not near it: measured, it exceeds the critical value 2 to 120 times over.
 */
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { describe, expect, it } from 'vitest';
import { quirksOf } from '../src/model/quirks.ts';
import type { Result, ResultVal } from '../src/model/result.ts';
import type { Reducer } from '../src/model/sumstat.ts';
import { agrees } from '../src/reference/agrees.ts';
import type { Surroundings } from '../src/sumstats/calculation.ts';
import { NOWHERE } from '../src/sumstats/calculation.ts';
import { merge } from '../src/sumstats/merge.ts';
import { observe, openTables } from '../src/sumstats/observe.ts';

/** How many observations each part has, how many of them all are kept, and how the parts are merged. */
interface Setting {
  readonly parts: readonly number[];
  readonly size: number;
  readonly tree?: 'from the right';
}

const OBSERVED: Setting[] = [
  { parts: [7], size: 1 },
  { parts: [7], size: 3 },
  { parts: [9], size: 8 },
];

/** Both sides full, or one of them; the larger on the left and on the right. */
const MERGED: Setting[] = [
  { parts: [1, 1], size: 1 },
  { parts: [4, 4], size: 1 },
  { parts: [3, 6], size: 2 },
  { parts: [6, 3], size: 2 },
  { parts: [8, 1], size: 3 },
  { parts: [1, 8], size: 3 },
  { parts: [2, 5, 1], size: 2 },
  { parts: [4, 1, 3], size: 3 },
  { parts: [4, 1, 3], size: 3, tree: 'from the right' },
];

const NONE_FULL: Setting[] = [
  { parts: [3, 4], size: 5 },
  { parts: [2, 1, 3], size: 4 },
];

describe('a sample', () => {
  it.each([...OBSERVED, ...NONE_FULL, ...MERGED])('is any of $size of $parts observations with the same chance', (setting) => {
    const { statistic, critical } = chiSquare(setting, false);

    expect(statistic).toBeLessThan(critical);
  });

  it.each(MERGED)('is not, where the bias of the real merge is on: $size of $parts', (setting) => {
    const { statistic, critical } = chiSquare(setting, true);

    expect(statistic).toBeGreaterThan(2 * critical);
  });

  it.each([...OBSERVED, ...NONE_FULL])('shows no bias where nothing that is full is merged: $size of $parts', (setting) => {
    const { statistic, critical } = chiSquare(setting, true);

    expect(statistic).toBeLessThan(critical);
  });

  it('is as small as the smaller of two sizes, and still legal', () => {
    const [few, many] = [2, 5].map((samples) => sampled(6, 0, { stream: 'x', apply: ['SAMPLE'], samples }, NOWHERE)) as [Result, Result];

    for (const merged of [merge(few, many), merge(many, few)]) {
      expect(merged?.['x']?.sample).toMatchObject({ size: 2, seen: 12, elements: [expect.any(Number), expect.any(Number)] });
    }
  });

  it.each([0, 1, 2, 3, 9])('is as large as it was to be, or as there are observations, biased or not: %i', (size) => {
    for (const setting of MERGED) for (const biased of [false, true]) expect(() => chiSquare({ ...setting, size }, biased, 20)).not.toThrow();
  });
});

const DRAWS = 3_000;

/** How far the numbers of draws of each set are from equal. Every sample is legal, or this throws. */
function chiSquare({ parts, size, tree }: Setting, biased: boolean, draws = DRAWS): { statistic: number; critical: number } {
  const reducer: Reducer = { stream: 'x', apply: ['SAMPLE'], samples: size };
  const all = parts.reduce((sum, part) => sum + part);
  const values = Array.from({ length: all }, (_, i) => i);
  const observed = { values, times: values.map(() => 0) };
  const generator = xoroshiro128plus(all * 100 + size);
  const around: Surroundings = { ...NOWHERE, quirks: quirksOf(biased ? ['sampleBias'] : []), random: () => uniformFloat64(generator) };

  const drawn = new Map<string, number>();
  for (let i = 0; i < draws; i++) {
    const held = parts.map((part, at) => sampled(part, parts.slice(0, at).reduce((sum, before) => sum + before, 0), reducer, around));
    const merged = tree === undefined ? held.reduce((a, b) => merge(a, b, around) as Result) : held.reduceRight((b, a) => merge(a, b, around) as Result);
    const value = merged['x'] as ResultVal;
    const why = agrees(reducer, observed, value);
    if (why !== null) throw new Error(`${why.actual} instead of ${why.expected}`);
    const set = String(value.sample?.elements.toSorted());
    drawn.set(set, (drawn.get(set) ?? 0) + 1);
  }

  const sets = binomial(all, Math.min(size, all));
  const expected = draws / sets;
  const never = sets - drawn.size;
  const statistic = [...drawn.values()].reduce((sum, times) => sum + (times - expected) ** 2 / expected, never * expected);
  return { statistic, critical: criticalValue(sets - 1) };
}

/** What a node holds after so many observations, which are numbered on from the first. */
function sampled(count: number, first: number, reducer: Reducer, around: Surroundings): Result {
  const sumstats = [{ name: 's', reducers: [reducer] }];
  const live = openTables(sumstats);
  for (let i = 0; i < count; i++) observe(live, { stream: 'x', key: 'k', value: first + i }, { ...around, sumstats, now: 0 });
  return live.get('s')?.get('k') as Result;
}

function binomial(n: number, k: number): number {
  let ways = 1;
  for (let i = 1; i <= k; i++) ways = (ways * (n - k + i)) / i;
  return ways;
}

/** By Wilson and Hilferty's approximation: exceeded with probability 1e-6, which is 4.7534 standard deviations of a normal variable. */
function criticalValue(degrees: number): number {
  return degrees * (1 - 2 / (9 * degrees) + 4.7534 * Math.sqrt(2 / (9 * degrees))) ** 3;
}
