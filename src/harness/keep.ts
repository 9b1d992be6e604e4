/** Keeping a least case as a fixture, and replaying what was kept. */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Fixture } from '../model/case-file.ts';
import { BadInput, formatFixture, parseCaseFile } from '../model/case-file.ts';
import type { Case } from '../model/case.ts';
import type { Verdict } from '../model/verdict.ts';
import { hasSignature, mainSignature } from '../model/verdict.ts';

/**
 * Writes a fixture as a whole or not at all: to a file beside it, which then takes its name.
 * @throws {BadInput} where the file cannot be written
 */
export function keepFixture(file: string, fixture: Fixture): void {
  const unfinished = join(dirname(file), `.${process.pid}-unfinished.tmp`);
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(unfinished, formatFixture(fixture));
    renameSync(unfinished, file);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw new BadInput(`${file} cannot be written: ${(error as Error).message}\nMay you write there? Or name another folder.`);
  }
}

/**
 * Reads a case or fixture from a file.
 * @throws {BadInput} where it cannot be read or is no case
 */
export function loadCase(file: string): { case: Case; fixture: Fixture | null } {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new BadInput(`${file} cannot be read: ${(error as Error).message}\nThe fixtures that come with rollcall are in fixtures/.`);
  }
  return parseCaseFile(text, file);
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
