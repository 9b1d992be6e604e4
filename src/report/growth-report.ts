/** How costs grow, figure by figure: a table with a line for each step, a column for each protocol, and by which power it grew. */
import { describeMicros, plural } from '../model/describe.ts';
import type { CostGrowth, CostRow, GrowthStep } from '../model/run-report.ts';
import type { CostFigure } from './cost-figures.ts';
import { count, MANAGER_FIGURES, MESSAGE_FIGURES } from './cost-figures.ts';
import type { Palette } from './palette.ts';
import { table } from './table.ts';

/** Those that tell most of how a protocol scales; the rest is in the JSON. */
const SHOWN = ['events', 'deliveries', 'bytes', 'busy', 'results', 'rounds', 'finished', 'slowed'];

const FIGURES: readonly CostFigure[] = [...MESSAGE_FIGURES, ...MANAGER_FIGURES].filter(({ name }) => SHOWN.includes(name));

export function growthReport(growth: CostGrowth, palette: Palette, columns = Infinity): string {
  const { axis, steps, leftOut } = growth;
  const protocols = protocolsOf(steps);
  const notes = [...steps.flatMap((step) => notesOn(step, axis, palette)), ...leftOut.map((at) => `  ${told(at, axis)}: left out, since so many observations do not fit in memory`)];
  return [`\n${palette.strong(headline(growth))}`, ...FIGURES.map((figure) => `\n${palette.strong(figure.name)}\n${figureTable(figure, growth, protocols, palette, columns)}`), ...(notes.length > 0 ? ['', ...notes] : [])].join('\n');
}

function headline({ axis, spread, steps }: CostGrowth): string {
  const first = steps[0]?.costs;
  if (first === undefined) return `As ${axis} grow: ${spread}`;
  const over = axis === 'workers' ? '' : ` over ${plural(first.workers, 'worker')}`;
  return `As ${axis} grow: ${spread}${over}; a message costs the manager ${describeMicros(first.service)}`;
}

/** In the order in which they were run, those that were refused among them. */
function protocolsOf(steps: readonly GrowthStep[]): string[] {
  const names = steps.flatMap(({ costs }) => [...costs.rows, ...costs.refused].map(({ protocol }) => protocol));
  return [...new Set(names)];
}

function figureTable(figure: CostFigure, { axis, steps }: CostGrowth, protocols: readonly string[], palette: Palette, columns: number): string {
  const cell = (step: GrowthStep, protocol: string): string => {
    const row = rowOf(step, protocol);
    if (row === undefined) return palette.unsure('refused');
    const figured = figure.tell(figure.of(row));
    return row.verdict === 'held' ? figured : palette.bad(figured);
  };
  return table(
    [axis, ...protocols].map(palette.faint),
    [...steps.map((step) => [count(step.at), ...protocols.map((protocol) => cell(step, protocol))]), [palette.faint('power'), ...protocols.map((protocol) => palette.faint(power(figure, steps, protocol)))]],
    columns,
  );
}

function rowOf({ costs }: GrowthStep, protocol: string): CostRow | undefined {
  return costs.rows.find((row) => row.protocol === protocol);
}

/** By which power of the workers or keys a figure grew in the last step that was run. */
function power({ of }: CostFigure, steps: readonly GrowthStep[], protocol: string): string {
  const run = steps.flatMap((step) => {
    const row = rowOf(step, protocol);
    return row === undefined ? [] : [{ at: step.at, figure: of(row) }];
  });
  const [before, last] = run.slice(-2);
  if (before === undefined || last === undefined) return '-';
  const exponent = Math.log(last.figure / before.figure) / Math.log(last.at / before.at);
  return Number.isFinite(exponent) ? exponent.toFixed(2).replace('-0.00', '0.00') : '-';
}

function notesOn({ at, costs }: GrowthStep, axis: CostGrowth['axis'], palette: Palette): string[] {
  const where = `with ${told(at, axis)}`;
  return [
    ...costs.rows.filter(({ verdict }) => verdict !== 'held').map(({ protocol, verdict, why }) => `  ${palette.bad(protocol)} ${where}: ${verdict}: ${why}`),
    ...costs.refused.map(({ protocol, claimed, type }) => `  ${palette.unsure(protocol)} ${where}: refused, since it claims ${count(claimed)} ${type}`),
  ];
}

function told(at: number, axis: CostGrowth['axis']): string {
  return plural(at, axis === 'workers' ? 'worker' : 'key');
}

/**
 * What the lines mean; once beneath all tables.
 * @param most messages that a run may take
 */
export function growthLegend(most: number, palette: Palette): string {
  return palette.faint(
    [
      '',
      'events: all messages sent, a broadcast once. deliveries: a broadcast once for each worker.',
      'bytes: of all deliveries, as JSON. busy: how long the manager handles messages.',
      'results: the most that it held at once. rounds: how often it waited for an answer.',
      'finished: virtual time from the collection to its end, with equal links.',
      'slowed: the same where the last worker is 100 times slower.',
      'power: by which power of the workers, or keys, it grew in the last step that was run: 1 in step',
      'with them, 0 not at all, less than 0 where it fell.',
      `refused: not run, since by its own claim it would send more than ${count(most)} messages.`,
      'The results equal the reference unless a line above says otherwise. --json has every figure.',
    ].join('\n'),
  );
}
