import { describe, expect, it } from 'vitest';
import type { Result, TopK } from '../../model/result.ts';
import { NOWHERE } from '../calculation.ts';
import { merge } from '../merge.ts';
import { observe, openTables } from '../observe.ts';

describe('topk', () => {
  it('merges counts, and goes beyond its size rather than drop any', () => {
    const merged = summary(merge(held('xxxy', 2), held('yyyyzz', 2)));

    expect(merged.counts).toEqual(new Map([['str x', 3], ['str y', 5], ['str z', 2]]));
    expect(merged.lowest).toBe(2);
  });

  it('orders those of one count by who came to it first, walking each side from its lowest count up', () => {
    const merged = summary(merge(held('qppr', 3), held('qqp', 3)));

    expect([...(merged.buckets.get(3) ?? new Map()).keys()]).toEqual(['str p', 'str q']);
    expect(merged.lowest).toBe(1);
  });

  it('lets the oldest of the lowest count give way, also where counts were skipped', () => {
    expect(summary(held('abc', 2)).counts).toEqual(new Map([['str b', 1], ['str c', 2]]));
    expect(summary(held('aabbc', 2)).counts).toEqual(new Map([['str b', 2], ['str c', 3]]));
    expect(summary(held('aabbbcd', 2)).counts).toEqual(new Map([['str c', 3], ['str d', 4]]));
    expect(summary(held('ababba', 2))).toMatchObject({ lowest: 3 });
    expect(summary(held('aab', 2))).toMatchObject({ lowest: 1 });
  });

  it('is empty where nothing was merged', () => {
    const nothing = { ...held('a', 2)['x'], num: 0, topk: { size: 2, counts: new Map(), buckets: new Map(), lowest: 0 } };

    expect(summary(merge({ x: nothing } as Result, { x: nothing } as Result))).toEqual({ size: 2, counts: new Map(), buckets: new Map(), lowest: 0 });
  });
});

/** What a node keeps of these letters. */
function held(letters: string, topkSize: number): Result {
  const sumstats = [{ name: 's', reducers: [{ stream: 'x', apply: ['TOPK' as const], topkSize }] }];
  const live = openTables(sumstats);
  for (const letter of letters) observe(live, { stream: 'x', key: 'k', value: `str ${letter}` }, { ...NOWHERE, sumstats, now: 0 });
  return live.get('s')?.get('k') as Result;
}

function summary(result: Result | null): TopK {
  return result?.['x']?.topk as TopK;
}
