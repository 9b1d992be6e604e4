/** One case told as a story: what happens to the system, step by step, and what is wrong with that. */
import type { Case } from '../model/case.ts';
import { describeCase, describeFault, describeTrace } from '../model/describe.ts';
import type { Trace } from '../model/trace.ts';
import type { Verdict } from '../model/verdict.ts';
import { signatureOf } from '../model/verdict.ts';
import type { Palette } from './palette.ts';

/** Lines of a trace that a person reads at once; the whole of it is there for the asking. */
const TRACE_LINES = 40;

export function caseStory(c: Case, trace: Trace, verdict: Verdict, palette: Palette, whole: boolean): string {
  const lines = [`${palette.strong(c.protocol)} over ${c.transport}: ${describeCase(c)}`];
  for (const fault of c.faults) lines.push(`  fault: ${describeFault(fault)}`);
  lines.push('', ...shortened(describeTrace(trace).split('\n'), whole).map((line) => palette.faint(line)), '', ...verdictLines(verdict, palette));
  return lines.join('\n');
}

function shortened(lines: readonly string[], whole: boolean): string[] {
  if (whole || lines.length <= TRACE_LINES) return [...lines];
  const half = TRACE_LINES / 2;
  return [...lines.slice(0, half), `     ... ${lines.length - TRACE_LINES} lines more; --trace shows all ...`, ...lines.slice(-half)];
}

export function verdictLines(verdict: Verdict, palette: Palette): string[] {
  switch (verdict.kind) {
    case 'held':
      return [palette.good('held: every check agrees')];
    case 'inconclusive':
      return verdict.undecided.map((u) => `${palette.unsure('inconclusive')}: ${u.check} could not judge: ${u.why}`);
    case 'violated':
      return verdict.violations.flatMap((v) => [
        `${palette.bad('violated')} ${palette.strong(signatureOf(v))} (${v.severity})`,
        `  ${v.message}`,
        ...(v.expected === undefined ? [] : [`  expected ${v.expected}, got ${v.actual ?? 'nothing'}`]),
        ...(v.events === undefined ? [] : [palette.faint(`  events ${v.events.map((event) => `#${event}`).join(', ')}`)]),
      ]);
  }
}
