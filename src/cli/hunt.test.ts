import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { huntCommand } from './hunt.ts';
import { lastCommand, recording, rollcall } from './rollcall.test-double.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-hunt-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('rollcall hunt', () => {
  it('holds where nothing is found, and says in how many cases', async () => {
    const { code, lines } = await rollcall('hunt', 'key-stream', '--runs', '100', '--seed', '3', '--folder', folder);

    expect(code).toBe(0);
    expect(lines).toEqual(['seed 3', 'held in 100 cases']);
  });

  it('draws a seed where none is given, and prints it first', async () => {
    const { lines } = await rollcall('hunt', 'key-stream', '--runs', '1', '--folder', folder);

    expect(lines[0]).toMatch(/^seed \d+$/);
    expect(lines[1]).toBe('held in 1 case');
  });

  it('stops when time is up, by a clock of which each case takes a tenth of a second', () => {
    const { terminal, out } = recording();
    let read = 0;

    const code = huntCommand('key-stream', { seconds: 3, seed: 4, folder, beyond: false, quirk: [], json: false }, terminal, () => 100 * read++);

    expect(code).toBe(0);
    expect(out()).toBe('seed 4\nheld in 29 cases\n');
  });

  it('is violated where something is found: what, by which check, the least case, and how to see it', async () => {
    const hunted = await rollcall('hunt', 'key-stream~no-count', '--seed', '3', '--folder', folder);
    const file = join(folder, 'key-stream~no-count--never-early-epoch.json');

    expect(hunted.code).toBe(1);
    expect(hunted.lines).toEqual([
      'seed 3',
      'violated in case 1 by never early: epoch 0 of seen was finished before worker-2 had answered',
      '  needs 2 workers, 1 epoch, no observations  (least: size 3, and 1 smaller case ran and held)',
      `npx rollcall run ${file}`,
    ]);
    expect(readFileSync(file, 'utf8')).toContain('"by": "rollcall hunt key-stream~no-count --seed 3"');
  });

  it('ends with a command that gives the same verdict', async () => {
    const hunted = await rollcall('hunt', 'per-key-polling~keeps-its-snapshot', '--seed', '3', '--folder', folder);

    const { code, out, lines } = await rollcall(...lastCommand(hunted));

    expect(code).toBe(0);
    expect(out).toContain('violated no residue: worker.sending (safety)\n');
    expect(lines.at(-1)).toBe('as the file expects');
  });

  it('finds a handler that throws', async () => {
    const { code, out } = await rollcall('hunt', 'key-stream~throws-on-unknown-key', '--seed', '1', '--folder', folder);

    expect(code).toBe(1);
    expect(out).toMatch(/^violated in case \d+ by sane: the handler of cluster_get_result on worker-\d threw: no such index \(.+\)$/m);
  });

  it('turns quirks on in every case, and tells of them in the file and in its name', async () => {
    const { code, lines } = await rollcall('hunt', 'per-key-polling', '--seed', '3', '--folder', folder, '--quirk', 'resetRace', 'dblFirst');
    const file = join(folder, 'per-key-polling--resetRace--dblFirst--results-equal-reference-MAX.json');

    expect([code, lines.at(-1)]).toEqual([1, `npx rollcall run ${file}`]);
    expect(readFileSync(file, 'utf8')).toContain('"by": "rollcall hunt per-key-polling --seed 3 --quirk resetRace dblFirst"');
    // Of the two, the one that is not needed is left out of the least case.
    expect(readFileSync(file, 'utf8')).toContain('"quirks": ["dblFirst"]');
    expect(await rollcall('run', file)).toMatchObject({ code: 0, err: '' });
  });

  it('draws faults of the kinds that are named, whatever the protocol claims, and tells of them in the file', async () => {
    const { code, lines } = await rollcall('hunt', 'key-stream', '--seed', '1', '--folder', folder, '--fault', 'loss', 'slow-link');
    const file = join(folder, 'key-stream--always-finishes-epoch.json');

    expect([code, lines.at(-1)]).toEqual([1, `npx rollcall run ${file}`]);
    expect(lines.at(-2)).toContain('1 fault: message 1 from worker-1 to the manager is lost  (least: size 3');
    expect(readFileSync(file, 'utf8')).toContain('"by": "rollcall hunt key-stream --seed 1 --fault loss slow-link"');
    expect(await rollcall('hunt', 'key-stream', '--seed', '3', '--runs', '100', '--folder', folder, '--fault', 'hello')).toMatchObject({ code: 0 });
  });

  it('adds quirks to those of a real protocol', async () => {
    const { code, out } = await rollcall('hunt', 'standalone@2014-03', '--seed', '3', '--folder', folder, '--quirk', 'hllSeed');

    expect(code).toBe(1);
    expect(out).toContain('violated in case ');
  });

  it('is one JSON object with --json, and a case cut out of it can be run', async () => {
    const { code, out } = await rollcall('hunt', 'key-stream~off-by-one', '--seed', '3', '--folder', folder, '--json');
    const report = JSON.parse(out) as { seed: number; found: { case: object; signature: string; file: string } };
    const cut = join(folder, 'cut-out.json');
    writeFileSync(cut, JSON.stringify(report.found.case));

    expect(code).toBe(1);
    expect(report).toMatchObject({ seed: 3, name: 'key-stream~off-by-one', outcome: 'as expected', found: { signature: 'never early: epoch' } });
    expect(await rollcall('run', cut)).toMatchObject({ code: 1, err: '' });
  });

  it('is one JSON object where nothing is found, too', async () => {
    const { out } = await rollcall('hunt', 'key-stream', '--runs', '5', '--seed', '3', '--folder', folder, '--json');

    expect(JSON.parse(out)).toMatchObject({ seed: 3, cases: 5, found: null });
  });

  it('refuses a folder that cannot be written to, and leaves nothing behind', async () => {
    const taken = join(folder, 'taken');
    writeFileSync(taken, 'a file');
    const before = readdirSync(folder);

    const { code, err } = await rollcall('hunt', 'key-stream~no-count', '--seed', '3', '--folder', join(taken, 'deep'));

    expect(code).toBe(2);
    expect(err).toContain('never-early-epoch.json cannot be written: ');
    expect(err).toContain('One of the folders on the way there is a file: move it away, or name another place.\n');
    expect(readdirSync(folder)).toEqual(before);
  });
});
