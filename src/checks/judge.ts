/** Judges a run, from its Case and Trace alone. */
import type { Case } from '../model/case.ts';
import { normalise } from '../model/normalise.ts';
import type { Trace } from '../model/trace.ts';
import type { Undecided, Verdict, Violation } from '../model/verdict.ts';
import { CHECKS } from '../model/verdict.ts';
import { accountsOf } from './accounts.ts';
import type { LivenessClaims } from './always-finishes.ts';
import { alwaysFinishes } from './always-finishes.ts';
import { gather } from './evidence.ts';
import { exactlyOnce } from './exactly-once.ts';
import { neverEarly } from './never-early.ts';
import { noResidue } from './no-residue.ts';
import { noStaleData } from './no-stale-data.ts';
import { resultsEqualReference } from './results-equal-reference.ts';
import { sane } from './sane.ts';
import { thresholds } from './thresholds.ts';

export function judge(given: Case, trace: Trace, claims: LivenessClaims): Verdict {
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
  if (violations.length > 0) return { kind: 'violated', violations: inOrder(violations) as [Violation, ...Violation[]] };
  if (undecided.length > 0) return { kind: 'inconclusive', undecided: undecided as [Undecided, ...Undecided[]] };
  return HELD;
}

const HELD: Verdict = { kind: 'held' };

/** Crashes first, then in the order of the checks. */
function inOrder(violations: readonly Violation[]): Violation[] {
  const rank = (v: Violation): number => (v.severity === 'crash' ? -1 : CHECKS.indexOf(v.check));
  return violations.toSorted((a, b) => rank(a) - rank(b));
}
