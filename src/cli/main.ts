#!/usr/bin/env node
/** The `rollcall` command. The only place that ends the process. */
import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { BadInput } from '../model/case-file.ts';
import { freshSeed, seedNumber, wholeNumber } from './arguments.ts';
import { check } from './check.ts';
import type { CompareCommand } from './compare.ts';
import { compare } from './compare.ts';
import { BAD_INPUT } from './exit-codes.ts';
import type { HuntCommand } from './hunt.ts';
import { huntCommand } from './hunt.ts';
import { list } from './list.ts';
import { run } from './run.ts';
import { schema } from './schema.ts';
import { statisticsCommand } from './statistics.ts';

/** The seed of a check that is given none: the same for everyone, so that two people see the same. */
const CHECK_SEED = 1;

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string };
let exitCode = 0;
const finish = (code: number): void => void (exitCode = code);

const program = new Command('rollcall')
  .description('Judges scatter-gather aggregation protocols: are the results right, does the roll close early, what does it cost?')
  .version(version)
  .showSuggestionAfterError()
  .exitOverride()
  .addHelpText('after', '\nExit codes: 0 held (or as the file expects), 1 violated (or not as it expects), 2 bad input, 3 inconclusive.\nNO_COLOR turns colours off. The first line printed is the seed; the last line of a failure replays it.');

program
  .command('check [protocol...]')
  .description('every protocol against its claims, broken twins included, then the cost table')
  .option('--seed <n>', 'where the random cases begin', seedNumber, CHECK_SEED)
  .option('--runs <n>', 'cases for each protocol that should hold', wholeNumber('--runs', 1, 1e9), 2_000)
  .option('--fixtures <folder>', 'where least cases are written', 'fixtures')
  .option('--json', 'one JSON object instead of text', false)
  .action((names: string[], options: { seed: number; runs: number; fixtures: string; json: boolean }) => finish(check(names, options)));

program
  .command('run <file>')
  .description('runs one case or fixture and tells what happens; verifies what the file expects')
  .option('--trace', 'show the whole trace', false)
  .option('--json', 'one JSON object instead of text', false)
  .action((file: string, options: { trace: boolean; json: boolean }) => finish(run(file, options)));

program
  .command('hunt <protocol>')
  .description('random cases until one is violated, which is made least and written to a file')
  .option('--runs <n>', 'cases at the most (10,000 unless --seconds is given)', wholeNumber('--runs', 1, 1e12))
  .option('--seconds <n>', 'time at the most', wholeNumber('--seconds', 1, 1e6))
  .option('--seed <n>', 'where the random cases begin; drawn unless given', seedNumber)
  .option('--save', 'write the least case to fixtures/ instead of reports/', false)
  .option('--beyond', 'also draw faults that the protocol does not claim to tolerate', false)
  .option('--json', 'one JSON object instead of text', false)
  .action((name: string, options: Omit<HuntCommand, 'seed'> & { seed?: number }) => finish(huntCommand(name, { ...options, seed: options.seed ?? freshSeed() })));

program
  .command('compare')
  .description("what each protocol costs on the same workload; the e-mail's two cases unless told otherwise")
  .option('--workers <n>', 'how many workers', wholeNumber('--workers', 1, 512), 56)
  .option('--keys <spec>', 'distinct:K, same:K or zipf:K')
  .option('--from-log <file>', 'take the observations from a Zeek log (TSV or JSON, plain or gzip)')
  .option('--key <field...>', 'the field, or fields, of the log that are the key')
  .option('--value <field>', 'the field of the log that is summed; each record counts 1 unless given')
  .option('--service <us>', 'microseconds that each message costs the manager', wholeNumber('--service', 0, 1e9), 20)
  .option('--seed <n>', 'draws keys of zipf', seedNumber, CHECK_SEED)
  .option('--json', 'one JSON object instead of text', false)
  .action(async (options: CompareCommand) => finish(await compare(options)));

program
  .command('list')
  .description('the protocols and their broken twins')
  .option('--json', 'one JSON object instead of text', false)
  .action((options: { json: boolean }) => finish(list(options)));

program
  .command('statistics [protocol...]')
  .description('asserts that generated cases reach the hard regions')
  .option('--seed <n>', 'where the random cases begin', seedNumber, CHECK_SEED)
  .option('--runs <n>', 'cases for each protocol', wholeNumber('--runs', 1, 1e9), 5_000)
  .option('--json', 'one JSON object instead of text', false)
  .action((names: string[], options: { seed: number; runs: number; json: boolean }) => finish(statisticsCommand(names, options)));

program
  .command('schema')
  .description('the JSON Schema of a case file')
  .option('--fixture', 'of a fixture: a case with the verdict expected of it', false)
  .action((options: { fixture: boolean }) => finish(schema(options)));

try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) exitCode = error.exitCode === 0 ? 0 : BAD_INPUT;
  else if (error instanceof BadInput) {
    process.stderr.write(`rollcall: ${error.message}\n`);
    exitCode = BAD_INPUT;
  } else throw error;
}
process.exitCode = exitCode;
