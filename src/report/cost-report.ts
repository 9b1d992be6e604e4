/** The cost table: what each protocol sends, and what that does to the manager. */
import { describeMicros, plural } from '../model/describe.ts';
import type { CostRow, CostTable, Refusal } from '../model/run-report.ts';
import { count, MANAGER_FIGURES, MESSAGE_FIGURES } from './cost-figures.ts';
import type { Palette } from './palette.ts';
import { table } from './table.ts';

export function costTable(costs: CostTable, palette: Palette, columns = Infinity): string {
  const { workers, keys, pairs, observations, rows, refused, service } = costs;
  const spread = [plural(workers, 'worker'), plural(keys, 'key'), plural(pairs, '(worker, key) pair'), plural(observations, 'observation')].join(', ');
  const about = `${spread}; a message costs the manager ${describeMicros(service)}`;
  const byType = rows.map((row) => `  ${row.protocol}: ${listed(row.emailCounts)}${leftOut(row)}`);
  const wrong = rows.filter((row) => row.verdict !== 'held').map((row) => `  ${palette.bad(row.protocol)}: ${row.why}`);
  const absent = refused.map((refusal) => `  ${palette.unsure(refusal.protocol)}: ${whyRefused(refusal)}`);
  return [
    `\n${palette.strong(costs.title)}`,
    palette.faint(about),
    '',
    messageTable(rows, palette, columns),
    ...wrong,
    ...absent,
    '',
    managerTable(rows, palette, columns),
    '',
    palette.faint('Counted as the e-mail does:'),
    ...byType,
  ].join('\n');
}

function whyRefused({ type, claimed, most }: Refusal): string {
  return `not run: its claim says ${count(claimed)} ${type}, and a run may take ${count(most)} messages`;
}

function messageTable(rows: readonly CostRow[], palette: Palette, columns: number): string {
  return table(
    ['protocol', ...MESSAGE_FIGURES.map(({ name }) => name), 'verdict'].map(palette.faint),
    rows.map((row) => [row.protocol, ...MESSAGE_FIGURES.map(({ of, tell }) => tell(of(row))), verdict(row, palette)]),
    columns,
  );
}

function managerTable(rows: readonly CostRow[], palette: Palette, columns: number): string {
  return table(
    ['protocol', ...MANAGER_FIGURES.map(({ name }) => name)].map(palette.faint),
    rows.map((row) => [row.protocol, ...MANAGER_FIGURES.map(({ of, tell }) => tell(of(row)))]),
    columns,
  );
}

/** What the columns mean; once beneath all tables. */
export function costLegend(palette: Palette): string {
  return palette.faint(
    [
      '',
      'e-mail: messages sent, counted as the e-mail does: a broadcast once, and without the rounds that bring nothing.',
      'events: all messages sent, a broadcast once. deliveries: a broadcast once for each worker. bytes: of all deliveries, as JSON.',
      'useless: of the messages that the manager handled, the share of those that are replies without a result.',
      'inbox: the most messages, and bytes, that had reached the manager and were not done with.',
      'verdict: whether the results equal the reference, and every other check agrees; also with the slow worker.',
      'rounds: how often the manager waited for an answer before it could go on: the answers on the chain of causes that leads from',
      'the end of the epoch back to its collection. finished: virtual time from the collection to its end, with equal links.',
      'slowed: the same where the last worker is 100 times slower: it answers after 100 ms, and the others after 1.',
      'busy: how long the manager handles messages. results: the most that it held at once, by its own count.',
      'held bytes: of all that the manager held when it first held so many results, as JSON.',
    ].join('\n'),
  );
}

function verdict({ verdict: kind }: CostRow, palette: Palette): string {
  return kind === 'held' ? palette.good('= reference') : palette.bad(kind);
}

function leftOut({ sent, emailCounts }: CostRow): string {
  const rest: { [type: string]: number } = {};
  for (const [type, n] of Object.entries(sent)) if (n > (emailCounts[type] ?? 0)) rest[type] = n - (emailCounts[type] ?? 0);
  return Object.keys(rest).length === 0 ? '' : `; left out: ${listed(rest)}`;
}

function listed(counts: { readonly [type: string]: number }): string {
  return Object.entries(counts)
    .map(([type, n]) => `${count(n)} ${type}`)
    .join(', ');
}
