import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SUBJECTS, subjectNamed } from '../adapters/registry.ts';
import type { Subject } from '../protocol/subject.ts';
import { check } from './check.ts';
import type { Ran } from './rollcall.test-double.ts';
import { lastCommand, recording, rollcall } from './rollcall.test-double.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-check-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Checks subjects that the registry does not have, as `rollcall check` would. */
function checkAll(all: readonly Subject[], runs = 100): Ran {
  const { terminal, out, err } = recording();
  const code = check([], { seed: 1, runs, json: false, fixtures: folder }, terminal, all);
  return { code, out: out(), err: err(), lines: out().trimEnd().split('\n') };
}

describe('rollcall check', () => {
  it('judges a protocol and its twins: what holds, what was caught and by what least case', async () => {
    const { code, lines, out, err } = await rollcall('check', 'key-stream', '--fixtures', folder);

    expect([code, err]).toEqual([0, '']);
    expect(lines[0]).toBe('seed 1');
    expect(out).toContain('  ok key-stream: each worker pushes its keys one by one, then says that it has no more\n       held in 2,000 cases\n');
    expect(out).toContain(
      '  ok key-stream~no-count: the done check is removed: the first end closes the epoch\n' +
        '       caught in case 1 by never early: epoch 0 of seen was finished before worker-2 had answered\n' +
        '       needs 2 workers, 1 epoch, no observations  (least: size 3, and 1 smaller case ran and held)\n',
    );
    expect(out).toMatch(/ {2}ok key-stream~no-copy-at-epoch: .*\n {7}not needed: 2,000 cases held, [\d,]+ of them without the copy\n/);
    expect(out).not.toContain('per-key-polling');
    expect(lines.at(-1)).toBe('All as expected: 1 of 1 protocols hold; 12 of 12 broken twins caught; 1 of 1 copies not needed.');

    // So does the README, for what it shows of it; but for how many cases it took, which any change of a generator changes.
    const anyCase = (text: string): string => text.replaceAll(/in case [\d,]+ /g, 'in case N ');
    const shown = readFileSync(new URL('../../README.md', import.meta.url), 'utf8').match(/^ {2}ok key-stream.*\n( {7}.*\n)+/gm) ?? [];
    expect(shown.length).toBeGreaterThanOrEqual(3);
    for (const lines of shown) expect(anyCase(out)).toContain(anyCase(lines));

    // A fixture is kept for each twin that was caught, and replays to the same.
    const twins = SUBJECTS.filter(({ name, expect }) => name.startsWith('key-stream~') && expect.kind === 'caught').map(({ name }) => `${name}.json`);
    expect(out).toContain(`  ${twins.length} least cases in ${folder}/; to see one step by step: npx rollcall run ${join(folder, 'key-stream~no-count.json')}\n`);
    expect(readdirSync(folder).sort()).toEqual(twins.sort());
    for (const file of twins) expect(await rollcall('run', join(folder, file))).toMatchObject({ code: 0 });
  });

  it('tells the same from the same seed', async () => {
    const argv = ['check', 'key-stream~counts-every-message', '--seed', '9', '--fixtures', folder];

    expect(await rollcall(...argv)).toEqual(await rollcall(...argv));
  });

  it('judges a twin by itself, and each but once', async () => {
    const { out } = await rollcall('check', 'key-stream~no-count', 'key-stream~no-count', '--fixtures', folder);

    expect(out).toContain('All as expected: 1 of 1 broken twins caught.');
  });

  it('is one JSON object with --json', async () => {
    const { code, out } = await rollcall('check', 'key-stream~off-by-one', '--json', '--fixtures', folder);

    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      seed: 1,
      subjects: [{ name: 'key-stream~off-by-one', expected: 'caught', outcome: 'as expected', found: { signature: 'never early: epoch', file: join(folder, 'key-stream~off-by-one.json') } }],
      costs: [],
    });
  });

  it('is violated where a protocol does not hold, and ends with a command that gives the same verdict', async () => {
    const unsound: Subject = { ...subjectNamed('key-stream~no-count'), expect: { kind: 'holds' } };
    const ran = checkAll([unsound]);

    expect(ran.code).toBe(1);
    expect(ran.out).toContain('  NO key-stream~no-count: ');
    expect(ran.out).toContain('VIOLATED in case 1 by never early: epoch 0 of seen was finished before worker-2 had answered\n');
    expect(ran.out).toContain('Not all as expected: 0 of 1 protocols hold.');
    const again = await rollcall(...lastCommand(ran));
    expect(again.out).toContain('violated never early: epoch (safety)');
  });

  it('is violated where a protocol does not survive what it claims to, also where that shows in the matrix only', async () => {
    const { protocol, ...sound } = subjectNamed('sorted-merge');
    const { tolerates } = protocol.claims;
    const bold: Subject = { ...sound, protocol: { ...protocol, claims: { ...protocol.claims, tolerates: { ...tolerates, faults: [...tolerates.faults, 'reorder-link'] } } } };
    const ran = checkAll([bold], 1);

    expect(ran.code).toBe(1);
    expect(ran.out).toContain('held in 1 case\n');
    expect(ran.out).toMatch(/^reorder-link +limits !$/m);
    expect(ran.out).toContain('Not as claimed: sorted-merge.');
    expect(await rollcall(...lastCommand(ran), '--folder', folder)).toMatchObject({ code: 1 });
  });

  it('is violated where a twin is not caught, and ends with the command that shows it again', () => {
    const sound: Subject = { ...subjectNamed('key-stream'), expect: { kind: 'caught', by: 'never early' } };
    const ran = checkAll([sound]);

    expect(ran.code).toBe(1);
    expect(ran.out).toContain('  NO key-stream: ');
    expect(ran.out).toContain('\n       a broken protocol was not caught by "never early" within 200 cases\n');
    expect(ran.lines.at(-1)).toBe('npx rollcall check key-stream --seed 1 --runs 100');
  });

  it('is inconclusive where a copy should have been left out and never was', () => {
    const nowhere: Subject = { ...subjectNamed('key-stream~no-copy-at-epoch'), pinned: { faults: [] } };
    const { code, out } = checkAll([nowhere]);

    expect(code).toBe(3);
    expect(out).toContain('  ?? key-stream~no-copy-at-epoch: ');
    expect(out).toContain('\n       in no case was the copy left out\n');
  });
});
