/** A user's own calculation, put to the laws: its own relation says what is the same. */
import type { OwnCalculation, Seen } from '../model/own-calculation.ts';
import { quantityOf } from '../model/value.ts';
import type { LawSubject, Sighting } from './subject.ts';

export function ownSubject(calculation: OwnCalculation): LawSubject {
  return {
    name: calculation.name,
    laws: calculation.laws ?? {},
    empty: () => calculation.empty(),
    observe: (state, value) => calculation.observe(state, quantityOf(value), value),
    merge: (a, b) => calculation.merge(a, b),
    view: (state) => state,
    rounds: true,
    mismatch(seen, state) {
      const observations = seen.map(asSeen);
      return calculation.relation(calculation.reference(observations), state, observations);
    },
  };
}

function asSeen({ value, worker }: Sighting): Seen {
  return { x: quantityOf(value), value, worker };
}
