/** Answers to requests for one key: each is a view of what the workers held. */
import { describeValue } from '../model/describe.ts';
import type { Report } from '../model/trace.ts';
import type { Undecided, Violation } from '../model/verdict.ts';
import type { Account } from './accounts.ts';
import type { Difference } from './disagreement.ts';
import type { Evidence, Meeting, Question } from './evidence.ts';
import { isUncounted } from './evidence.ts';
import { possibleParts, whyUnseen } from './open-parts.ts';

export function judgeViews(evidence: Evidence, accounts: readonly Account[], violations: Violation[], undecided: Undecided[]): void {
  evidence.questions.forEach((question, q) => {
    const { end } = question;
    if (question.kind !== 'request' || end === null || end.why === 'timeout') return;
    const account = accounts.find((a) => a.sumstat === question.sumstat) as Account;
    if (account.isSilent && mayBeSpent(evidence, question, end)) return;
    const parts = evidence.observers.map((_, place) => {
      const possible = possibleParts(evidence, question, place, (evidence.meetings[q] as readonly Meeting[])[place] as Meeting, account.cuts[place] ?? []);
      return isUncounted(evidence, place, evidence.trace.step[question.event] as number, end.step) ? [...possible, []] : possible;
    });
    const why = whyUnseen(evidence, question, end.result, parts);
    if (typeof why === 'number') {
      undecided.push({ check: 'results equal reference', why: `request ${question.label} could have seen ${why} different sets of observations` });
      return;
    }
    if (why !== null) violations.push(violation(question, end, why));
  });
}

/** Where no results are asked for, a node may stop counting a key once nothing more is to be told of it. */
function mayBeSpent({ trace }: Evidence, { sumstat, key }: Question, answer: Report): boolean {
  return trace.reports.some((report) => report.kind === 'crossing' && report.sumstat === sumstat.name && report.key === key && report.step <= answer.step);
}

function violation(question: Question, end: Report, why: Difference): Violation {
  return {
    check: 'results equal reference',
    side: `request: ${why.side}`,
    severity: 'safety',
    message: `request ${question.label} for ${describeValue(question.key)} is answered with ${why.of} = ${why.actual}; the workers held ${why.expected}`,
    sumstat: question.sumstat.name,
    request: question.label,
    key: question.key,
    expected: why.expected,
    actual: why.actual,
    events: [end.event],
  };
}
