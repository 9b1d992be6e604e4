#!/usr/bin/env node
/** The `rollcall` command. */
import { commandLine } from './command-line.ts';
import { terminalOf } from './terminal.ts';

// Whoever reads may stop early, as `head` does: then there is nobody left to tell, and the exit code still counts.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});
process.exitCode = await commandLine(process.argv.slice(2), terminalOf(process));
