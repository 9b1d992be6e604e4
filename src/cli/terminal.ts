/** What the commands need of the terminal: colours where they are wanted, a progress bar where someone watches. */
import { Presets, SingleBar } from 'cli-progress';
import pc from 'picocolors';
import type { Palette } from '../report/palette.ts';

/** Colours on a terminal; none in a pipe or where NO_COLOR is set (no-color.org). */
export const palette: Palette = colours(process.stdout.isTTY === true && (process.env['NO_COLOR'] ?? '') === '' && process.env['TERM'] !== 'dumb');

function colours(enabled: boolean): Palette {
  const c = pc.createColors(enabled);
  return { good: c.green, bad: c.red, unsure: c.yellow, faint: c.dim, strong: c.bold };
}

export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

export function printJson(value: unknown): void {
  // A set has no JSON form of its own.
  print(JSON.stringify(value, (_, item: unknown) => (item instanceof Set || item instanceof Map ? [...item] : item === Infinity ? 'Infinity' : item), 2));
}

export interface Progress {
  update(done: number): void;
  stop(): void;
}

/** A bar on standard error where that is a terminal; nothing elsewhere, where the plain lines of the report must do. */
export function progress(label: string, total: number): Progress {
  if (process.stderr.isTTY !== true || process.env['CI'] !== undefined) return { update: () => {}, stop: () => {} };
  const bar = new SingleBar({ format: `{bar} {value}/{total}  ${label}`, stream: process.stderr, clearOnComplete: true, hideCursor: true, fps: 8 }, Presets.shades_classic);
  bar.start(total, 0);
  return { update: (done) => bar.update(done), stop: () => bar.stop() };
}
