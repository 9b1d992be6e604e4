import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Fixture } from '../model/case-file.ts';
import { BadInput } from '../model/case-file.ts';
import type { Verdict } from '../model/verdict.ts';
import { departure, keepFixture, loadCase } from './keep.ts';

const TWIN = fileURLToPath(new URL('../../fixtures/key-stream~no-count.json', import.meta.url));
const FIXTURE = loadCase(TWIN).fixture as Fixture;

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-keep-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function messageOf(act: () => unknown): string {
  try {
    act();
  } catch (error) {
    expect(error).toBeInstanceOf(BadInput);
    return (error as BadInput).message;
  }
  throw new Error('it went through without complaint');
}

describe('keepFixture', () => {
  it('writes what loadCase reads back, and makes the folders on the way', () => {
    const file = join(folder, 'deep', 'down', 'a.json');

    keepFixture(file, FIXTURE);

    expect(loadCase(file)).toEqual({ case: FIXTURE.case, fixture: FIXTURE, golden: null });
    expect(readdirSync(join(folder, 'deep', 'down'))).toEqual(['a.json']);
  });

  it('replaces an older one', () => {
    const file = join(folder, 'a.json');
    writeFileSync(file, 'old');

    keepFixture(file, FIXTURE);

    expect(loadCase(file).fixture).toEqual(FIXTURE);
  });

  it('leaves all as it was where the file cannot have its name', () => {
    const file = join(folder, 'a.json');
    mkdirSync(file);
    writeFileSync(join(file, 'inside'), 'kept');

    const told = messageOf(() => keepFixture(file, FIXTURE));

    expect(told).toContain(`${file} cannot be written: `);
    expect(told).toContain('There is a folder of that name: move it away, or name another place.');
    expect(readdirSync(folder)).toEqual(['a.json']);
    expect(readFileSync(join(file, 'inside'), 'utf8')).toBe('kept');
  });

  it('says so where a folder on the way is a file', () => {
    writeFileSync(join(folder, 'file'), '');

    expect(messageOf(() => keepFixture(join(folder, 'file', 'a.json'), FIXTURE))).toContain('One of the folders on the way there is a file');
  });

  // Whoever is root may write anywhere.
  it.skipIf(process.getuid?.() === 0)('says so where it may not write (skipped for root)', () => {
    chmodSync(folder, 0o500);

    expect(messageOf(() => keepFixture(join(folder, 'a.json'), FIXTURE))).toContain('May you write there?');
    chmodSync(folder, 0o700);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('removes the leftover of a process that is no more, and of no other', () => {
    // No process has a number as high as this: the highest that Linux gives is 2 to the 22nd.
    const dead = `.${2 ** 22 + 1}-unfinished.tmp`;
    const alive = `.${process.ppid}-unfinished.tmp`;
    for (const name of [dead, alive, '.x-unfinished.tmp', 'notes.txt']) writeFileSync(join(folder, name), '');

    keepFixture(join(folder, 'a.json'), FIXTURE);

    expect(readdirSync(folder).sort()).toEqual([alive, '.x-unfinished.tmp', 'a.json', 'notes.txt'].sort());
  });
});

describe('loadCase', () => {
  it.each<[string, () => string, string]>([
    ['a file that is not there', () => join(folder, 'a.json'), 'a.json does not exist.\nA relative path starts at the current directory'],
    ['a file within a file', () => join(TWIN, 'a.json'), 'a.json does not exist.\n'],
    ['a folder', () => folder, ' is a folder.\nName one case file in it; `ls` shows what is there.'],
    ['a name that no file can have', () => join(folder, 'x'.repeat(300)), 'cannot be read: ENAMETOOLONG'],
  ])('refuses %s', (_, path, told) => {
    const file = path();

    expect(messageOf(() => loadCase(file))).toContain(told);
    expect(messageOf(() => loadCase(file))).toContain(file);
  });
});

describe('departure', () => {
  const early: Verdict = { kind: 'violated', violations: [{ check: 'never early', side: 'epoch', severity: 'safety', message: '' }] };
  const both: Verdict = { kind: 'violated', violations: [{ check: 'sane', side: 'x', severity: 'crash', message: '' }, early.violations[0]] };
  const open: Verdict = { kind: 'inconclusive', undecided: [{ check: 'exactly once', why: '' }] };
  const held: Verdict = { kind: 'held' };

  it.each<[Fixture['expect'], Verdict, string | null]>([
    [{ verdict: 'held' }, held, null],
    [{ verdict: 'inconclusive' }, open, null],
    [{ verdict: 'violated', signature: 'never early: epoch' }, early, null],
    // Another violation beside it is no departure: the first thing wrong often brings others.
    [{ verdict: 'violated', signature: 'never early: epoch' }, both, null],
    [{ verdict: 'violated', signature: 'never early: request' }, early, 'expected "never early: request", and it is violated: "never early: epoch"'],
    [{ verdict: 'violated', signature: 'never early: epoch' }, held, 'expected violated (never early: epoch), and it held'],
    [{ verdict: 'violated', signature: 'never early: epoch' }, open, 'expected violated (never early: epoch), and it is inconclusive'],
    [{ verdict: 'held' }, early, 'expected held, and it is violated: "never early: epoch"'],
    [{ verdict: 'inconclusive' }, held, 'expected inconclusive, and it held'],
  ])('of %j from %j is %j', (expected, verdict, told) => {
    expect(departure({ case: FIXTURE.case, expect: expected }, verdict)).toBe(told);
  });
});
