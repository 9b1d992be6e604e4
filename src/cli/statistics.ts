/** `rollcall statistics`: whether generated cases reach the regions in which bugs live. */
import { SUBJECTS, subjectNamed } from '../adapters/registry.ts';
import { statistics } from '../harness/statistics.ts';
import { table } from '../report/table.ts';
import { HELD, VIOLATED } from './exit-codes.ts';
import { palette, print, printJson } from './terminal.ts';

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

export function statisticsCommand(names: readonly string[], { seed, runs, json }: { readonly seed: number; readonly runs: number; readonly json: boolean }): number {
  const subjects = names.length > 0 ? names.map(subjectNamed) : SUBJECTS.filter((subject) => subject.expect.kind === 'holds');
  const found = subjects.map((subject) => statistics(subject, seed, runs));
  if (json) printJson({ seed, statistics: found });
  else {
    print(`seed ${seed}`);
    for (const { protocol, cases, shares } of found) {
      print(`\n${palette.strong(protocol)}, ${cases.toLocaleString('en-US')} judged cases`);
      const rows = shares.map(({ label, share, atLeast }) => [
        label,
        percent(share),
        atLeast === undefined ? '' : `at least ${percent(atLeast)}`,
        atLeast === undefined ? '' : share < atLeast ? palette.bad('TOO FEW') : palette.good('ok'),
      ]);
      print(table(['reached', 'share', 'wanted', ''].map(palette.faint), rows));
    }
  }
  const short = found.filter((one) => one.short.length > 0);
  if (short.length === 0) return HELD;
  if (!json) print(palette.bad(`\ntoo few cases reach: ${short.map((one) => `${one.protocol}: ${one.short.join(', ')}`).join('; ')}`));
  return VIOLATED;
}
