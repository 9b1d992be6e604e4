/** What the commands need of the terminal: where text goes, colours where they are wanted, a bar where someone watches. */
import pc from 'picocolors';
import type { Palette } from '../report/palette.ts';
import type { Outlet } from './outlet.ts';
import type { Progress } from './progress.ts';
import { NO_PROGRESS, progressBar } from './progress.ts';

export interface Terminal {
  readonly palette: Palette;
  /** How wide a line may be; Infinity where nobody looks at it in a window. */
  readonly columns: number;
  /** A line, or several, of what was asked for. */
  readonly print: (text: string) => void;
  /** A line, or several, of what went wrong with the asking. */
  readonly complain: (text: string) => void;
  readonly progress: (label: string, total: number) => Progress;
}

export interface Surroundings {
  readonly stdout: Outlet;
  readonly stderr: Outlet;
  readonly env: { readonly [name: string]: string | undefined };
}

/** Colours on a terminal; none in a pipe or where NO_COLOR is set (no-color.org). A bar on a terminal, none in CI. */
export function terminalOf({ stdout, stderr, env }: Surroundings): Terminal {
  const seen = stdout.isTTY === true;
  const watched = stderr.isTTY === true && (env['CI'] ?? '') === '' && env['TERM'] !== 'dumb';
  return {
    palette: colours(seen && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb'),
    columns: seen ? (stdout.columns ?? Infinity) : Infinity,
    print: (text) => void stdout.write(`${text}\n`),
    complain: (text) => void stderr.write(`${text}\n`),
    progress: (label, total) => (watched ? progressBar(label, total, stderr) : NO_PROGRESS),
  };
}

function colours(enabled: boolean): Palette {
  const c = pc.createColors(enabled);
  return { good: c.green, bad: c.red, unsure: c.yellow, faint: c.dim, strong: c.bold };
}
