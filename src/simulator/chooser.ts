/** Who picks the next event. The simulator asks only at the steps that the chooser names, and elsewhere goes in order. */
export interface Chooser {
  /** The first step at or after this one at which it wants to choose; Infinity for none. */
  next(step: number): number;
  /** How many of the enabled events, in their order, to pass over: 0 to enabled - 1. */
  choose(step: number, enabled: number): number;
}
