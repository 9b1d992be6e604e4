/** What the checks say of a run. */

/** Crash: a handler threw. Safety: something wrong was done. Liveness: something was never done. Cost: it took other than is claimed. */
export type Severity = 'crash' | 'safety' | 'liveness' | 'cost';

/** In the order in which violations are told, crashes before all: the first says best what is wrong. */
export const CHECKS = [
  'never early',
  'no stale data',
  'exactly once',
  'results equal reference',
  'thresholds',
  'sane',
  'always finishes',
  'no residue',
  'message bound',
  'memory bound',
] as const;
export type CheckName = (typeof CHECKS)[number];

export interface Violation {
  readonly check: CheckName;
  /** Which side is wrong, in a word or two: with the check it is what shrinking keeps. */
  readonly side: string;
  readonly severity: Severity;
  /** One sentence that a person understands at a glance. */
  readonly message: string;
  readonly sumstat?: string;
  readonly epoch?: number;
  readonly request?: number;
  readonly key?: string;
  /** The workers concerned, by number from 1. */
  readonly workers?: readonly number[];
  readonly expected?: string;
  readonly actual?: string;
  /** Ids of the events of the trace that led there. */
  readonly events?: readonly number[];
}

/** What is left open when nothing was found wrong, and why: a check that could not judge. */
export interface Undecided {
  readonly check: CheckName;
  readonly why: string;
}

export type Verdict =
  | { readonly kind: 'held' }
  | { readonly kind: 'violated'; readonly violations: readonly [Violation, ...Violation[]] }
  | { readonly kind: 'inconclusive'; readonly undecided: readonly [Undecided, ...Undecided[]] };

/** What a reduction must keep: the same check failing on the same side. */
export type Signature = string;

export function signatureOf(violation: Violation): Signature {
  return `${violation.check}: ${violation.side}`;
}

/** The signature of the first violation; undefined where there is none. */
export function mainSignature(verdict: Verdict): Signature | undefined {
  return verdict.kind === 'violated' ? signatureOf(verdict.violations[0]) : undefined;
}

/** The signature of the first violation of a check, or of the one that is wanted itself; undefined where it held. */
export function signatureBy(verdict: Verdict, wanted: string): Signature | undefined {
  const violation = verdict.kind === 'violated' ? verdict.violations.find((v) => v.check === wanted || signatureOf(v) === wanted) : undefined;
  return violation === undefined ? undefined : signatureOf(violation);
}

export function hasSignature(verdict: Verdict, signature: Signature): boolean {
  return verdict.kind === 'violated' && verdict.violations.some((v) => signatureOf(v) === signature);
}
