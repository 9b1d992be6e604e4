/** `rollcall versus A B`: the least case on which A fails and B holds, or on which A costs more. */
import { join } from 'node:path';
import { subjectNamed } from '../adapters/registry.ts';
import { inFileName, keepFixture } from '../harness/keep.ts';
import { versus } from '../harness/versus.ts';
import type { Apart } from '../model/versus.ts';
import type { Subject } from '../protocol/subject.ts';
import { replayCommand } from '../report/check-report.ts';
import { jsonReport } from '../report/json-report.ts';
import { versusReport } from '../report/versus-report.ts';
import { HELD, INCONCLUSIVE, VIOLATED } from './exit-codes.ts';
import type { Terminal } from './terminal.ts';

export interface VersusCommand {
  readonly seed: number;
  readonly runs: number;
  readonly beyond: boolean;
  readonly costs: boolean;
  /** Where the least case is written. */
  readonly folder: string;
  readonly json: boolean;
}

/** Violated where the first fails alone; that it costs more is no violation. */
export function versusCommand(names: readonly [string, string], { seed, runs, beyond, costs, folder, json }: VersusCommand, { palette, print, progress }: Terminal): number {
  const [first, second] = names.map(subjectNamed) as [Subject, Subject];
  const say = json ? (): void => {} : print;
  say(`seed ${seed}`);
  const bar = progress(`cases of ${first.name} and ${second.name}`, runs);
  const report = versus(first, second, { seed, runs, beyond, costs, onCase: (n) => n % 64 === 0 && bar.update(n) });
  bar.stop();
  const { found, cases, held, violated } = report;
  say(versusReport(report, palette));
  const file = found === null ? undefined : keep(found, cases, join(folder, `${names.join('--versus--')}--${found.signature === null ? 'costs' : inFileName(found.signature)}.json`), `rollcall versus ${names.join(' ')} --seed ${seed}${beyond ? ' --beyond' : ''}${costs ? ' --costs' : ''}`);
  if (json) print(jsonReport({ seed, ...report, found: found === null ? null : { ...found, file } }));
  if (file !== undefined) say(`\n${replayCommand(file)}`);
  if (found !== null) return costs ? HELD : VIOLATED;
  return held + violated + report.first + report.second < cases ? INCONCLUSIVE : HELD;
}

/** As the first one's case: `rollcall run` shows what it does. */
function keep({ case: c, signature, proof }: Apart, cases: number, file: string, by: string): string {
  keepFixture(file, { case: c, expect: signature === null ? { verdict: 'held' } : { verdict: 'violated', signature }, found: { by, cases, proof } });
  return file;
}
