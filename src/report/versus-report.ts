/** What came of running two protocols on the same cases, as text: where they part, or that they never do. */
import { plural } from '../model/describe.ts';
import type { Apart, Versus } from '../model/versus.ts';
import { verdictLines } from './case-report.ts';
import { needs } from './check-report.ts';
import type { Palette } from './palette.ts';

export function versusReport(versus: Versus, palette: Palette): string {
  const { names, by, cases, found } = versus;
  const [first, second] = names;
  if (found === null) return neverApart(versus, palette);
  const what = by === 'costs' ? `${palette.strong(first)} costs more messages than ${palette.strong(second)}` : `${palette.strong(first)} fails where ${palette.strong(second)} holds`;
  return [`${what}, in case ${cases.toLocaleString('en-US')}`, `  ${needs({ case: found.case, proof: found.proof }, palette)}`, ...names.flatMap((name, i) => sideLines(name, found, i as 0 | 1, palette))].join('\n');
}

function sideLines(name: string, { verdicts, messages }: Apart, side: 0 | 1, palette: Palette): string[] {
  return ['', `${palette.strong(name)}, ${plural(messages[side], 'message')}`, ...verdictLines(verdicts[side], palette, false).map((line) => `  ${line}`)];
}

function neverApart({ names: [first, second], by, cases, held, violated, first: alone, second: other }: Versus, palette: Palette): string {
  const open = cases - held - violated - alone - other;
  const counts = [
    `both held in ${count(held)}`,
    `both failed in ${count(violated)}`,
    ...(by === 'costs' ? [`${first} alone in ${count(alone)}`] : []),
    `${second} alone in ${count(other)}`,
    ...(open > 0 ? [palette.unsure(`${count(open)} could not be judged`)] : []),
  ];
  const never = by === 'costs' ? `${palette.strong(first)} never cost more messages than ${palette.strong(second)} where both held` : `${palette.strong(first)} never failed alone`;
  return `${never} in ${plural(cases, 'case')}: ${counts.join(', ')}`;
}

function count(n: number): string {
  return n.toLocaleString('en-US');
}
