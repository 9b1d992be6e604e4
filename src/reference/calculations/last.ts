import isEqual from 'lodash/isEqual.js';
import { describeValue } from '../../model/describe.ts';
import { oldestFirst } from '../../model/result.ts';
import { DEFAULTS } from '../../model/sumstat.ts';
import type { Value } from '../../model/value.ts';
import type { Definition } from '../definition.ts';
import { byWorker } from '../observed.ts';

/** The most contributors of which every order of arrival is tried: 720 orders. */
const TRIED = 6;

/**
 * The last observations of each worker, interleaved in an order of arrival. There is no time order across workers: what is
 * last after a merge is an artefact of that order, and every order is right.
 */
export const last: Definition = {
  isTold: (value) => value.last !== null,
  judge(observed, value, { lastElements = DEFAULTS.lastElements }) {
    const actual = value.last === null ? [] : oldestFirst(value.last);
    if (lastElements === 0) return actual.length === 0 ? null : { expected: 'nothing', actual: describeValue(actual) };
    const queues = byWorker(observed).map((values) => values.slice(-lastElements));
    if (queues.length > TRIED) return isPlausible(actual, queues, lastElements) ? null : { expected: `at most ${lastElements} of the workers' last`, actual: describeValue(actual) };
    let first: readonly Value[] | null = null;
    for (const merged of foldsOf(queues, lastElements)) {
      if (isEqual(merged, actual)) return null;
      first ??= merged;
    }
    const orders = queues.length > 1 ? ', or as another order of arrival has it' : '';
    return { expected: describeValue(first) + orders, actual: describeValue(actual) };
  },
};

/** What the queues come to, in every order of arrival. */
function* foldsOf(queues: readonly (readonly Value[])[], max: number, merged: readonly Value[] | null = null): Generator<readonly Value[]> {
  if (queues.length === 0 && merged !== null) yield merged;
  for (const [i, queue] of queues.entries()) {
    yield* foldsOf(queues.toSpliced(i, 1), max, merged === null ? queue : interleaved(merged, queue).slice(-max));
  }
}

/** By position, as far as the first goes. */
function interleaved(first: readonly Value[], second: readonly Value[]): Value[] {
  return first.flatMap((element, i) => (i < second.length ? [element, second[i] as Value] : [element]));
}

/** Are these no more than asked for, and each one of a worker's last, as often as it may be? */
function isPlausible(actual: readonly Value[], queues: readonly (readonly Value[])[], max: number): boolean {
  const left = queues.flat();
  const areTheirs = actual.every((element) => {
    const at = left.indexOf(element);
    if (at !== -1) left.splice(at, 1);
    return at !== -1;
  });
  const least = Math.min(...queues.map((queue) => queue.length));
  return areTheirs && actual.length <= max && actual.length >= least;
}
