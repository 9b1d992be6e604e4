/** The command line as tests use it: what was printed and the exit code, without a process. */
import { commandLine } from './command-line.ts';
import type { Terminal } from './terminal.ts';
import { terminalOf } from './terminal.ts';

export interface Recording {
  readonly terminal: Terminal;
  /** All that was printed. */
  readonly out: () => string;
  readonly err: () => string;
}

/** A terminal that remembers. */
export function recording({ isTTY = false, columns = 80, env = {} }: { isTTY?: boolean; columns?: number; env?: { [name: string]: string } } = {}): Recording {
  let out = '';
  let err = '';
  const terminal = terminalOf({
    stdout: { isTTY, columns, write: (text) => (out += text) },
    stderr: { isTTY, columns, write: (text) => (err += text) },
    env,
  });
  return { terminal, out: () => out, err: () => err };
}

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** The lines of `out`. */
  readonly lines: readonly string[];
}

/** Runs `rollcall ...argv`. */
export async function rollcall(...argv: readonly string[]): Promise<Ran> {
  const { terminal, out, err } = recording();
  const code = await commandLine(argv, terminal);
  return { code, out: out(), err: err(), lines: out().trimEnd().split('\n') };
}

/** The arguments of the command that a failure ends with: the last line, as a shell would take it. */
export function lastCommand({ lines }: Pick<Ran, 'lines'>): string[] {
  const [, words] = /^npx rollcall (.*)$/.exec(lines.at(-1) ?? '') ?? [];
  if (words === undefined) throw new Error(`the last line is no command: ${lines.at(-1) ?? ''}`);
  return words.split(' ').map((word) => word.replace(/^'(.*)'$/, '$1'));
}
