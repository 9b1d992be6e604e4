/** All observations of one key of one stream: what the reference goes by. The lists go together, an entry an observation. */
import type { Value } from '../model/value.ts';
import { quantityOf } from '../model/value.ts';

export interface Observed {
  readonly values: readonly Value[];
  /** Microseconds. */
  readonly times: readonly number[];
  /** What the hash functions are keyed by; 0 where it is absent. */
  readonly hashSeed?: number;
  /** Who made each; those of one worker stand in the order in which it made them. Without it, all are of one. */
  readonly workers?: readonly number[];
}

/** What the calculations reckon with. */
export function quantities({ values }: Observed): readonly number[] {
  return areNumbers(values) ? values : values.map((value) => quantityOf(value));
}

function areNumbers(values: readonly Value[]): values is readonly number[] {
  for (const value of values) if (typeof value !== 'number') return false;
  return true;
}

/** The values by worker, each in the order of the worker's own. */
export function byWorker({ values, workers }: Observed): Value[][] {
  if (workers === undefined) return [[...values]];
  const lists = new Map<number, Value[]>();
  values.forEach((value, i) => {
    const worker = workers[i] as number;
    const list = lists.get(worker);
    if (list === undefined) lists.set(worker, [value]);
    else list.push(value);
  });
  return [...lists.values()];
}
