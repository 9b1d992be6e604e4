import type { Value } from '../../model/value.ts';
import type { IncrementalCalculation } from '../calculation.ts';

/** The set of different observations; with a limit, as far as it goes. */
export const unique: IncrementalCalculation = {
  observe(value, _, seen, { uniqueMax }) {
    const values = (value.uniqueVals ??= new Set());
    if (uniqueMax !== undefined) value.uniqueMax = uniqueMax;
    // Up to one more than the limit: the source asks before it adds.
    if (uniqueMax === undefined || values.size <= uniqueMax) values.add(seen);
    value.unique = values.size;
  },
  merge(out, a, b, around) {
    const first = a.uniqueVals ?? b.uniqueVals;
    if (first === null) return;
    out.uniqueMax = a.uniqueMax ?? b.uniqueMax;
    const second = first === a.uniqueVals ? b.uniqueVals : null;
    out.uniqueVals = second === null ? new Set(first) : out.uniqueMax === null ? union(first, second) : limitedUnion(first, around.walk(second), out.uniqueMax);
    out.unique = out.uniqueVals.size;
  },
};

/**
 * Adds the smaller side to a copy of the larger one. The copy is there because a side may be somebody else's, such as a
 * message's, and is no more than one pass; a merge that is told that its left side is its own could do without.
 */
function union(a: ReadonlySet<Value>, b: ReadonlySet<Value>): Set<Value> {
  const [more, fewer] = a.size < b.size ? [b, a] : [a, b];
  const all = new Set(more);
  for (const x of fewer) all.add(x);
  return all;
}

/** All of the first, and of the second as many as the limit leaves room for. */
function limitedUnion(a: ReadonlySet<Value>, b: Iterable<Value>, limit: number): Set<Value> {
  const all = new Set(a);
  for (const x of b) {
    if (all.size >= limit) break;
    all.add(x);
  }
  return all;
}
