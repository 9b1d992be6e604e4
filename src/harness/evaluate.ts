/** Judges a subject against what is expected of it: a hunt, and if that finds something, the least case of it. */
import type { Fixture } from '../model/case-file.ts';
import type { LeastCase, SubjectReport } from '../model/run-report.ts';
import type { Verdict } from '../model/verdict.ts';
import { hasSignature } from '../model/verdict.ts';
import type { Subject } from '../protocol/subject.ts';
import type { Hunt, HuntOptions } from './hunt.ts';
import { hunt } from './hunt.ts';
import { runCase } from './run-case.ts';
import type { ShrinkLimits } from './shrink.ts';
import { proofOf, shrink } from './shrink.ts';

export interface Evaluation {
  readonly hunt: Hunt;
  readonly report: SubjectReport;
}

/**
 * Hunts for a violation, makes what it finds least, and says whether that is what is expected of the subject.
 * @param options the seed, and how many cases at the most
 */
export function evaluate(subject: Subject, options: HuntOptions, limits?: ShrinkLimits): Evaluation {
  const hunted = hunt(subject, options);
  const found = hunted.failure === null ? null : least(subject, hunted.failure, limits);
  const { outcome, why } = compare(subject, hunted, found);
  return {
    hunt: hunted,
    report: {
      name: subject.name,
      summary: subject.summary,
      expected: subject.expect.kind,
      outcome,
      cases: hunted.cases,
      missedCopies: hunted.missedCopies,
      found,
      why,
    },
  };
}

function least(subject: Subject, failure: NonNullable<Hunt['failure']>, limits?: ShrinkLimits): LeastCase {
  const shrunk = shrink(failure.case, failure.signature, subject.protocol, limits);
  const { verdict } = runCase(shrunk.case, subject.protocol);
  const message = violationOf(verdict, failure.signature);
  return { case: shrunk.case, signature: failure.signature, message, size: shrunk.size, proof: proofOf(shrunk) };
}

/** What the violation of a signature says. */
export function violationOf(verdict: Verdict, signature: string): string {
  if (verdict.kind !== 'violated') return '';
  return (verdict.violations.find((v) => hasSignature({ kind: 'violated', violations: [v] }, signature)) ?? verdict.violations[0]).message;
}

function compare(subject: Subject, hunted: Hunt, found: LeastCase | null): Pick<SubjectReport, 'outcome' | 'why'> {
  const { expect } = subject;
  if (expect.kind === 'caught') {
    return found === null ? { outcome: 'not as expected', why: `a broken protocol was not caught by "${expect.by}" within ${hunted.cases} cases` } : { outcome: 'as expected', why: '' };
  }
  if (found !== null) return { outcome: 'not as expected', why: found.message };
  if (hunted.inconclusive.cases > 0) return { outcome: 'inconclusive', why: `${hunted.inconclusive.cases} cases could not be judged: ${hunted.inconclusive.why}` };
  if (expect.kind === 'not needed' && hunted.missedCopies === 0) return { outcome: 'inconclusive', why: 'in no case was the copy left out' };
  return { outcome: 'as expected', why: '' };
}

/** What is kept of a least case. */
export function fixtureOf(found: LeastCase, hunted: Hunt, by: string): Fixture {
  return {
    case: found.case,
    expect: { verdict: 'violated', signature: found.signature },
    found: { by, cases: hunted.cases, proof: found.proof },
  };
}
