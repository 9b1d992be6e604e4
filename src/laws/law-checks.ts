/** The laws, each as a function of a calculation and some observations that says why it is broken there, or null. */
import { freeze } from 'immer';
import isEqual from 'lodash/isEqual.js';
import { describeValue } from '../model/describe.ts';
import type { Law } from '../model/law.ts';
import type { Mismatch } from '../model/mismatch.ts';
import type { Value } from '../model/value.ts';
import { clone } from '../simulator/clone.ts';
import { decode, encode } from './plain-encoding.ts';
import type { LawSubject, Sighting } from './subject.ts';

export interface LawCheck {
  /** How many workers' parts it is about: the observations are of workers from 1 to this. */
  readonly workers: number;
  /** Why it is broken; null where it holds. */
  broken(subject: LawSubject, seen: readonly Sighting[]): Mismatch | null;
}

export const LAW_CHECKS: { readonly [law in Law]: LawCheck } = {
  commutative: {
    workers: 2,
    broken(subject, seen) {
      const [a, b] = statesOf(subject, seen, 2);
      return different(subject, seen, subject.merge(a, b), subject.merge(b, a));
    },
  },
  associative: {
    workers: 3,
    broken(subject, seen) {
      const [a, b, c] = statesOf(subject, seen, 3);
      return different(subject, seen, subject.merge(subject.merge(a, b), c), subject.merge(a, subject.merge(b, c)));
    },
  },
  'neutral on the left': {
    workers: 1,
    broken(subject, seen) {
      const [a] = statesOf(subject, seen, 1);
      return different(subject, seen, a, subject.merge(subject.empty(), a));
    },
  },
  'neutral on the right': {
    workers: 1,
    broken(subject, seen) {
      const [a] = statesOf(subject, seen, 1);
      return different(subject, seen, a, subject.merge(a, subject.empty()));
    },
  },
  'inputs untouched': { workers: 2, broken: touchesInputs },
  'closed under merge': { workers: 4, broken: isNotClosed },
  'decoded as encoded': { workers: 2, broken: isLostOnTheWay },
  'partition equals whole': {
    workers: 3,
    broken(subject, seen) {
      const whole = stateOf(subject, seen.map(({ value }) => value));
      return different(subject, seen, whole, merged(subject, statesOf(subject, seen, 3)));
    },
  },
  'agrees with the reference': {
    workers: 3,
    // Who saw nothing sends nothing.
    broken: (subject, seen) => (seen.length === 0 ? null : subject.mismatch(seen, merged(subject, arrivals(subject, seen, 3)))),
  },
};

/** Frozen to the bottom, so that a merge that writes into them throws; what is observed onto the result must not reach them either. */
function touchesInputs(subject: LawSubject, seen: readonly Sighting[]): Mismatch | null {
  const sides = statesOf(subject, seen, 2);
  const before = clone(sides);
  const result = subject.merge(...sides);
  if (!isEqual(sides, before)) return { expected: describeValue(before), actual: describeValue(sides) };
  for (const side of sides) freeze(side, true);
  subject.merge(...sides);
  for (const { value } of seen) subject.observe(result, value);
  return isEqual(sides, before) ? null : { expected: describeValue(before), actual: `${describeValue(sides)}, after more was observed onto the merge` };
}

/** A third merge works, a merge of merges too, and observing goes on on what was merged. */
function isNotClosed(subject: LawSubject, seen: readonly Sighting[]): Mismatch | null {
  const [a, b, c, d] = statesOf(subject, seen, 4);
  const all = subject.merge(subject.merge(a, b), subject.merge(c, d));
  for (const { value } of seen) subject.observe(all, value);
  subject.merge(all, clone(all));
  const ofThree = seen.filter(({ worker }) => worker <= 3);
  return ofThree.length === 0 ? null : subject.mismatch(ofThree, merged(subject, arrivals(subject, ofThree, 3)));
}

/** As a message carries it: through the simulator's copy and through text, and the receiver merges the same. */
function isLostOnTheWay(subject: LawSubject, seen: readonly Sighting[]): Mismatch | null {
  const [a, b] = statesOf(subject, seen, 2);
  const sent = subject.merge(a, b);
  for (const received of [subject.merge(clone(a), clone(b)), subject.merge(carried(a), carried(b))]) {
    if (!isEqual(received, sent)) return { expected: describeValue(sent), actual: describeValue(received) };
  }
  return null;
}

function carried<State extends object>(state: State): State {
  return decode(encode(state)) as State;
}

/** Why two results of the same observations are not the same; null where they are. */
function different(subject: LawSubject, seen: readonly Sighting[], one: object, other: object): Mismatch | null {
  const [expected, actual] = [subject.view(one), subject.view(other)];
  if (isEqual(expected, actual)) return null;
  const areBothRight = subject.rounds && seen.length > 0 && subject.mismatch(seen, one) === null && subject.mismatch(seen, other) === null;
  return areBothRight ? null : { expected: describeValue(expected), actual: describeValue(actual) };
}

function stateOf(subject: LawSubject, values: readonly Value[]): object {
  const state = subject.empty();
  for (const value of values) subject.observe(state, value);
  return state;
}

/** The states of workers 1 to n. */
function statesOf<N extends 1 | 2 | 3 | 4>(subject: LawSubject, seen: readonly Sighting[], n: N): States[N] {
  return Array.from({ length: n }, (_, i) => stateOf(subject, seen.filter(({ worker }) => worker === i + 1).map(({ value }) => value))) as unknown as States[N];
}

type States = { 1: [object]; 2: [object, object]; 3: [object, object, object]; 4: [object, object, object, object] };

/** The states of those that saw something: others have none to send. */
function arrivals(subject: LawSubject, seen: readonly Sighting[], workers: 3): object[] {
  return statesOf(subject, seen, workers).filter((_, i) => seen.some(({ worker }) => worker === i + 1));
}

/** One after the other as they arrive. */
function merged(subject: LawSubject, states: readonly object[]): object {
  return states.reduce((a, b) => subject.merge(a, b));
}
