import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { frontierOf } from './frontier.ts';

const ITEMS = ['a', 'b', 'c', 'd', 'e'] as const;
type Item = (typeof ITEMS)[number];
type Items = readonly Item[];

const isPart = (part: Items, whole: Items): boolean => part.every((item) => whole.includes(item));

/** The first of the given sets that is a part of what is tried, or all that is tried: both fail. */
const failingBy = (parts: readonly Items[], isVague = false) => (set: Items): Items | null => {
  const part = parts.find((one) => isPart(one, set));
  return part === undefined ? null : isVague ? set : part;
};

const plain = (sets: readonly Items[]): string[] => sets.map((set) => ITEMS.filter((item) => set.includes(item)).join('')).sort();

/** The same by looking at every set there is. */
function byHand(parts: readonly Items[]): { holding: string[]; failing: string[] } {
  const all = Array.from({ length: 2 ** ITEMS.length }, (_, bits) => ITEMS.filter((_, i) => (bits & (1 << i)) !== 0));
  const [good, bad] = [all.filter((set) => failingBy(parts)(set) === null), all.filter((set) => failingBy(parts)(set) !== null)];
  const holding = good.filter((set) => set.length > 0 && !good.some((other) => other !== set && isPart(set, other)));
  return { holding: plain(holding), failing: plain(bad.filter((set) => !bad.some((other) => other !== set && isPart(other, set)))) };
}

describe('frontierOf', () => {
  it('is all of them where all hold together', () => {
    expect(frontierOf(ITEMS, () => null, 1)).toEqual({ holding: [ITEMS], failing: [], isComplete: true });
  });

  it('finds the maximal sets that hold and the minimal ones that fail, whatever they are', () => {
    const parts = fc.array(fc.subarray([...ITEMS]), { maxLength: 4 });
    fc.assert(
      fc.property(parts, fc.boolean(), (some, isVague) => {
        // Whether nothing at all fails is not asked, and so only told by who knows the part.
        const hidesAll = isVague && !some.some((part) => part.length === 0);
        const { holding, failing, isComplete } = frontierOf(ITEMS, failingBy(some, hidesAll), 1_000);

        expect({ holding: plain(holding), failing: plain(failing) }).toEqual(byHand(some));
        expect(isComplete).toBe(true);
      }),
    );
  });

  it('tries no set of several of which it knows a part that fails, and none twice', () => {
    const tried: Items[] = [];
    frontierOf(ITEMS, (set) => (tried.push(set), failingBy([['b'], ['c', 'd']])(set)), 100);

    expect(tried.map((set) => set.join(''))).toEqual(['a', 'b', 'c', 'd', 'e', 'acde', 'ade', 'ace']);
  });

  it('ends when it has tried as many as it may, and says so', () => {
    expect(frontierOf(ITEMS, failingBy([['c', 'd']]), 2)).toEqual({ holding: [['a', 'b', 'd', 'e']], failing: [['c', 'd']], isComplete: false });
    expect(frontierOf(ITEMS, failingBy([['c', 'd']], true), 1).isComplete).toBe(false);
  });

  it('knows of one alone that fails also where that only shows in a larger set', () => {
    const late = (set: Items): Items | null => (set.length > 1 && set.includes('a') ? ['a'] : null);

    expect(frontierOf(ITEMS, late, 10)).toEqual({ holding: [['b', 'c', 'd', 'e']], failing: [['a']], isComplete: true });
  });
});
