/** Rows of text with their columns aligned: the first to the left, figures to the right. */

/** @param columns how wide a line may be; a wider table is laid on its side, with a column for each row */
export function table(header: readonly string[], rows: readonly (readonly string[])[], columns = Infinity): string {
  const upright = [header, ...rows];
  if (widthOf(upright) <= columns) return aligned(upright);
  return aligned(header.map((_, i) => upright.map((row) => row[i] ?? '')));
}

/** Several tables, each with the first column and as many of the others as fit in a line. */
export function tablesWithin(header: readonly string[], rows: readonly (readonly string[])[], columns: number): string[] {
  const upright = [header, ...rows];
  const tables: string[] = [];
  for (let from = 1; from < header.length; ) {
    const until = (end: number): string[][] => upright.map((row) => [row[0] ?? '', ...row.slice(from, end)]);
    let to = from + 1;
    while (to < header.length && widthOf(until(to + 1)) <= columns) to++;
    tables.push(aligned(until(to)));
    from = to;
  }
  return tables;
}

const GAP = '  ';

function aligned(rows: readonly (readonly string[])[]): string {
  const widths = columnWidths(rows);
  const cellAt = (cell: string, i: number): string => {
    const gap = ' '.repeat((widths[i] as number) - width(cell));
    return i === 0 ? cell + gap : gap + cell;
  };
  return rows.map((row) => row.map(cellAt).join(GAP).trimEnd()).join('\n');
}

function widthOf(rows: readonly (readonly string[])[]): number {
  const widths = columnWidths(rows);
  return widths.reduce((sum, w) => sum + w, 0) + GAP.length * (widths.length - 1);
}

function columnWidths(rows: readonly (readonly string[])[]): number[] {
  const columns = Math.max(...rows.map((row) => row.length));
  return Array.from({ length: columns }, (_, i) => Math.max(...rows.map((row) => width(row[i] ?? ''))));
}

// eslint-disable-next-line no-control-regex
const COLOUR = /\x1b\[\d+m/g;

/** How wide a text is on a terminal, colours left out. */
function width(text: string): number {
  return text.replace(COLOUR, '').length;
}
