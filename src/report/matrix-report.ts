/** The tolerance matrix as text: a line for each kind of fault, a column for each protocol; then what each survives, and what not. */
import { plural } from '../model/describe.ts';
import type { Breach, Tolerance, ToleranceCell, ToleranceMatrix } from '../model/run-report.ts';
import type { CheckName } from '../model/verdict.ts';
import { needs, seenBy } from './check-report.ts';
import type { Palette } from './palette.ts';
import { tablesWithin } from './table.ts';

/** How a protocol breaks, in a word that fits in a table. */
const WORDS: { readonly [check in CheckName]: string } = {
  'never early': 'early',
  'no stale data': 'stale',
  'exactly once': 'count',
  'results equal reference': 'wrong',
  thresholds: 'limits',
  sane: 'insane',
  'always finishes': 'hangs',
  'no residue': 'residue',
  'message bound': 'costs',
  'memory bound': 'memory',
};

const WIDEST = Math.max(...Object.values(WORDS).map((word) => word.length));

export function matrixTables({ runs, rows }: ToleranceMatrix, palette: Palette, columns = Infinity): string {
  const kinds = (rows[0]?.cells ?? []).map(({ kind }) => kind);
  const tables = tablesWithin(
    ['fault', ...rows.map(({ protocol }) => protocol)].map(palette.faint),
    [
      ...kinds.map((kind, i) => [kind, ...rows.map(({ cells }) => painted(cells[i] as ToleranceCell, palette))]),
      ['together', ...rows.map((row) => survivedTogether(row, palette))],
    ],
    columns,
  );
  const title = `What each protocol survives: each kind of fault in ${plural(runs, 'case')} in which one was met`;
  return [`\n${palette.strong(title)}`, ...tables.map((one) => `\n${one}`), '', palette.faint(legend(rows.flatMap(({ cells }) => cells)))].join('\n');
}

/** How many kinds at once; where there are several maximal sets, of each. */
function survivedTogether({ survived, cells }: Tolerance, palette: Palette): string {
  if (survived.length === 0) return 'none';
  const counts = survived.map(({ kinds, why }) => (why === '' ? String(kinds.length) : palette.unsure(`${kinds.length}?`)));
  return `${counts.join(', ')} of ${cells.length}`;
}

function painted(cell: ToleranceCell, palette: Palette): string {
  const text = told(cell);
  if (cell.outcome === 'not told') return palette.unsure(text);
  if (cell.outcome === 'holds') return cell.isClaimed ? palette.good(text) : palette.unsure(text);
  return cell.isClaimed ? palette.bad(text) : text;
}

function told(cell: ToleranceCell): string {
  if (cell.outcome === 'not told') return '?';
  if (cell.outcome === 'holds') return cell.isClaimed ? 'holds' : 'holds +';
  return cell.isClaimed ? `${WORDS[brokenBy(cell)]} !` : WORDS[brokenBy(cell)];
}

function brokenBy({ why }: ToleranceCell): CheckName {
  return why.split(': ')[0] as CheckName;
}

/** What the words mean that are in the table. */
function legend(cells: readonly ToleranceCell[]): string {
  const checks = new Set(cells.filter(({ outcome }) => outcome === 'breaks').map(brokenBy));
  const words = Object.entries(WORDS).flatMap(([check, word]) => (checks.has(check as CheckName) ? [`${word.padEnd(WIDEST)}  ${check}`] : []));
  const lines = [`together: the most kinds that it survives at once, of ${new Set(cells.map(({ kind }) => kind)).size}.`];
  if (words.length > 0) lines.push('Where one breaks, the check that says so first:', ...words.map((word) => `  ${word}`));
  if (cells.some((cell) => cell.outcome === 'holds' && !cell.isClaimed)) lines.push('+: it held and does not claim to: it claims too little, or more cases (--runs) would break it.');
  if (cells.some((cell) => cell.outcome === 'breaks' && cell.isClaimed)) lines.push('!: it claims to hold.');
  for (const why of new Set(cells.filter(({ outcome }) => outcome === 'not told').map((cell) => cell.why))) lines.push(`?: ${why}`);
  return lines.join('\n');
}

