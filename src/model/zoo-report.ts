/** What a survey of the bug zoo comes to, as data. */
import type { Case } from './case.ts';

/** What does not depend on any run. */
export interface ZooLine {
  readonly id: string;
  readonly title: string;
  readonly source: string;
}

/** One that is planted, and what it is to be found by. */
export interface ZooTarget extends ZooLine {
  readonly name: string;
  readonly by: string;
}

export interface ZooFind extends ZooTarget {
  /** After how many cases it was found, a figure for each seed. */
  readonly cases: readonly number[];
  /** The smallest that it came down to from any seed. */
  readonly least: Case;
}

/** One that is not looked for in random cases. */
export interface ZooOmission extends ZooLine {
  readonly why: string;
}
