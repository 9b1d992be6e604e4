/** What the exit code says. Documented in the README and in `rollcall --help`. */
export const HELD = 0;
export const VIOLATED = 1;
export const BAD_INPUT = 2;
export const INCONCLUSIVE = 3;
/** Rollcall itself is at fault, and nothing was judged. As in sysexits.h, so that it is taken for no verdict. */
export const FAULT = 70;
