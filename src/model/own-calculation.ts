/** Calculations that are not upstream's but a user's own: what one is made of, and which are defined. */
import type { StatedLaws } from './law.ts';
import type { Mismatch } from './mismatch.ts';
import type { Value } from './value.ts';

/** How a node does it. The state is plain data: records, lists, maps and sets of numbers and texts. */
export interface NodeHalf<State extends object = object> {
  /** The state before the first observation, made anew each time. */
  empty(): State;
  /**
   * Takes an observation into the state, which it changes in place.
   * @param x the number that it counts for: 1 where a text was observed
   * @param value what was observed
   */
  observe(state: State, x: number, value: Value): void;
  /** What two states are together: a third, which shares nothing with them. Both stay as they are. */
  merge(a: State, b: State): State;
}

/** An observation as the reference sees it; those of one worker stand in the order in which it made them. */
export interface Seen {
  readonly x: number;
  readonly value: Value;
  readonly worker: number;
}

/** How the oracle judges it. Nothing here merges or updates. */
export interface JudgingHalf<State extends object = object, Answer = unknown> {
  /** The right answer, by its definition, from all observations together: at least one. */
  reference(observations: readonly Seen[]): Answer;
  /** Why a state is not what the reference says, as text; null where it is. */
  relation(expected: Answer, actual: State, observations: readonly Seen[]): Mismatch | null;
}

export interface OwnCalculation<State extends object = object, Answer = unknown> extends NodeHalf<State>, JudgingHalf<State, Answer> {
  /** How a case names it: in capitals, as upstream's are. */
  readonly name: string;
  readonly laws?: StatedLaws;
}

/** A process knows a name once and for all, so that a case means the same whenever it is run. */
const defined = new Map<string, OwnCalculation>();

/** `defineCalculation` asks first whether that may be. */
export function enter(calculation: OwnCalculation): void {
  defined.set(calculation.name, calculation);
}

export function ownCalculation(name: string): OwnCalculation | undefined {
  return defined.get(name);
}

export function ownNames(): string[] {
  return [...defined.keys()];
}
