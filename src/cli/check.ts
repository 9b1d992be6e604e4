/** `rollcall check`: every protocol against its claims, every broken twin caught, then what each survives, and what each costs. */
import { join } from 'node:path';
import { SUBJECTS, subjectNamed } from '../adapters/registry.ts';
import { evaluate, fixtureOf } from '../harness/evaluate.ts';
import { keepFixture } from '../harness/keep.ts';
import type { CheckReport, SubjectReport } from '../model/run-report.ts';
import type { Subject } from '../protocol/subject.ts';
import { heading, replayCommand, subjectLines, summary, whereKept } from '../report/check-report.ts';
import { costLegend, costTable } from '../report/cost-report.ts';
import { jsonReport } from '../report/json-report.ts';
import { matrixSummary, matrixTables } from '../report/matrix-report.ts';
import { usualTables } from './compare.ts';
import { HELD, INCONCLUSIVE, VIOLATED } from './exit-codes.ts';
import { commandOfUnclaimed, exitCodeOf, quickMatrix } from './matrix.ts';
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
  const matrix = names.length === 0 ? quickMatrix(all, options.seed, terminal) : null;
  if (matrix !== null && matrix.rows.length > 0) say(`${matrixTables(matrix, palette, columns)}\n${matrixSummary(matrix, palette)} ${palette.faint('`npx rollcall matrix` shows the least case of each.')}`);
  const costs = names.length === 0 ? usualTables({ seed: options.seed, workers: 56, service: 20 }) : [];
  for (const one of costs) say(costTable(one, palette, columns));
  if (costs.length > 0) say(costLegend(palette));
  say(summary(reports, palette));
  const report: CheckReport = { seed: options.seed, subjects: reports, matrix, costs };
  if (options.json) print(jsonReport(report));
  const again = replayOf(report, options);
  if (again !== null) {
    say(again);
    return VIOLATED;
  }
  return reports.some((r) => r.outcome === 'inconclusive') || (matrix !== null && exitCodeOf(matrix) !== HELD) ? INCONCLUSIVE : HELD;
}

/** The command that shows again the first that is wrong; null where nothing is. */
function replayOf({ seed, subjects, matrix, costs }: CheckReport, options: CheckOptions): string | null {
  const wrong = subjects.find((r) => r.outcome === 'not as expected');
  if (wrong !== undefined) return wrong.found?.file === undefined ? again(wrong, options) : replayCommand(wrong.found.file);
  const unclaimed = matrix === null ? null : commandOfUnclaimed(matrix);
  if (unclaimed !== null) return unclaimed;
  return costs.some((one) => one.rows.some((row) => row.verdict !== 'held')) ? `npx rollcall compare --seed ${seed}` : null;
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
