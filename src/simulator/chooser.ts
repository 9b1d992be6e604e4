/** Who picks the next event. The simulator asks only at the steps that the chooser names, and elsewhere goes in order. */
import type { Trace } from '../model/trace.ts';

/** The events that may be handled next, in their order. */
export interface Enabled {
  readonly count: number;
  /** The event at a place, from 0. */
  event(place: number): number;
  /** The run so far. */
  readonly trace: Trace;
}

export interface Chooser {
  /** The first step at or after this one at which it wants to choose; Infinity for none. */
  next(step: number): number;
  /** How many of the enabled events, in their order, to pass over: 0 to count - 1. */
  choose(step: number, enabled: Enabled): number;
}
