/** The cost table: what each protocol sends, and what that does to the manager. */
import { describeMicros, plural } from '../model/describe.ts';
import type { CostRow, CostTable } from '../model/run-report.ts';
import type { Palette } from './palette.ts';
import { table } from './table.ts';

export function costTable(costs: CostTable, palette: Palette, columns = Infinity): string {
  const { workers, keys, pairs, observations, rows, service } = costs;
  const spread = [plural(workers, 'worker'), plural(keys, 'key'), plural(pairs, '(worker, key) pair'), plural(observations, 'observation')].join(', ');
  const about = `${spread}; a message costs the manager ${describeMicros(service)}`;
  const figures = table(
    ['protocol', 'e-mail', 'events', 'deliveries', 'bytes', 'finished', 'busy', 'useless', 'inbox', 'inbox bytes', 'results', 'verdict'].map(palette.faint),
    rows.map((row) => [
      row.protocol,
      count(total(row.emailCounts)),
      count(total(row.sent)),
      count(row.deliveries),
      count(row.bytes),
      Number.isFinite(row.finishedAfter) ? describeMicros(row.finishedAfter) : 'never',
      describeMicros(row.managerBusy),
      `${(100 * row.uselessShare).toFixed(1)} %`,
      count(row.peakInbox),
      count(row.peakInboxBytes),
      count(row.peakResults),
      verdict(row, palette),
    ]),
    columns,
  );
  const byType = rows.map((row) => `  ${row.protocol}: ${listed(row.emailCounts)}${leftOut(row)}`);
  const wrong = rows.filter((row) => row.verdict !== 'held').map((row) => `  ${palette.bad(row.protocol)}: ${row.why}`);
  return [`\n${palette.strong(costs.title)}`, palette.faint(about), '', figures, ...wrong, '', palette.faint('Counted as the e-mail does:'), ...byType].join('\n');
}

/** What the columns mean; once beneath all tables. */
export function costLegend(palette: Palette): string {
  return palette.faint(
    [
      '',
      'e-mail: messages sent, counted as the e-mail does: a broadcast once, and without the rounds that bring nothing.',
      'events: all messages sent, a broadcast once. deliveries: a broadcast once for each worker. bytes: of all deliveries, as JSON.',
      'finished: virtual time from the collection to its end. busy: the part of it that the manager spends on messages.',
      'useless: the share of those messages that are replies without a result. results: the most that the manager held at once.',
      'inbox: the most messages, and bytes, that had reached the manager and were not done with.',
      'verdict: whether the results equal the reference, and every other check agrees.',
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

function total(counts: { readonly [type: string]: number }): number {
  return Object.values(counts).reduce((sum, n) => sum + n, 0);
}

function count(n: number): string {
  return n < 0 ? '-' : n.toLocaleString('en-US');
}
