/** Rows of text with their columns aligned: the first to the left, figures to the right. */
// eslint-disable-next-line no-control-regex
const COLOUR = /\x1b\[\d+m/g;

/** How wide a text is on a terminal, colours left out. */
function width(text: string): number {
  return text.replace(COLOUR, '').length;
}

export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [header, ...rows];
  const widths = header.map((_, i) => Math.max(...all.map((row) => width(row[i] ?? ''))));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, i) => {
        const gap = ' '.repeat((widths[i] as number) - width(cell));
        return i === 0 ? cell + gap : gap + cell;
      })
      .join('  ')
      .trimEnd();
  return all.map(line).join('\n');
}
