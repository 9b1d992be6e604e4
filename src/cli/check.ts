/** `rollcall check`: every protocol against its claims, every broken twin caught, then the cost table. */
import { join } from 'node:path';
import { PROTOCOLS, SUBJECTS, subjectNamed } from '../adapters/registry.ts';
import { compareCosts } from '../harness/cost.ts';
import { evaluate, fixtureOf } from '../harness/evaluate.ts';
import { keepFixture } from '../harness/keep.ts';
import { keyedObservations } from '../harness/workloads.ts';
import type { CheckReport, CostTable, SubjectReport } from '../model/run-report.ts';
import type { Subject } from '../protocol/subject.ts';
import { heading, replayCommand, subjectLines, summary } from '../report/check-report.ts';
import { costLegend, costTable } from '../report/cost-report.ts';
import { HELD, INCONCLUSIVE, VIOLATED } from './exit-codes.ts';
import { palette, print, printJson, progress } from './terminal.ts';

export interface CheckOptions {
  readonly seed: number;
  readonly runs: number;
  readonly json: boolean;
  readonly fixtures: string;
}

/** A broken twin that is not caught within this many cases counts as missed. */
const TWIN_RUNS = 200;

export function check(names: readonly string[], options: CheckOptions): number {
  const subjects = names.length === 0 ? SUBJECTS : names.flatMap(subjectsOf);
  const say = options.json ? (): void => {} : print;
  say(`seed ${options.seed}`);
  const reports: SubjectReport[] = [];
  for (const expected of ['holds', 'caught', 'not needed'] as const) {
    const some = subjects.filter((subject) => subject.expect.kind === expected);
    if (some.length > 0) say(heading(expected, palette));
    for (const subject of some) {
      const report = checkOne(subject, options);
      reports.push(report);
      for (const line of subjectLines(report, palette)) say(line);
    }
  }
  const costs = names.length === 0 ? emailTables(options.seed) : [];
  for (const one of costs) say(costTable(one, palette));
  if (costs.length > 0) say(costLegend(palette));
  say(summary(reports, palette));
  const report: CheckReport = { seed: options.seed, subjects: reports, costs };
  if (options.json) printJson(report);
  const wrong = reports.find((r) => r.outcome === 'not as expected');
  if (wrong !== undefined) {
    say(wrong.found?.file === undefined ? `npx rollcall check ${wrong.name} --seed ${options.seed}` : replayCommand(wrong.found.file));
    return VIOLATED;
  }
  return reports.some((r) => r.outcome === 'inconclusive') ? INCONCLUSIVE : HELD;
}

/** A protocol by name with its twins; or just the twin. */
function subjectsOf(name: string): Subject[] {
  const subject = subjectNamed(name);
  return [subject, ...SUBJECTS.filter((other) => other.name.startsWith(`${name}~`))];
}

function checkOne(subject: Subject, { seed, runs, fixtures }: CheckOptions): SubjectReport {
  const most = subject.expect.kind === 'caught' ? TWIN_RUNS : runs;
  const bar = progress(subject.name, most);
  const { hunt, report } = evaluate(subject, { seed, runs: most, onCase: (n) => n % 64 === 0 && bar.update(n) });
  bar.stop();
  if (report.found === null) return report;
  const file = join(fixtures, `${subject.name}.json`);
  keepFixture(file, fixtureOf(report.found, hunt, `rollcall check ${subject.name} --seed ${seed}`));
  return { ...report, found: { ...report.found, file } };
}

/** The two cases of the e-mail, for 56 workers. */
export function emailTables(seed: number, workers = 56, service = 20): CostTable[] {
  const sound = PROTOCOLS.filter((protocol) => protocol.standing !== 'broken');
  return [
    { title: `The e-mail's best case: all ${workers} workers hold the same key`, keys: 'same:1' },
    { title: `The e-mail's worst case: ${workers} workers hold a key each, all different`, keys: `distinct:${workers}` },
  ].map(({ title, keys }) => compareCosts({ title, observations: keyedObservations(keys, workers, seed), workers, service, seed }, sound));
}
