/** `rollcall matrix`: what each protocol survives, kind by kind of fault and together, held against its claims. */
import type { ToleranceOptions } from '../harness/tolerance.ts';
import { DRAWN_KINDS, tolerance } from '../harness/tolerance.ts';
import { BadInput } from '../model/case-file.ts';
import type { Breach, Tolerance, ToleranceMatrix } from '../model/run-report.ts';
import type { Subject } from '../protocol/subject.ts';
import { jsonReport } from '../report/json-report.ts';
import { breachLines, frontierLines, huntCommandOf, matrixMarkdown, matrixSummary, matrixTables } from '../report/matrix-report.ts';
import { chosenSubjects, clustersIn, SOUND } from './chosen-subjects.ts';
import { HELD, INCONCLUSIVE, VIOLATED } from './exit-codes.ts';
import type { Terminal } from './terminal.ts';

export interface MatrixCommand {
  readonly seed: number;
  readonly runs: number;
  readonly json: boolean;
  readonly markdown: boolean;
}

/** @param all what is tried where no protocol is named; the registry's unless a test says otherwise */
export function matrixCommand(names: readonly string[], { seed, runs, json, markdown }: MatrixCommand, terminal: Terminal, all: readonly Subject[] = clustersIn(SOUND)): number {
  if (json && markdown) throw new BadInput('--json and --markdown both say how it is told.\nGive one of them.');
  const { palette, columns } = terminal;
  const say = json || markdown ? (): void => {} : terminal.print;
  const subjects = chosenSubjects(names, all);
  if (names.length > 0) subjects.forEach(assertHasWorkers);
  say(`seed ${seed}`);
  const matrix = matrixOf(subjects, { seed, runs }, terminal);
  if (json) terminal.print(jsonReport(matrix));
  if (markdown) terminal.print(matrixMarkdown(matrix));
  say(matrixTables(matrix, palette, columns));
  for (const row of matrix.rows) {
    say('');
    for (const line of [...frontierLines(row, palette), ...row.breaches.flatMap((breach) => breachLines(row.protocol, breach, seed, palette))]) say(line);
  }
  say(`\n${matrixSummary(matrix, palette)}`);
  const again = commandOfUnclaimed(matrix);
  if (again !== null) say(again);
  return exitCodeOf(matrix);
}

/** With few cases for each kind, and not looking for smaller ones that fail: for who only wants to see that all is as claimed. */
export function quickMatrix(subjects: readonly Subject[], seed: number, terminal: Pick<Terminal, 'progress'>): ToleranceMatrix {
  return matrixOf(clustersIn(subjects), { seed, runs: 100, limits: { maxRuns: 1 } }, terminal);
}

/** Tries out one protocol after another. */
function matrixOf(subjects: readonly Subject[], options: ToleranceOptions, terminal: Pick<Terminal, 'progress'>): ToleranceMatrix {
  const rows = subjects.map((subject): Tolerance => {
    const bar = terminal.progress(`kinds of faults, in ${subject.name}`, DRAWN_KINDS.length);
    const row = tolerance(subject, { ...options, onTrial: (tried) => bar.update(Math.min(tried, DRAWN_KINDS.length)) });
    bar.stop();
    return row;
  });
  return { seed: options.seed, runs: options.runs, rows };
}

/** The command that finds what a protocol claims to hold under and does not; null where all is as claimed. */
export function commandOfUnclaimed({ seed, rows }: ToleranceMatrix): string | null {
  const wrong = rows.flatMap(({ protocol, breaches }) => breaches.filter(({ isClaimed }) => isClaimed).map((breach): [string, Breach] => [protocol, breach]));
  const [first] = wrong;
  return first === undefined ? null : huntCommandOf(...first, seed);
}

export function exitCodeOf(matrix: ToleranceMatrix): number {
  if (commandOfUnclaimed(matrix) !== null) return VIOLATED;
  const isTold = matrix.rows.every(({ cells, survived }) => cells.every(({ outcome }) => outcome !== 'not told') && survived.every(({ why }) => why === ''));
  return isTold ? HELD : INCONCLUSIVE;
}

/** @throws {BadInput} where there are no faults that it could meet */
function assertHasWorkers({ name, protocol }: Subject): void {
  if (protocol.isAlone === true) throw new BadInput(`${name} has no workers, and so there are no faults for it to survive.\nName a protocol of a cluster; \`rollcall list\` names each.`);
}
