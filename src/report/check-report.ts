/** What `rollcall check` found, as text: which protocols hold, which broken ones were caught and by what least case. */
import { describeCase, describeFault, plural } from '../model/describe.ts';
import type { LeastCase, SubjectReport } from '../model/run-report.ts';
import type { Palette } from './palette.ts';

const HEADINGS: { readonly [expected in SubjectReport['expected']]: string } = {
  holds: 'Protocols, judged within what they claim to tolerate',
  caught: 'Broken twins: each has one mistake, and must be caught by the check that it was made for',
  'not needed': 'Copies left out where they should not matter',
};

/** The line of one subject, and what must be told beneath it. */
export function subjectLines(report: SubjectReport, palette: Palette): string[] {
  const mark = report.outcome === 'as expected' ? palette.good('ok') : report.outcome === 'inconclusive' ? palette.unsure('??') : palette.bad('NO');
  const lines = [`  ${mark} ${palette.strong(report.name)}: ${report.summary}`, `       ${outcome(report, palette)}`];
  if (report.outcome === 'inconclusive') lines.push(`       ${palette.unsure(report.why)}`);
  if (report.found !== null) lines.push(`       ${needs(report.found, palette)}`);
  if (report.outcome === 'not as expected' && report.found?.file !== undefined) lines.push(`       ${replayCommand(report.found.file)}`);
  return lines;
}

function outcome({ expected, cases, found, missedCopies, why }: SubjectReport, palette: Palette): string {
  const ran = plural(cases, 'case');
  if (found !== null) return `${expected === 'caught' ? 'caught' : palette.bad('VIOLATED')} in case ${cases.toLocaleString('en-US')} by ${seenBy(found, palette)}`;
  if (expected === 'not needed') return `not needed: ${ran} held, ${missedCopies.toLocaleString('en-US')} of them without the copy`;
  return expected === 'caught' ? palette.bad(why) : `held in ${ran}`;
}

/** The check that saw it, and what it saw. */
export function seenBy({ signature, message }: LeastCase, palette: Palette): string {
  const [check = signature] = signature.split(': ');
  return `${palette.strong(check)}: ${message}`;
}

/** The least case that shows it, and what is known of smaller ones. */
export function needs(found: Pick<LeastCase, 'case' | 'proof'>, palette: Palette): string {
  const faults = found.case.faults.map(describeFault);
  return palette.faint(`needs ${describeCase(found.case)}${faults.length > 0 ? `: ${faults.join('; ')}` : ''}  (${found.proof})`);
}

/** Where the least cases are, and how one of them is told in full. */
export function whereKept(reports: readonly SubjectReport[], folder: string, palette: Palette): string {
  const kept = reports.flatMap((report) => (report.found?.file === undefined ? [] : [report.found.file]));
  return palette.faint(kept[0] === undefined ? '' : `  ${plural(kept.length, 'least case')} in ${folder}/; to see one step by step: ${replayCommand(kept[0])}`);
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
  const said: { readonly [expected in SubjectReport['expected']]: string } = { holds: 'protocols hold', caught: 'broken twins caught', 'not needed': 'copies not needed' };
  const parts = (Object.keys(said) as SubjectReport['expected'][])
    .filter((expected) => reports.some((r) => r.expected === expected))
    .map((expected) => `${count(expected)} ${said[expected]}`);
  const well = reports.every((r) => r.outcome === 'as expected');
  return `\n${well ? palette.good('All as expected') : palette.bad('Not all as expected')}: ${parts.join('; ')}.`;
}

export function replayCommand(file: string): string {
  return `npx rollcall run ${shellWord(file)}`;
}

/** A text as a shell takes it for one word. */
export function shellWord(text: string): string {
  return /^[\w./-][\w./~-]*$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
