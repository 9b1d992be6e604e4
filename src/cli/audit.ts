/** `rollcall audit`: what protocols rely on, each audit a command of its own. */
import type { Command } from 'commander';
import { JSON_OPTION, seedNumber, USUAL_SEED, wholeNumber } from './arguments.ts';
import type { AuditCommand } from './audit-copies.ts';
import { auditCopiesCommand } from './audit-copies.ts';
import type { AuditDoneCommand } from './audit-done.ts';
import { auditDoneCommand } from './audit-done.ts';
import type { Terminal } from './terminal.ts';

export function addAudit(program: Command, terminal: Terminal, finish: (code: number) => void): void {
  const audit = program.command('audit').description('what protocols rely on: which copies they need, and when an epoch may end');

  audit
    .command('copies [protocol...]')
    .description('which copy() of each protocol is needed over which transport, in a least case; what else does its work where it is not; what it costs')
    .option('--seed <n>', 'where the random cases begin', seedNumber, USUAL_SEED)
    .option('--runs <n>', 'cases over each transport, each with every set of copies left out', wholeNumber('--runs', 1, 1e9), 500)
    .option('--json', JSON_OPTION)
    .action((names: string[], options: Omit<AuditCommand, 'json'> & { json?: boolean }) => finish(auditCopiesCommand(names, { json: false, ...options }, terminal)));

  audit
    .command('done [protocol...]')
    .description('had an epoch ended sooner, after how many of its messages would that have been wrong, as an answer or an observation was not in')
    .option('--case <file>', 'of one case, step by step: who and what would have been missing')
    .option('--seed <n>', 'where the random cases begin', seedNumber, USUAL_SEED)
    .option('--runs <n>', 'cases of each protocol', wholeNumber('--runs', 1, 1e9), 1_000)
    .option('--json', JSON_OPTION)
    .action((names: string[], options: Omit<AuditDoneCommand, 'json'> & { json?: boolean }) => finish(auditDoneCommand(names, { json: false, ...options }, terminal)));
}
