/** `rollcall compare`: what each protocol costs on the same workload. */
import { basename } from 'node:path';
import { PROTOCOLS } from '../adapters/registry.ts';
import { compareCosts } from '../harness/cost.ts';
import { keyedObservations, STREAM } from '../harness/workloads.ts';
import { observationsFromLog } from '../logs/observations-from-log.ts';
import { BadInput } from '../model/case-file.ts';
import type { CostTable } from '../model/run-report.ts';
import { costLegend, costTable } from '../report/cost-report.ts';
import { emailTables } from './check.ts';
import { HELD, VIOLATED } from './exit-codes.ts';
import { palette, print, printJson, progress } from './terminal.ts';

export interface CompareCommand {
  readonly seed: number;
  readonly workers: number;
  readonly service: number;
  readonly keys?: string;
  readonly fromLog?: string;
  readonly key?: readonly string[];
  readonly value?: string;
  readonly json: boolean;
}

export async function compare(options: CompareCommand): Promise<number> {
  const say = options.json ? (): void => {} : print;
  say(`seed ${options.seed}`);
  const tables = options.fromLog === undefined ? synthetic(options) : [await fromLog(options, options.fromLog)];
  for (const one of tables) say(costTable(one, palette));
  say(costLegend(palette));
  if (options.json) printJson({ seed: options.seed, costs: tables });
  return tables.every((one) => one.rows.every((row) => row.verdict === 'held')) ? HELD : VIOLATED;
}

function synthetic({ seed, workers, service, keys, key, value }: CompareCommand): CostTable[] {
  if (key !== undefined || value !== undefined) throw new BadInput(`--${key === undefined ? 'value' : 'key'} names a field of a log, and there is none.\nAdd --from-log FILE.`);
  if (keys === undefined) return emailTables(seed, workers, service);
  return [measure({ title: keys, observations: keyedObservations(keys, workers, seed), workers, service, seed })];
}

async function fromLog({ seed, workers, service, key, value, keys }: CompareCommand, path: string): Promise<CostTable> {
  if (keys !== undefined) throw new BadInput('--keys and --from-log both say which keys there are.\nGive one of them.');
  if (key === undefined || key.length === 0) throw new BadInput(`--from-log ${path} needs the field that is the key.\nAdd --key FIELD, for instance --key query.`);
  const { observations, records, skipped } = await observationsFromLog({ path, key: [...key], ...(value === undefined ? {} : { value }), workers, stream: STREAM });
  const title = `${basename(path)} by ${key.join(', ')}: ${records.toLocaleString('en-US')} records, ${skipped.toLocaleString('en-US')} skipped`;
  return measure({ title, observations, workers, service, seed });
}

function measure(comparison: Parameters<typeof compareCosts>[0]): CostTable {
  const protocols = PROTOCOLS.filter((protocol) => protocol.standing !== 'broken');
  const bar = progress('protocols', protocols.length);
  let done = 0;
  const table = compareCosts(comparison, protocols, () => bar.update(done++));
  bar.stop();
  return table;
}
