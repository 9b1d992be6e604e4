import type { TopK } from '../../model/result.ts';
import { DEFAULTS } from '../../model/sumstat.ts';
import type { Value } from '../../model/value.ts';
import type { IncrementalCalculation } from '../calculation.ts';

/**
 * The most frequent values: Space-Saving (Metwally, Agrawal, El Abbadi, "Efficient computation of frequent and top-k elements
 * in data streams", 2005). Values of one count stand in a bucket, in the order in which they came to it.
 */
export const topk: IncrementalCalculation = {
  prepare(value, { topkSize = DEFAULTS.topkSize }) {
    value.topk = emptyTopK(topkSize);
  },
  observe(value, _, seen) {
    const into = value.topk as TopK;
    const count = into.counts.get(seen);
    if (count !== undefined) {
      raise(into, seen, count, 1, 0);
      // The value stands one above the bucket that it left, so that there is no gap to search when that was its last.
      if (into.lowest === count && !into.buckets.has(count)) into.lowest = count + 1;
    } else if (into.counts.size < into.size) {
      raise(into, seen, 0, 1, 0);
      into.lowest = 1;
    } else {
      replaceOldest(into, seen);
    }
  },
  merge(out, a, b) {
    const first = a.topk ?? b.topk;
    if (first === null) return;
    const all = emptyTopK(first.size);
    absorb(all, first);
    if (b.topk !== null && first !== b.topk) absorb(all, b.topk);
    out.topk = all;
  },
};

function emptyTopK(size: number): TopK {
  return { size, counts: new Map(), buckets: new Map(), lowest: 0 };
}

/** Moves a value from the bucket of its count to the end of a higher one; from count 0, it is new. */
function raise(into: TopK, value: Value, count: number, by: number, epsilon: number): void {
  const { counts, buckets } = into;
  const bucket = buckets.get(count);
  const carried = (bucket?.get(value) ?? 0) + epsilon;
  bucket?.delete(value);
  if (bucket?.size === 0) buckets.delete(count);
  const raised = count + by;
  let target = buckets.get(raised);
  if (target === undefined) buckets.set(raised, (target = new Map<Value, number>()));
  target.set(value, carried);
  counts.set(value, raised);
}

/** The oldest value of the lowest bucket gives way; the new one takes over its count, as what it may be too high by. */
function replaceOldest(into: TopK, value: Value): void {
  const lowest = into.lowest;
  const bucket = into.buckets.get(lowest) as Map<Value, number>;
  const [oldest] = bucket.keys();
  bucket.delete(oldest as Value);
  into.counts.delete(oldest as Value);
  bucket.set(value, lowest);
  raise(into, value, lowest, 1, 0);
  if (bucket.size === 0) into.lowest = lowest + 1;
}

/** Takes in all of another summary, from its lowest count up. Nothing gives way: there may be more values than were asked for. */
function absorb(into: TopK, other: TopK): void {
  for (const count of [...other.buckets.keys()].sort((a, b) => a - b)) {
    for (const [value, epsilon] of other.buckets.get(count) as Map<Value, number>) raise(into, value, into.counts.get(value) ?? 0, count, epsilon);
  }
  // What was the least count may have grown.
  into.lowest = 0;
  for (const count of into.buckets.keys()) if (into.lowest === 0 || count < into.lowest) into.lowest = count;
}
