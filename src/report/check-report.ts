/** What `rollcall check` found, as text: which protocols hold, which broken ones were caught and by what least case. */
import { describeCase, describeFault } from '../model/describe.ts';
import type { LeastCase, SubjectReport } from '../model/run-report.ts';
import type { Palette } from './palette.ts';

const HEADINGS: { readonly [expected in SubjectReport['expected']]: string } = {
  holds: 'Protocols, judged within what they claim to tolerate',
  caught: 'Broken twins: each must be caught',
  'not needed': 'Copies left out where they should not matter',
};

/** The line of one subject, and what must be told beneath it. */
export function subjectLines(report: SubjectReport, palette: Palette): string[] {
  const mark = report.outcome === 'as expected' ? palette.good('ok') : report.outcome === 'inconclusive' ? palette.unsure('??') : palette.bad('NO');
  const lines = [`  ${mark} ${palette.strong(report.name)}  ${outcome(report)}`, `       ${palette.faint(report.summary)}`];
  if (report.outcome === 'inconclusive') lines.push(`       ${palette.unsure(report.why)}`);
  if (report.found !== null) lines.push(...leastLines(report.found, palette).map((line) => `       ${line}`));
  else if (report.outcome === 'not as expected') lines.push(`       ${palette.bad(report.why)}`);
  return lines;
}

function outcome({ expected, cases, found, missedCopies }: SubjectReport): string {
  const ran = `${cases.toLocaleString('en-US')} ${cases === 1 ? 'case' : 'cases'}`;
  if (found !== null) return `${expected === 'caught' ? 'caught' : 'VIOLATED'} after ${ran}: ${found.signature}`;
  if (expected === 'not needed') return `not needed: ${ran} held, ${missedCopies.toLocaleString('en-US')} of them without the copy`;
  return expected === 'caught' ? `NOT caught in ${ran}` : `held in ${ran}`;
}

/** What is wrong, the least case that shows it, and what is known of smaller ones. */
export function leastLines(found: LeastCase, palette: Palette): string[] {
  const faults = found.case.faults.map(describeFault);
  return [
    found.message,
    `needs ${describeCase(found.case)}${faults.length > 0 ? `: ${faults.join('; ')}` : ''}  ${palette.faint(`(${found.proof})`)}`,
    ...(found.file === undefined ? [] : [palette.faint(`replay: ${replayCommand(found.file)}`)]),
  ];
}

export function heading(expected: SubjectReport['expected'], palette: Palette): string {
  return `\n${palette.strong(HEADINGS[expected])}`;
}

/** What it all came to, in a sentence. */
export function summary(reports: readonly SubjectReport[], palette: Palette): string {
  const count = (expected: SubjectReport['expected']): string => {
    const of = reports.filter((r) => r.expected === expected);
    return `${of.filter((r) => r.outcome === 'as expected').length} of ${of.length}`;
  };
  const parts = [
    reports.some((r) => r.expected === 'holds') ? `${count('holds')} protocols hold` : '',
    reports.some((r) => r.expected === 'caught') ? `${count('caught')} broken twins caught` : '',
    reports.some((r) => r.expected === 'not needed') ? `${count('not needed')} copies not needed, as expected` : '',
  ].filter((part) => part !== '');
  const well = reports.every((r) => r.outcome === 'as expected');
  return `\n${well ? palette.good('All as expected') : palette.bad('Not all as expected')}: ${parts.join('; ')}.`;
}

export function replayCommand(file: string): string {
  return `npx rollcall run ${/[^\w./~-]/.test(file) ? `'${file}'` : file}`;
}
