import { describeValue } from '../../model/describe.ts';
import type { TopK } from '../../model/result.ts';
import { DEFAULTS } from '../../model/sumstat.ts';
import type { Value } from '../../model/value.ts';
import type { Definition } from '../definition.ts';
import { byWorker } from '../observed.ts';

interface Tracked {
  readonly value: Value;
  readonly count: number;
  /** By how much the count may be too high. */
  readonly epsilon: number;
}

/**
 * Space-Saving on each worker; merged, counts and errors add up value by value, whatever the order. Only the order among
 * values of one count depends on the order of arrival.
 */
export const topk: Definition = {
  isTold: (value) => value.topk !== null,
  judge(observed, value, { topkSize = DEFAULTS.topkSize }) {
    const expected = new Map<Value, Tracked>();
    for (const values of byWorker(observed)) {
      for (const { value: x, count, epsilon } of spaceSaving(values, topkSize)) {
        const before = expected.get(x);
        expected.set(x, { value: x, count: count + (before?.count ?? 0), epsilon: epsilon + (before?.epsilon ?? 0) });
      }
    }
    const shown = ({ count, epsilon }: Tracked): string => `${count} (at most ${epsilon} too high)`;
    if (value.topk === null) return { expected: `${expected.size} values`, actual: 'absent' };
    const actual = new Map(trackedIn(value.topk).map((tracked) => [tracked.value, tracked]));
    for (const x of new Set([...expected.keys(), ...actual.keys()])) {
      const [wanted, told] = [expected.get(x), actual.get(x)];
      if (wanted?.count === told?.count && wanted?.epsilon === told?.epsilon) continue;
      const count = (tracked: Tracked | undefined): string => `${describeValue(x)} ${tracked === undefined ? 'not tracked' : shown(tracked)}`;
      return { expected: count(wanted), actual: count(told) };
    }
    return null;
  },
};

function trackedIn({ buckets }: TopK): Tracked[] {
  const tracked: Tracked[] = [];
  for (const [count, values] of buckets) for (const [value, epsilon] of values) tracked.push({ value, count, epsilon });
  return tracked;
}

/** As the paper has it, on a list: the least count gives way, and of equal ones the one that came to its count first. */
function spaceSaving(values: readonly Value[], size: number): Tracked[] {
  let tracked: Tracked[] = [];
  for (const value of values) {
    const known = tracked.find((one) => one.value === value);
    const replaced = known ?? (tracked.length < size ? { count: 0, epsilon: 0 } : least(tracked));
    const epsilon = known === undefined ? replaced.count : known.epsilon;
    // Whoever comes to a count goes behind those that have it already.
    tracked = [...tracked.filter((one) => one !== replaced), { value, count: replaced.count + 1, epsilon }];
  }
  return tracked;
}

function least(tracked: readonly Tracked[]): Tracked {
  return tracked.reduce((lowest, one) => (one.count < lowest.count ? one : lowest));
}
