/** The command line as a function: arguments in, text on the terminal, an exit code out. */
import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { BadInput } from '../model/case-file.ts';
import type { Options } from '../model/case.ts';
import { faultKinds, freshSeed, JSON_OPTION, protocolOptions, quirkNames, seedNumber, USUAL_SEED, wholeNumber } from './arguments.ts';
import { addAudit } from './audit.ts';
import { check } from './check.ts';
import type { CompareCommand } from './compare.ts';
import { compare } from './compare.ts';
import { BAD_INPUT, FAULT, HELD } from './exit-codes.ts';
import type { HuntCommand } from './hunt.ts';
import { huntCommand } from './hunt.ts';
import { list } from './list.ts';
import { matrixCommand } from './matrix.ts';
import { run } from './run.ts';
import { schema } from './schema.ts';
import { statisticsCommand } from './statistics.ts';
import type { Terminal } from './terminal.ts';
import type { VersusCommand } from './versus.ts';
import { versusCommand } from './versus.ts';

/** @param argv the arguments after the command's own name */
export async function commandLine(argv: readonly string[], terminal: Terminal): Promise<number> {
  let exitCode = HELD;
  const program = commands(terminal, (code) => (exitCode = code));
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? HELD : BAD_INPUT;
    if (error instanceof BadInput) {
      terminal.complain(`rollcall: ${error.message}`);
      return BAD_INPUT;
    }
    terminal.complain(`rollcall itself is at fault; nothing was judged.\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    return FAULT;
  }
}

const EXIT_CODES = `
Exit codes: 0 held, or as the file expects; 1 violated, or not as it expects; 2 bad input; 3 inconclusive.
The first line printed is the seed; the last line of a failure is the command that replays it.
NO_COLOR turns colours off.`;

function commands(terminal: Terminal, finish: (code: number) => void): Command {
  const program = new Command('rollcall')
    .description('Judges scatter-gather aggregation protocols: are the results right, does the roll close early, what does it cost?')
    .version(version())
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.print(text.trimEnd()),
      writeErr: (text) => terminal.complain(text.trimEnd()),
      outputError: (text, write) => write(`rollcall: ${text.replace(/^error: /, '')}`),
    })
    .showHelpAfterError('`rollcall --help` lists the commands, `rollcall help COMMAND` the options of one.')
    .addHelpText('after', EXIT_CODES);

  program
    .command('check [protocol...]')
    .description('every protocol against its claims, broken twins included, then what each survives and what it costs')
    .option('--seed <n>', 'where the random cases begin', seedNumber, USUAL_SEED)
    .option('--runs <n>', 'cases for each protocol that should hold', wholeNumber('--runs', 1, 1e9), 2_000)
    .option('--fixtures <folder>', 'where least cases are written', 'fixtures')
    .option('--json', JSON_OPTION)
    .action((names: string[], options: { seed: number; runs: number; fixtures: string; json?: boolean }) => finish(check(names, { json: false, ...options }, terminal)));

  program
    .command('run <file>')
    .description('runs one case or fixture and tells what happens; verifies what the file expects')
    .option('--trace', 'the whole trace, however long')
    .option('--option <name=value...>', 'an option of the protocol, in place of what the file says; what it expects is then not asked', protocolOptions)
    .option('--json', JSON_OPTION)
    .action((file: string, options: { trace?: boolean; option?: Options; json?: boolean }) => finish(run(file, { json: false, trace: false, ...options }, terminal)));

  addHunt(program, terminal, finish);
  addCompare(program, terminal, finish);
  addVersus(program, terminal, finish);
  addAudit(program, terminal, finish);

  program
    .command('matrix [protocol...]')
    .description('what each protocol survives: one kind of fault after another, then together; held against its claims')
    .option('--seed <n>', 'where the random cases begin', seedNumber, USUAL_SEED)
    .option('--runs <n>', 'cases in which the faults are met, for each kind and each set of kinds', wholeNumber('--runs', 1, 1e9), 500)
    .option('--markdown', 'a table for a document instead')
    .option('--json', JSON_OPTION)
    .action((names: string[], options: { seed: number; runs: number; markdown?: boolean; json?: boolean }) => finish(matrixCommand(names, { json: false, markdown: false, ...options }, terminal)));

  program
    .command('list [topic]')
    .description('the protocols and their broken twins, and where each is from; or "quirks": what the real system does otherwise than it promises; or a protocol, explained')
    .option('--json', JSON_OPTION)
    .action((topic: string | undefined, options: { json?: boolean }) => finish(list(topic ?? 'protocols', { json: false, ...options }, terminal)));

  program
    .command('statistics [protocol...]')
    .description('asserts that generated cases reach the hard regions')
    .option('--seed <n>', 'where the random cases begin', seedNumber, USUAL_SEED)
    .option('--runs <n>', 'cases for each protocol', wholeNumber('--runs', 1, 1e9), 5_000)
    .option('--json', JSON_OPTION)
    .action((names: string[], options: { seed: number; runs: number; json?: boolean }) => finish(statisticsCommand(names, { json: false, ...options }, terminal)));

  program
    .command('schema')
    .description('the JSON Schema of a case file')
    .option('--fixture', 'of a fixture: a case with the verdict expected of it')
    .option('--golden', 'of a golden case: a case with what must be told of it')
    .action((options: { fixture?: boolean; golden?: boolean }) => finish(schema({ fixture: false, golden: false, ...options }, terminal)));
  return program;
}

function addHunt(program: Command, terminal: Terminal, finish: (code: number) => void): void {
  program
    .command('hunt <protocol>')
    .description('random cases until one is violated, which is made least and written to a file')
    .option('--runs <n>', 'cases at the most (default: 10000 unless --seconds is given)', wholeNumber('--runs', 1, 1e12))
    .option('--seconds <n>', 'time at the most', wholeNumber('--seconds', 1, 1e6))
    .option('--seed <n>', 'where the random cases begin (default: drawn, and printed)', seedNumber)
    .option('--folder <folder>', 'where the least case is written', 'reports')
    .option('--save', 'write it to fixtures/, as --folder fixtures does')
    .option('--beyond', 'also draw faults that the protocol does not claim to tolerate')
    .option('--fault <kind...>', 'draw faults of these kinds and no others, whatever the protocol claims', faultKinds)
    .option('--quirk <name...>', 'turn on in every case what the real system does otherwise; `rollcall list quirks` names all', quirkNames)
    .option('--json', JSON_OPTION)
    .action((name: string, { save, ...options }: Partial<HuntCommand> & { save?: boolean; folder: string }) => {
      const folder = save === true ? 'fixtures' : options.folder;
      finish(huntCommand(name, { beyond: false, json: false, quirk: [], ...options, folder, seed: options.seed ?? freshSeed() }, terminal));
    });
}

function addCompare(program: Command, terminal: Terminal, finish: (code: number) => void): void {
  program
    .command('compare')
    .description("what each protocol costs on the same workload; the e-mail's two cases and one with many keys unless told otherwise")
    .option('--workers <n>', 'how many workers', wholeNumber('--workers', 1, 512), 56)
    .option('--keys <spec>', 'distinct:K, K keys each on one worker; same:K, each on every worker; zipf:K, drawn by rank; scan:K, most on one worker')
    .option('--growth', 'again and again: with 2 to 512 workers, and with 1 to 100,000 keys (--keys scan:1000 unless given)')
    .option('--from-log <file>', 'take the observations from a Zeek log (TSV or JSON, plain or gzip)')
    .option('--key <field...>', 'the field, or fields, of the log that are the key')
    .option('--value <field>', 'the field of the log that is summed; each record counts 1 unless given')
    .option('--service <us>', 'microseconds that each message costs the manager', wholeNumber('--service', 0, 1e9), 20)
    .option('--seed <n>', 'draws the keys of zipf and scan', seedNumber, USUAL_SEED)
    .option('--json', JSON_OPTION)
    .action(async (options: Omit<CompareCommand, 'json'> & { json?: boolean }) => finish(await compare({ json: false, ...options }, terminal)));
}

function addVersus(program: Command, terminal: Terminal, finish: (code: number) => void): void {
  program
    .command('versus <first> <second>')
    .description('the least case on which the first fails and the second holds: the same workload and faults, in the order of time')
    .option('--costs', 'on which both hold and the first sends more messages, instead')
    .option('--beyond', 'also draw faults that the first does not claim to tolerate')
    .option('--runs <n>', 'cases at the most', wholeNumber('--runs', 1, 1e12), 10_000)
    .option('--seed <n>', 'where the random cases begin (default: drawn, and printed)', seedNumber)
    .option('--folder <folder>', 'where the least case is written', 'reports')
    .option('--json', JSON_OPTION)
    .action((first: string, second: string, options: Omit<VersusCommand, 'seed'> & { seed?: number }) => {
      finish(versusCommand([first, second], { ...{ beyond: false, costs: false, json: false }, ...options, seed: options.seed ?? freshSeed() }, terminal));
    });
}

function version(): string {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string };
  return version;
}
