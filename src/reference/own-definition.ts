/** A user's own calculation, judged by its own reference and relation. */
import { describeValue } from '../model/describe.ts';
import type { JudgingHalf } from '../model/own-calculation.ts';
import { ownCalculation } from '../model/own-calculation.ts';
import { quantityOf } from '../model/value.ts';
import type { Definition } from './definition.ts';

export function ownDefinition(name: string): Definition {
  return {
    isTold: (value) => value.own?.[name] !== undefined,
    judge({ values, workers }, value) {
      const calculation = judgingHalf(name);
      const observations = values.map((seen, i) => ({ x: quantityOf(seen), value: seen, worker: workers?.[i] ?? 1 }));
      const expected = calculation.reference(observations);
      const state = value.own?.[name];
      return state === undefined ? { expected: describeValue(expected), actual: 'absent' } : calculation.relation(expected, state, observations);
    },
  };
}

function judgingHalf(name: string): JudgingHalf {
  const calculation = ownCalculation(name);
  if (calculation === undefined) throw new Error(`no calculation "${name}" is defined: call defineCalculation before a case that applies it is judged`);
  return calculation;
}
