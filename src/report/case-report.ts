/** One case told as a story: who takes part, what happens step by step, where it goes wrong, and what should have been. */
import type { Fixture } from '../model/case-file.ts';
import type { Case } from '../model/case.ts';
import type { TraceLine } from '../model/describe.ts';
import { describeCase, describeFault, plural, traceLines } from '../model/describe.ts';
import type { Trace } from '../model/trace.ts';
import type { Verdict, Violation } from '../model/verdict.ts';
import { signatureOf } from '../model/verdict.ts';
import { difference } from './difference.ts';
import type { Palette } from './palette.ts';

export interface Told {
  readonly case: Case;
  readonly trace: Trace;
  readonly verdict: Verdict;
  /** What the protocol is, and of a broken one what is wrong with it. */
  readonly protocol: { readonly summary: string; readonly standing: string };
  /** What the file says of its case; null for a bare case. */
  readonly fixture: Fixture | null;
}

/** @param whole every line of the trace, however many there are */
export function caseStory(told: Told, palette: Palette, whole: boolean): string {
  const marked = new Set(told.verdict.kind === 'violated' ? told.verdict.violations.flatMap((v) => v.events ?? []) : []);
  return [...opening(told, palette), '', ...traceStory(told.trace, marked, palette, whole), '', ...verdictLines(told.verdict, palette)].join('\n');
}

function opening({ case: c, protocol, fixture }: Told, palette: Palette): string[] {
  const lines = [`${palette.strong(c.protocol)} over ${c.transport}: ${describeCase(c)}`];
  lines.push(palette.faint(`  ${protocol.standing === 'broken' ? 'broken on purpose: ' : ''}${protocol.summary}`));
  for (const fault of c.faults) lines.push(`  fault: ${describeFault(fault)}`);
  if (fixture?.found !== undefined) {
    const { by, proof } = fixture.found;
    lines.push(palette.faint(`  found by ${by}${proof === undefined ? '' : `; ${proof}`}`));
  }
  return lines;
}

/** Lines of a trace that a person reads at once; the whole of it is there for the asking. */
const TRACE_LINES = 40;

/** Lines kept at either end of a long trace, and around each line that is marked. */
const ENDS = 8;
const AROUND = 3;

function traceStory(trace: Trace, marked: ReadonlySet<number>, palette: Palette, whole: boolean): string[] {
  const all = traceLines(trace);
  // That nothing was left to do is how every run should end, and so no part of the story.
  const lines = trace.ending.kind === 'quiescent' ? all.slice(0, -1) : all;
  const kept = whole || lines.length <= TRACE_LINES ? lines.map(() => true) : keptLines(lines, marked);
  const out: string[] = [];
  let skipped = 0;
  lines.forEach((line, i) => {
    if (kept[i] === true) {
      if (skipped > 0) out.push(palette.faint(gap(skipped)));
      skipped = 0;
      out.push(marked.has(line.event) ? `${palette.bad('>')} ${line.text}` : palette.faint(`  ${line.text}`));
    } else skipped++;
  });
  if (kept.includes(false)) out.push('', sentLine(trace));
  return out;
}

/** What no reader counts in a long trace. */
function sentLine(trace: Trace): string {
  const counted = Object.entries(messagesSent(trace)).map(([type, messages]) => ({ type, messages }));
  const all = counted.reduce((sum, { messages }) => sum + messages, 0);
  return `${plural(all, 'message')}, a broadcast counted once: ${counted.map(({ type, messages }) => `${messages.toLocaleString('en-US')} ${type}`).join(', ')}`;
}

/** By type, in the order in which they were first sent; a broadcast counted once. */
export function messagesSent(trace: Trace): { [type: string]: number } {
  const sent: { [type: string]: number } = {};
  for (let event = 0; event < trace.length; event++) {
    if (!trace.isMessage(event) || trace.group[event] !== event) continue;
    const type = trace.typeName(event);
    sent[type] = (sent[type] ?? 0) + 1;
  }
  return sent;
}

function keptLines(lines: readonly TraceLine[], marked: ReadonlySet<number>): boolean[] {
  const kept = lines.map((_, i) => i < ENDS || i >= lines.length - ENDS);
  let room = TRACE_LINES - 2 * ENDS;
  for (let i = 0; i < lines.length && room > 0; i++) {
    if (!marked.has((lines[i] as TraceLine).event)) continue;
    for (let near = Math.max(0, i - AROUND); near <= Math.min(lines.length - 1, i + AROUND); near++) {
      if (kept[near] === false) room--;
      kept[near] = true;
    }
  }
  return kept;
}

const gap = (skipped: number): string => `       ... ${plural(skipped, 'line')} more; --trace shows all ...`;

/** Violations that are told in full; what is wrong first says best what is wrong, and often brings others with it. */
const VIOLATIONS = 3;

/** @param isMarked is the trace there, with the events in question marked? */
export function verdictLines(verdict: Verdict, palette: Palette, isMarked = true): string[] {
  switch (verdict.kind) {
    case 'held':
      return [palette.good('held: every check agrees')];
    case 'inconclusive':
      return verdict.undecided.map((u) => `${palette.unsure('inconclusive')}: ${u.check} could not judge: ${u.why}`);
    case 'violated': {
      const more = verdict.violations.length - VIOLATIONS;
      return [
        ...verdict.violations.slice(0, VIOLATIONS).flatMap((violation) => violationLines(violation, palette, isMarked)),
        ...(more > 0 ? [palette.faint(`and ${plural(more, 'violation')} more; --json shows all`)] : []),
      ];
    }
  }
}

function violationLines(violation: Violation, palette: Palette, isMarked: boolean): string[] {
  const { message, severity, events = [] } = violation;
  const lines = [`${palette.bad('violated')} ${palette.strong(signatureOf(violation))} (${severity})`, `  ${message}`];
  if (violation.expected !== undefined) {
    const [expected, actual] = difference(violation.expected, violation.actual ?? 'nothing');
    lines.push(`  expected ${palette.good(expected)}`, `  actual   ${palette.bad(actual)}`);
  }
  if (isMarked && events.length > 0) lines.push(palette.faint(`  seen at ${events.map((event) => `#${event}`).join(', ')}, marked >`));
  return lines;
}
