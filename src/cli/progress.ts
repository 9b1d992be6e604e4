/** A bar for who watches a long run. It says nothing that the report does not say at the end. */
import { Presets, SingleBar } from 'cli-progress';
import type { Outlet } from './outlet.ts';

export interface Progress {
  update(done: number): void;
  stop(): void;
}

export const NO_PROGRESS: Progress = { update: () => {}, stop: () => {} };

/**
 * A bar that wipes itself away when it is done.
 * @param total how many of what the label names, as in "2000" of "cases of key-stream"
 */
export function progressBar(label: string, total: number, stream: Outlet): Progress {
  const bar = new SingleBar(
    {
      format: `{bar} {value}/{total} ${label}`,
      stream: stream as NodeJS.WriteStream,
      clearOnComplete: true,
      fps: 8,
      // A run keeps the process busy, so that Ctrl-C ends it without a word: the terminal must be left as it was found.
      hideCursor: false,
      linewrap: true,
      gracefulExit: false,
    },
    Presets.shades_classic,
  );
  bar.start(total, 0);
  return { update: (done) => bar.update(done), stop: () => bar.stop() };
}
