/** A user's own calculation on a node: its state is kept under its name. */
import type { NodeHalf } from '../model/own-calculation.ts';
import { ownCalculation } from '../model/own-calculation.ts';
import type { IncrementalCalculation } from './calculation.ts';

type States = { [name: string]: object };

export function ownIncremental(name: string): IncrementalCalculation {
  const calculation = ownNodeHalf(name);
  return {
    prepare(value) {
      (value.own ??= {})[name] = calculation.empty();
    },
    observe(value, x, seen) {
      calculation.observe(((value.own ??= {})[name] ??= calculation.empty()), x, seen);
    },
    // All of them at once, whatever a reducer applies: `mergeOwn`.
    merge: () => {},
  };
}

/** Both sides' states, name by name; what one side lacks is empty there. */
export function mergeOwn(a: States, b: States): States {
  const merged: States = {};
  for (const name of Object.keys({ ...a, ...b })) {
    const calculation = ownNodeHalf(name);
    merged[name] = calculation.merge(a[name] ?? calculation.empty(), b[name] ?? calculation.empty());
  }
  return merged;
}

function ownNodeHalf(name: string): NodeHalf {
  const calculation = ownCalculation(name);
  if (calculation === undefined) throw new Error(`no calculation "${name}" is defined: call defineCalculation before a case that applies it is run`);
  return calculation;
}
