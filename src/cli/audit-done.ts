/** `rollcall audit done`: after how many messages each protocol's epochs could have ended; or of one case, step by step. */
import { protocolNamed } from '../adapters/registry.ts';
import { auditDone, earlyEndsOf } from '../harness/done-audit.ts';
import { assertFits } from '../harness/fit.ts';
import { loadCase } from '../harness/keep.ts';
import { BadInput } from '../model/case-file.ts';
import { describeCase } from '../model/describe.ts';
import { doneLegend, doneStory, doneTable } from '../report/done-report.ts';
import { jsonReport } from '../report/json-report.ts';
import type { AuditCommand } from './audit-copies.ts';
import { chosenSubjects, clustersIn, SOUND } from './chosen-subjects.ts';
import { HELD } from './exit-codes.ts';
import type { Terminal } from './terminal.ts';

export interface AuditDoneCommand extends AuditCommand {
  /** The file of the one case to tell of. */
  readonly case?: string;
}

/** It tells what would have been, and so judges nothing: whether it did end too early is for `rollcall check`. */
export function auditDoneCommand(names: readonly string[], { case: file, ...command }: AuditDoneCommand, terminal: Terminal): number {
  if (file === undefined) return auditProtocols(names, command, terminal);
  if (names.length > 0) throw new BadInput(`--case ${file} says which protocol it is of.\nLeave ${names.join(' ')} out, or the case.`);
  return auditCase(file, command, terminal);
}

function auditProtocols(names: readonly string[], { seed, runs, json }: AuditCommand, { palette, columns, print, progress }: Terminal): number {
  const subjects = chosenSubjects(names, clustersIn(SOUND));
  const say = json ? (): void => {} : print;
  say(`seed ${seed}`);
  const audits = subjects.map((subject) => {
    const bar = progress(`cases of ${subject.name}`, runs);
    const audit = auditDone(subject, { seed, runs, onCase: (n) => n % 64 === 0 && bar.update(n) });
    bar.stop();
    return audit;
  });
  say(`\n${doneTable(audits, palette, columns)}`);
  say(doneLegend(palette));
  if (json) print(jsonReport({ seed, runs, audits }));
  return HELD;
}

function auditCase(file: string, { json }: AuditCommand, { palette, print }: Terminal): number {
  const { case: c } = loadCase(file);
  const protocol = protocolNamed(c.protocol);
  assertFits(c, protocol, file);
  const epochs = earlyEndsOf(c, protocol);
  const say = json ? (): void => {} : print;
  say(`seed ${c.seed}`);
  say(`${palette.strong(c.protocol)} over ${c.transport}: ${describeCase(c)}`);
  if (epochs.length === 0) say('\nno epoch that takes a message was finished');
  for (const epoch of epochs) say(`\n${doneStory(epoch, palette)}`);
  if (json) print(jsonReport({ file, seed: c.seed, epochs }));
  return HELD;
}
