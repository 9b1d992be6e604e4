/** What the exit code says. Documented in the README and in `rollcall --help`. */
export const HELD = 0;
export const VIOLATED = 1;
export const BAD_INPUT = 2;
export const INCONCLUSIVE = 3;
