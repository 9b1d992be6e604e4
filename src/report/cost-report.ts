/** The cost table: what each protocol sends, and what that does to the manager. */
import { describeMicros } from '../model/describe.ts';
import type { CostRow, CostTable } from '../model/run-report.ts';
import type { Palette } from './palette.ts';
import { table } from './table.ts';

export function costTable(costs: CostTable, palette: Palette): string {
  const { workers, keys, pairs, observations, rows, service } = costs;
  const about = `${count(workers)} workers, ${count(keys)} keys, ${count(pairs)} (worker, key) pairs, ${count(observations)} observations; a message costs the manager ${describeMicros(service)}`;
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
  );
  const byType = rows.map((row) => `  ${row.protocol}: ${listed(row.emailCounts)}${leftOut(row)}`);
  return [`\n${palette.strong(costs.title)}`, palette.faint(about), '', figures, '', palette.faint('Counted as the e-mail does:'), ...byType].join('\n');
}

/** What the columns mean; once beneath all tables. */
export function costLegend(palette: Palette): string {
  return palette.faint(
    [
      '',
      'e-mail: events as the e-mail counts them, a broadcast once, without rounds that bring nothing. events: all of them.',
      'finished: virtual time of the collection. busy: the manager handling messages. useless: replies without data among them.',
      'inbox: the most messages waiting at the manager or being handled. results: the most it held at once.',
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
