/** `rollcall statistics`: whether generated cases reach the regions in which bugs live. */
import { statistics } from '../harness/statistics.ts';
import { plural } from '../model/describe.ts';
import { jsonReport } from '../report/json-report.ts';
import { table } from '../report/table.ts';
import { chosenSubjects, SOUND } from './chosen-subjects.ts';
import { HELD, VIOLATED } from './exit-codes.ts';
import type { Terminal } from './terminal.ts';

export interface StatisticsCommand {
  readonly seed: number;
  readonly runs: number;
  readonly json: boolean;
}

export function statisticsCommand(names: readonly string[], { seed, runs, json }: StatisticsCommand, terminal: Terminal): number {
  const { palette } = terminal;
  const subjects = chosenSubjects(names, SOUND);
  const say = json ? (): void => {} : terminal.print;
  say(`seed ${seed}`);
  const found = subjects.map((subject) => {
    const one = statistics(subject, seed, runs);
    const rows = one.shares.map(({ label, share, atLeast }) => [
      label,
      percent(share),
      atLeast === undefined ? '' : `at least ${percent(atLeast)}`,
      atLeast === undefined ? '' : share < atLeast ? palette.bad('TOO FEW') : palette.good('ok'),
    ]);
    say(`\n${palette.strong(one.protocol)}, ${plural(one.cases, 'judged case')}`);
    say(table(['reached', 'share', 'wanted', ''].map(palette.faint), rows));
    return one;
  });
  if (json) terminal.print(jsonReport({ seed, statistics: found }));
  const short = found.filter((one) => one.short.length > 0);
  if (short.length === 0) return HELD;
  say(palette.bad(`\nToo few cases reach: ${short.map((one) => `${one.protocol}: ${one.short.join(', ')}`).join('; ')}`));
  say(`npx rollcall statistics ${short.map((one) => one.protocol).join(' ')} --seed ${seed} --runs ${runs}`);
  return VIOLATED;
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
