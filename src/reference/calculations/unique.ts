import { describeValue } from '../../model/describe.ts';
import type { Value } from '../../model/value.ts';
import type { Definition } from '../definition.ts';
import { byWorker } from '../observed.ts';

/**
 * The set of different observations. With a limit m a node keeps its first m + 1; merged, the first part to arrive stays whole,
 * and others add to it until there are m: all of each, but for the one at which the limit is met.
 */
export const unique: Definition = {
  isTold: (value) => value.unique !== 0,
  range(observed, { uniqueMax }) {
    const all = new Set(observed.values).size;
    return uniqueMax === undefined ? { least: all, most: all } : { least: Math.min(all, uniqueMax), most: Math.min(all, uniqueMax + 1) };
  },
  judge(observed, value, { uniqueMax }) {
    const held: ReadonlySet<Value> = value.uniqueVals ?? new Set();
    const all = new Set(observed.values);
    const told = (what: string): string => `${value.unique}, but ${what}`;
    if (value.unique !== held.size) return { expected: String(all.size), actual: told(`the set holds ${held.size}`) };
    const stranger = [...held].find((x) => !all.has(x));
    if (stranger !== undefined) return { expected: String(all.size), actual: told(`${describeValue(stranger)} was never observed`) };
    if (uniqueMax === undefined) {
      if (held.size === all.size) return null;
      const lost = [...all].find((x) => !held.has(x)) as Value;
      return { expected: String(all.size), actual: told(`the value ${describeValue(lost)} is not in the set`) };
    }
    const parts = byWorker(observed).map((values) => new Set([...new Set(values)].slice(0, uniqueMax + 1)));
    if (isLegal(held, parts, Math.min(all.size, uniqueMax), uniqueMax)) return null;
    return { expected: `${sizesFor(parts, all.size, uniqueMax)} of ${all.size}, in an order of arrival`, actual: `${held.size}: ${describeValue(held)}` };
  },
};

type Part = ReadonlySet<Value>;

/** Can the parts, arriving one after the other, come to this set? */
function isLegal(held: Part, parts: readonly Part[], size: number, limit: number): boolean {
  const whole = parts.filter((part) => [...part].every((x) => held.has(x)));
  // More than the limit: the first part had them, and nothing was added to it.
  if (held.size > limit) return whole.some((part) => part.size === held.size);
  if (held.size !== size || !whole.some((part) => part.size <= limit)) return false;
  const rest = [...held].filter((x) => !whole.some((part) => part.has(x)));
  return rest.length === 0 || parts.some((part) => rest.every((x) => part.has(x)));
}

function sizesFor(parts: readonly Part[], all: number, limit: number): string {
  const overfull = parts.some((part) => part.size > limit);
  const merged = parts.length > 1 || !overfull ? [Math.min(all, limit)] : [];
  return [...merged, ...(overfull ? [limit + 1] : [])].join(' or ');
}
