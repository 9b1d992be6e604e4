/** Always, in a calm run: the manager holds no more results at once than is claimed. */
import type { CostClaims, EpochFigures } from '../model/cost-claims.ts';
import { plural } from '../model/describe.ts';
import type { Violation } from '../model/verdict.ts';
import type { Evidence } from './evidence.ts';
import type { Tally } from './tally.ts';

/** @param figures by question; null where it is not known what an epoch may take */
export function memoryBound({ trace, questions }: Evidence, { views }: Tally, figures: readonly (EpochFigures | null)[], claims: CostClaims, violations: Violation[]): void {
  if (claims.peakResults === undefined || trace.peakFootprint === -1) return;
  // Requests and looks hold a result each, at the most.
  let aside = views;
  let most = 0;
  for (let q = 0; q < questions.length; q++) {
    const epoch = figures[q] as EpochFigures | null;
    if (questions[q]?.kind === 'request') aside++;
    else if (epoch === null) return;
    else most = Math.max(most, claims.peakResults(epoch));
  }
  const held = trace.peakFootprint;
  if (held <= most + aside) return;
  const expected = `at most ${most}${aside > 0 ? `, and ${aside} for requests and looks` : ''}`;
  violations.push({
    check: 'memory bound',
    side: 'results at once',
    severity: 'cost',
    message: `the manager held ${plural(held, 'result')} at once; the claim is ${expected}`,
    expected,
    actual: String(held),
    events: [trace.peakEvent],
  });
}