/** Where what a protocol survives ends, by kinds of faults. */
export function frontierLines({ protocol, survived, breaches, isComplete }: Tolerance, palette: Palette): string[] {
  const survivals = survived.map(({ kinds, met, why }) => {
    const together = kinds.length === 1 ? plural(met, 'case') : `${plural(met, 'case')} with two of them or more`;
    return `  survives ${kinds.join(', ')}  ${why === '' ? palette.faint(`(${together})`) : palette.unsure(why)}`;
  });
  return [
    palette.strong(protocol),
    ...(survivals.length === 0 ? ['  survives no fault'] : survivals),
    ...(breaches.length === 0 ? [] : [breaches.some(isCalm) ? '  breaks without any fault' : `  breaks under ${breaches.map(nameOf).join('; ')}`]),
    ...(isComplete ? [] : [palette.unsure('  the search ended before all sets of kinds were tried that had to be')]),
  ];
}

/** Does it take no fault at all? Then whatever there is of kinds breaks it as well. */
function isCalm({ kinds }: Breach): boolean {
  return kinds.length === 0;
}

function nameOf(breach: Breach): string {
  return isCalm(breach) ? 'no fault' : breach.kinds.join(' with ');
}

/** How faults break a protocol, and the command that finds it again. */
export function breachLines(protocol: string, breach: Breach, seed: number, palette: Palette): string[] {
  const under = nameOf(breach);
  return [
    `  ${breach.isClaimed ? palette.bad(`${under} !`) : under}  ${seenBy(breach.found, palette)}`,
    `       ${needs(breach.found, palette)}`,
    `       ${huntCommandOf(protocol, breach, seed)}`,
  ];
}

export function huntCommandOf(protocol: string, { drawn, case: number }: Breach, seed: number): string {
  return `npx rollcall hunt ${protocol} --seed ${seed} --runs ${number} --fault ${drawn.join(' ')}`;
}

/** What it came to, in a sentence. */
export function matrixSummary({ rows }: ToleranceMatrix, palette: Palette): string {
  const wrong = rows.filter(({ breaches }) => breaches.some(({ isClaimed }) => isClaimed));
  if (wrong.length > 0) return palette.bad(`Not as claimed: ${wrong.map(({ protocol }) => protocol).join(', ')}.`);
  const modest = rows.filter(({ cells }) => cells.some((cell) => cell.outcome === 'holds' && !cell.isClaimed));
  return palette.good(`${plural(rows.length, 'protocol')} as claimed${modest.length === 0 ? '' : `; ${modest.map(({ protocol }) => protocol).join(', ')} could claim more`}.`);
}

/** For a document: checks by their names, and no colours. */
export function matrixMarkdown({ runs, seed, rows }: ToleranceMatrix): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const named = (cell: ToleranceCell): string => (cell.outcome === 'breaks' ? brokenBy(cell) : cell.outcome === 'holds' ? 'holds' : '?') + (cell.outcome === (cell.isClaimed ? 'breaks' : 'holds') ? ' (not as claimed)' : '');
  const kinds = (rows[0]?.cells ?? []).map(({ kind }) => kind);
  return [
    row(['fault', ...rows.map(({ protocol }) => protocol)]),
    row(['---', ...rows.map(() => '---')]),
    ...kinds.map((kind, i) => row([kind, ...rows.map(({ cells }) => named(cells[i] as ToleranceCell))])),
    row(['together', ...rows.map(({ survived }) => survived.map(({ kinds: set }) => (set.length === kinds.length ? 'all' : set.join(', '))).join('; ') || 'none')]),
    '',
    `\`rollcall matrix --seed ${seed} --runs ${runs}\`: *holds* in ${plural(runs, 'case')} in which such a fault was met; otherwise the check that it breaks by. *Together*: what it survives of all kinds at once.`,
  ].join('\n');
}
