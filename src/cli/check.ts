/** `rollcall check`: every protocol against its claims, every broken twin caught, then the cost table. */
import { join } from 'node:path';
import { SUBJECTS, subjectNamed } from '../adapters/registry.ts';
import { evaluate, fixtureOf } from '../harness/evaluate.ts';
import { keepFixture } from '../harness/keep.ts';
import type { CheckReport, SubjectReport } from '../model/run-report.ts';
import type { Subject } from '../protocol/subject.ts';
import { heading, replayCommand, subjectLines, summary, whereKept } from '../report/check-report.ts';
import { costLegend, costTable } from '../report/cost-report.ts';
import { jsonReport } from '../report/json-report.ts';
import { usualTables } from './compare.ts';
import { HELD, INCONCLUSIVE, VIOLATED } from './exit-codes.ts';
import type { Terminal } from './terminal.ts';

export interface CheckOptions {
  readonly seed: number;
  readonly runs: number;
  readonly json: boolean;
  readonly fixtures: string;
}

/** A broken twin that is not caught within this many cases counts as missed. */
const TWIN_RUNS = 200;

/** @param all what there is to judge; the registry's unless a test says otherwise */
export function check(names: readonly string[], options: CheckOptions, terminal: Terminal, all: readonly Subject[] = SUBJECTS): number {
  const { palette, columns, print } = terminal;
  const subjects = names.length === 0 ? all : [...new Set(names.flatMap(subjectsOf))];
  const say = options.json ? (): void => {} : print;
  say(`seed ${options.seed}`);
  const reports: SubjectReport[] = [];
  for (const expected of ['holds', 'caught', 'not needed'] as const) {
    const some = subjects.filter((subject) => subject.expect.kind === expected);
    if (some.length === 0) continue;
    say(heading(expected, palette));
    const judged = some.map((subject) => {
      const report = checkOne(subject, options, terminal);
      for (const line of subjectLines(report, palette)) say(line);
      return report;
    });
    if (expected === 'caught') say(whereKept(judged, options.fixtures, palette));
    reports.push(...judged);
  }
  const costs = names.length === 0 ? usualTables({ seed: options.seed, workers: 56, service: 20 }) : [];
  for (const one of costs) say(costTable(one, palette, columns));
  if (costs.length > 0) say(costLegend(palette));
  say(summary(reports, palette));
  const report: CheckReport = { seed: options.seed, subjects: reports, costs };
  if (options.json) print(jsonReport(report));
  const unsound = costs.some((one) => one.rows.some((row) => row.verdict !== 'held'));
  const wrong = reports.find((r) => r.outcome === 'not as expected');
  if (wrong !== undefined) say(wrong.found?.file === undefined ? again(wrong, options) : replayCommand(wrong.found.file));
  else if (unsound) say(`npx rollcall compare --seed ${options.seed}`);
  if (wrong !== undefined || unsound) return VIOLATED;
  return reports.some((r) => r.outcome === 'inconclusive') ? INCONCLUSIVE : HELD;
}

/** A protocol by name with its twins; or just the twin. */
function subjectsOf(name: string): Subject[] {
  const subject = subjectNamed(name);
  return [subject, ...SUBJECTS.filter((other) => other.name.startsWith(`${name}~`))];
}

/** The command that comes to the same where there is no case to replay. */
function again({ name }: SubjectReport, { seed, runs }: CheckOptions): string {
  return `npx rollcall check ${name} --seed ${seed} --runs ${runs}`;
}

function checkOne(subject: Subject, { seed, runs, fixtures }: CheckOptions, terminal: Terminal): SubjectReport {
  const most = subject.expect.kind === 'caught' ? TWIN_RUNS : runs;
  const bar = terminal.progress(`cases of ${subject.name}`, most);
  const { hunt, report } = evaluate(subject, { seed, runs: most, ...(subject.expect.kind === 'caught' ? { by: subject.expect.by } : {}), onCase: (n) => n % 64 === 0 && bar.update(n) });
  bar.stop();
  if (report.found === null) return report;
  const file = join(fixtures, `${subject.name}.json`);
  keepFixture(file, fixtureOf(report.found, hunt, `rollcall check ${subject.name} --seed ${seed}`));
  return { ...report, found: { ...report.found, file } };
}
