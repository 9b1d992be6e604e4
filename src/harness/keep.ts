/** Keeping a least case as a fixture, and replaying what was kept. */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { CaseFile, Fixture } from '../model/case-file.ts';
import { BadInput, formatFixture, parseCaseFile } from '../model/case-file.ts';
import type { Signature, Verdict } from '../model/verdict.ts';
import { hasSignature, mainSignature } from '../model/verdict.ts';

/**
 * Writes a fixture as a whole or not at all: to a file beside it, which then takes its name. A process that is killed in
 * between leaves the unfinished file, which nobody takes for a fixture, and which the next to write there removes.
 * @throws {BadInput} where the file cannot be written
 */
export function keepFixture(file: string, fixture: Fixture): void {
  const folder = dirname(file);
  const unfinished = join(folder, `.${process.pid}-unfinished.tmp`);
  try {
    mkdirSync(folder, { recursive: true });
    removeLeftovers(folder);
    writeFileSync(unfinished, formatFixture(fixture));
    renameSync(unfinished, file);
  } catch (error) {
    remove(unfinished);
    throw new BadInput(`${file} cannot be written: ${(error as Error).message}\n${causeOfWriting(error)}`);
  }
}

/** A signature as a part of a file's name. */
export function inFileName(signature: Signature): string {
  return signature.replace(/[^\w~-]+/g, '-');
}

/** Unfinished files of processes that are no more. */
function removeLeftovers(folder: string): void {
  for (const name of readdirSync(folder)) {
    const pid = /^\.(\d+)-unfinished\.tmp$/.exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid))) remove(join(folder, name));
  }
}

/** Removes a file if it can: what stays is in nobody's way, and must not hide why nothing was written. */
function remove(file: string): void {
  try {
    rmSync(file);
  } catch {
    // It is not there, or not to be removed by us.
  }
}

function isRunning(pid: number): boolean {
  try {
    // Signal 0 only asks.
    return process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

function causeOfWriting(error: unknown): string {
  switch (codeOf(error)) {
    case 'ENOSPC':
      return 'The disk is full: make room, or name a folder on another one.';
    case 'EISDIR':
    case 'ENOTEMPTY':
      return 'There is a folder of that name: move it away, or name another place.';
    case 'ENOTDIR':
    case 'EEXIST':
      return 'One of the folders on the way there is a file: move it away, or name another place.';
    default:
      return 'May you write there? `ls -ld` shows whose the folder is; or name another one.';
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

/**
 * Reads a case or fixture from a file.
 * @throws {BadInput} where it cannot be read or is no case
 */
export function loadCase(file: string): CaseFile {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new BadInput(`${file} ${causeOfReading(error)}`);
  }
  return parseCaseFile(text, file);
}

function causeOfReading(error: unknown): string {
  switch (codeOf(error)) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'does not exist.\nA relative path starts at the current directory: `pwd` shows it, `ls` what is there.';
    case 'EISDIR':
      return 'is a folder.\nName one case file in it; `ls` shows what is there.';
    case 'EACCES':
      return 'may not be read by you.\n`ls -l` shows whose it is; a copy of your own will do.';
    default:
      return `cannot be read: ${(error as Error).message}\nIs it a file? \`ls -l\` shows what it is.`;
  }
}

/** Is the verdict what the fixture expects? Null if so, otherwise how it differs. */
export function departure(fixture: Fixture, verdict: Verdict): string | null {
  const { verdict: expected, signature } = fixture.expect;
  if (verdict.kind !== expected) return `expected ${expected}${signature === undefined ? '' : ` (${signature})`}, and it ${told(verdict)}`;
  if (signature === undefined || hasSignature(verdict, signature)) return null;
  return `expected "${signature}", and it ${told(verdict)}`;
}

function told(verdict: Verdict): string {
  return verdict.kind === 'violated' ? `is violated: "${mainSignature(verdict)}"` : verdict.kind === 'held' ? 'held' : 'is inconclusive';
}
