/** A way to make a case smaller: all the cases that it leads to, boldest first. They are legal; whether they still fail is open. */
import type { Draft } from 'immer';
import { produce } from 'immer';
import type { Case } from '../model/case.ts';

export type Pass = (c: Case) => Iterable<Case>;

/** The case with a change made to a draft of it. */
export function changed(c: Case, recipe: (draft: Draft<Case>) => void): Case {
  return produce(c, (draft) => {
    recipe(draft);
  });
}

/** Ranges of a list to cut out: halves, quarters, ... down to single items, the later ones first. */
export function* chunks(length: number): Generator<readonly [start: number, count: number]> {
  for (let count = length; count >= 1; count = Math.floor(count / 2)) {
    for (let start = length - count; start > -count; start -= count) yield [Math.max(0, start), count + Math.min(0, start)];
  }
}
