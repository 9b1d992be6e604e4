/** Judges a run, from its Case and Trace alone. */
import type { Case, Options } from '../model/case.ts';
import type { CostClaims } from '../model/cost-claims.ts';
import { normalise } from '../model/normalise.ts';
import type { Trace } from '../model/trace.ts';
import type { Undecided, Verdict, Violation } from '../model/verdict.ts';
import { CHECKS } from '../model/verdict.ts';
import type { Account } from './accounts.ts';
import { accountsOf } from './accounts.ts';
import type { LivenessClaims } from './always-finishes.ts';
import { alwaysFinishes } from './always-finishes.ts';
import { gather } from './evidence.ts';
import type { Evidence } from './evidence.ts';
import { exactlyOnce } from './exactly-once.ts';
import { figuresOf, isCalm } from './figures.ts';
import { memoryBound } from './memory-bound.ts';
import { messageBound } from './message-bound.ts';
import { neverEarly } from './never-early.ts';
import { noResidue } from './no-residue.ts';
import { noStaleData } from './no-stale-data.ts';
import { promptLooks } from './prompt-looks.ts';
import { resultsEqualReference } from './results-equal-reference.ts';
import { sane } from './sane.ts';
import { tallyOf } from './tally.ts';
import { thresholds } from './thresholds.ts';

/**
 * @param claims what a run may cost, as functions of figures that the checks read from it; costs are not judged without
 * @param options of the run, which the claims are told
 */
export function judge(given: Case, trace: Trace, claims: LivenessClaims & Partial<CostClaims>, options: Options = given.options): Verdict {
  const evidence = gather(normalise(given), trace);
  const violations: Violation[] = [];
  const undecided: Undecided[] = [];
  neverEarly(evidence, violations);
  noStaleData(evidence, violations);
  const accounts = accountsOf(evidence);
  exactlyOnce(evidence, accounts, violations, undecided);
  resultsEqualReference(evidence, accounts, violations, undecided);
  thresholds(evidence, accounts, violations, undecided);
  sane(evidence, violations);
  alwaysFinishes(evidence, claims, violations);
  noResidue(evidence, violations);
  if (violations.length === 0 && isCosted(claims)) costs(evidence, accounts, claims, options, violations);
  if (violations.length > 0) return { kind: 'violated', violations: inOrder(violations) as [Violation, ...Violation[]] };
  if (undecided.length > 0) return { kind: 'inconclusive', undecided: undecided as [Undecided, ...Undecided[]] };
  return HELD;
}

function isCosted(claims: Partial<CostClaims>): claims is CostClaims {
  return claims.messages !== undefined;
}

/** What it cost is only asked of a run that was right. */
function costs(evidence: Evidence, accounts: readonly Account[], claims: CostClaims, options: Options, violations: Violation[]): void {
  if (!isCalm(evidence)) return;
  const tally = tallyOf(evidence);
  const figures = figuresOf(evidence, accounts, tally, options);
  if (claims.looksAtOnce !== undefined) promptLooks(evidence, accounts, claims.looksAtOnce, violations);
  messageBound(evidence, tally, figures, claims, options, violations);
  memoryBound(evidence, tally, figures, claims, violations);
}

const HELD: Verdict = { kind: 'held' };

/** Crashes first, then in the order of the checks. */
function inOrder(violations: readonly Violation[]): Violation[] {
  const rank = (v: Violation): number => (v.severity === 'crash' ? -1 : CHECKS.indexOf(v.check));
  return violations.toSorted((a, b) => rank(a) - rank(b));
}
