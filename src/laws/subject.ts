/** What is put to the laws: a calculation as states that observe and merge, and what is right of them. */
import type { StatedLaws } from '../model/law.ts';
import type { Mismatch } from '../model/mismatch.ts';
import type { Value } from '../model/value.ts';

/** An observation, and the worker that made it. They stand in the order of time, and workers arrive in that of their numbers. */
export interface Sighting {
  readonly worker: number;
  readonly value: Value;
}

export interface LawSubject<State extends object = object> {
  readonly name: string;
  readonly laws: StatedLaws;
  /** The state before the first observation. */
  empty(): State;
  /** Takes an observation into the state, in place. */
  observe(state: State, value: Value): void;
  merge(a: State, b: State): State;
  /** What of a state counts, as plain data. */
  view(state: State): unknown;
  /** Is another result that the reference accepts as good as the same one? So it is where merging rounds. */
  readonly rounds: boolean;
  /** Why a state is not what the reference says of these observations; null where it is. */
  mismatch(seen: readonly Sighting[], state: State): Mismatch | null;
}
