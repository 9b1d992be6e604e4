/** The same bug hunted from many seeds: after how many cases it shows, and the least case that any of them comes down to. */
import type { Case } from '../model/case.ts';
import type { Signature } from '../model/verdict.ts';
import type { Subject } from '../protocol/subject.ts';
import { isSmaller } from '../shrinking/size.ts';
import { hunt } from './hunt.ts';
import type { ShrinkLimits } from './shrink.ts';
import { shrink } from './shrink.ts';

export interface SurveyOptions {
  readonly seeds: readonly number[];
  /** Cases at the most, from each. */
  readonly runs: number;
}

export interface Survey {
  /** By seed; null where it did not show. */
  readonly cases: readonly (number | null)[];
  /** Null where it never showed. */
  readonly least: Case | null;
}

/** @param by what it must be found by */
export function survey(subject: Subject, by: Signature, options: SurveyOptions, limits?: ShrinkLimits): Survey {
  let least: Case | null = null;
  const cases = options.seeds.map((seed) => {
    const { failure } = hunt(subject, { runs: options.runs, seed, by });
    if (failure === null) return null;
    const shrunk = shrink(failure.case, failure.signature, subject.protocol, limits);
    if (least === null || isSmaller(shrunk.case, least)) least = shrunk.case;
    return failure.number;
  });
  return { cases, least };
}
