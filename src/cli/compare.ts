/** `rollcall compare`: what each protocol costs on the same workload. */
import { basename } from 'node:path';
import { PROTOCOLS } from '../adapters/registry.ts';
import type { Comparison } from '../harness/cost.ts';
import { compareCosts } from '../harness/cost.ts';
import { keyedObservations, STREAM } from '../harness/workloads.ts';
import { observationsFromLog } from '../logs/observations-from-log.ts';
import { BadInput } from '../model/case-file.ts';
import type { CostRow, CostTable } from '../model/run-report.ts';
import type { Protocol } from '../protocol/protocol.ts';
import { shellWord } from '../report/check-report.ts';
import { costLegend, costTable } from '../report/cost-report.ts';
import { jsonReport } from '../report/json-report.ts';
import { compareGrowth } from './compare-growth.ts';
import { HELD, INCONCLUSIVE, VIOLATED } from './exit-codes.ts';
import type { Terminal } from './terminal.ts';

export interface CompareCommand {
  readonly seed: number;
  readonly workers: number;
  readonly service: number;
  readonly keys?: string;
  readonly fromLog?: string;
  readonly key?: readonly string[];
  readonly value?: string;
  /** Again and again, with more workers and more keys. */
  readonly growth?: boolean;
  readonly json: boolean;
}

type Measure = (comparison: Comparison) => CostTable;

/** Those that have something to send. */
const SOUND = PROTOCOLS.filter((protocol) => protocol.standing !== 'broken' && protocol.isAlone !== true);

/** @param protocols what is compared; all that should hold unless a test says otherwise */
export async function compare(options: CompareCommand, terminal: Terminal, protocols: readonly Protocol[] = SOUND): Promise<number> {
  const say = options.json ? (): void => {} : terminal.print;
  say(`seed ${options.seed}`);
  const { fromLog, key, value } = options;
  if (fromLog === undefined && (key !== undefined || value !== undefined)) throw new BadInput(`--${key === undefined ? 'value' : 'key'} names a field of a log, and there is none.\nAdd --from-log FILE.`);
  if (fromLog !== undefined && options.growth === true) throw new BadInput('--growth makes more and more keys, and a log has those that it has.\nGive --growth or --from-log.');
  const verdicts = options.growth === true ? compareGrowth(options, terminal, protocols) : await compareOnce(options, terminal, protocols);
  if (verdicts.includes('violated')) {
    say(commandOf(options));
    return VIOLATED;
  }
  return verdicts.includes('inconclusive') || verdicts.length === 0 ? INCONCLUSIVE : HELD;
}

async function compareOnce(options: CompareCommand, { palette, columns, print, progress }: Terminal, protocols: readonly Protocol[]): Promise<CostRow['verdict'][]> {
  const measure: Measure = (comparison) => {
    const bar = progress('protocols', protocols.length);
    let done = 0;
    const table = compareCosts(comparison, protocols, () => bar.update(done++));
    bar.stop();
    return table;
  };
  const tables = options.fromLog === undefined ? synthetic(options, measure) : [await logTable(options, options.fromLog, measure)];
  if (options.json) print(jsonReport({ seed: options.seed, costs: tables }));
  else for (const text of [...tables.map((one) => costTable(one, palette, columns)), costLegend(palette)]) print(text);
  return tables.flatMap((one) => one.rows.map((row) => row.verdict));
}

/** The two cases of the e-mail, with as many keys as workers at the most, and one with many keys. */
export function usualTables({ workers, service, seed }: Pick<CompareCommand, 'workers' | 'service' | 'seed'>, measure: Measure = (c) => compareCosts(c, SOUND)): CostTable[] {
  return [
    { title: `The e-mail's best case: all ${workers} workers hold the same key`, keys: 'same:1' },
    { title: `The e-mail's worst case: ${workers} workers hold a key each, all different`, keys: `distinct:${workers}` },
    { title: 'Many keys: 1,000, most of them on one worker alone', keys: 'scan:1000' },
  ].map(({ title, keys }) => measure({ title, observations: keyedObservations(keys, workers, seed), workers, service, seed }));
}

function synthetic(options: CompareCommand, measure: Measure): CostTable[] {
  const { seed, workers, service, keys } = options;
  if (keys === undefined) return usualTables(options, measure);
  return [measure({ title: `Keys ${keys}`, observations: keyedObservations(keys, workers, seed), workers, service, seed })];
}

async function logTable({ seed, workers, service, key, value, keys }: CompareCommand, path: string, measure: Measure): Promise<CostTable> {
  if (keys !== undefined) throw new BadInput('--keys and --from-log both say which keys there are.\nGive one of them.');
  if (key === undefined || key.length === 0) throw new BadInput(`--from-log ${path} needs the field that is the key.\nAdd --key FIELD, for instance --key query.`);
  const { observations, records, skipped } = await observationsFromLog({ path, key, value, workers, stream: STREAM });
  const summed = value === undefined ? '' : `, ${value} summed`;
  const left = skipped === 0 ? '' : `, ${skipped.toLocaleString('en-US')} of them without ${[...key, ...(value === undefined ? [] : [value])].join(' or ')}`;
  const title = `${basename(path)} by ${key.join(', ')}${summed}: ${records.toLocaleString('en-US')} records${left}`;
  return measure({ title, observations, workers, service, seed });
}

/** The same again, for who wants to look into it. */
function commandOf({ seed, workers, service, keys, fromLog, key, value, growth }: CompareCommand): string {
  const words = ['npx rollcall compare', `--seed ${seed}`, `--workers ${workers}`, `--service ${service}`];
  if (growth === true) words.push('--growth');
  if (keys !== undefined) words.push(`--keys ${keys}`);
  if (fromLog !== undefined) words.push(`--from-log ${shellWord(fromLog)}`);
  if (value !== undefined) words.push(`--value ${shellWord(value)}`);
  if (key !== undefined) words.push(`--key ${key.map(shellWord).join(' ')}`);
  return words.join(' ');
}
