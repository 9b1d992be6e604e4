/** `rollcall audit copies`: which copies each protocol needs, over which transport, and what they cost. */
import { auditCopies } from '../harness/copy-audit.ts';
import { TRANSPORTS } from '../model/case.ts';
import type { CopyAudit } from '../model/copy-audit.ts';
import { copyReport } from '../report/copy-report.ts';
import { jsonReport } from '../report/json-report.ts';
import { chosenSubjects, SOUND } from './chosen-subjects.ts';
import { HELD, INCONCLUSIVE, VIOLATED } from './exit-codes.ts';
import type { Terminal } from './terminal.ts';

export interface AuditCommand {
  readonly seed: number;
  readonly runs: number;
  readonly json: boolean;
}

/** Violated where something is wrong with every copy made; that a copy is needed is what it is there for. */
export function auditCopiesCommand(names: readonly string[], { seed, runs, json }: AuditCommand, terminal: Terminal): number {
  const { palette, print } = terminal;
  const subjects = chosenSubjects(names, SOUND);
  const say = json ? (): void => {} : print;
  say(`seed ${seed}`);
  const audits = subjects.map((subject) => {
    const bar = terminal.progress(`cases of ${subject.name}`, TRANSPORTS.length * runs);
    const audit = auditCopies(subject, { seed, runs, onCase: (n) => n % 16 === 0 && bar.update(n) });
    bar.stop();
    say(copyReport(audit, seed, palette));
    return audit;
  });
  if (json) print(jsonReport({ seed, runs, audits }));
  const wrong = audits.filter(isWrong);
  if (wrong.length > 0) say(`\nnpx rollcall audit copies ${wrong.map(({ protocol }) => protocol).join(' ')} --seed ${seed} --runs ${runs}`);
  if (wrong.length > 0) return VIOLATED;
  return audits.some(isOpen) ? INCONCLUSIVE : HELD;
}

function isWrong({ transports }: CopyAudit): boolean {
  return transports.some(({ untouched }) => untouched.violated > 0);
}

/** Was a copy never left out, or could a case not be judged? */
function isOpen({ transports }: CopyAudit): boolean {
  return transports.some(({ leftOut }) => leftOut.some(({ met, undecided }) => met === 0 || undecided > 0));
}
