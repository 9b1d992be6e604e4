import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { subjectNamed } from '../adapters/registry.ts';
import { DRAWN_KINDS } from '../harness/tolerance.ts';
import type { Subject } from '../protocol/subject.ts';
import { matrixCommand } from './matrix.ts';
import type { Ran } from './rollcall.test-double.ts';
import { lastCommand, recording, rollcall } from './rollcall.test-double.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-matrix-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Tries subjects that the registry does not have, as `rollcall matrix` would. */
function matrixOf(all: readonly Subject[]): Ran {
  const { terminal, out, err } = recording();
  const code = matrixCommand([], { seed: 1, runs: 5, json: false, markdown: false }, terminal, all);
  return { code, out: out(), err: err(), lines: out().trimEnd().split('\n') };
}

describe('rollcall matrix', () => {
  it('tells what a protocol survives and what not, and how each that breaks it is found again', async () => {
    const { code, lines, out, err } = await rollcall('matrix', 'key-stream', '--runs', '20');

    expect([code, err]).toEqual([0, '']);
    expect(lines[0]).toBe('seed 1');
    for (const kind of DRAWN_KINDS) expect(out).toMatch(new RegExp(`^${kind} +(holds|hangs|early|residue)$`, 'm'));
    expect(out).toContain('\nkey-stream\n  survives slow-node, pause, slow-link, hello  (20 cases with two of them or more)\n  breaks under reorder-link; loss; duplicate; partition; crash; leave; join\n');
    expect(lines.at(-1)).toBe('1 protocol as claimed.');

    const [, told, needed, command = ''] = /^ {2}(loss .*)\n +(needs .*)\n +npx rollcall (.*)$/m.exec(out) ?? [];
    const hunted = await rollcall(...command.split(' '), '--folder', folder);
    expect(command).toMatch(/^hunt key-stream --seed 1 --runs \d+ --fault loss$/);
    expect(hunted.code).toBe(1);
    expect(hunted.out).toContain(`by ${told?.replace('loss  ', '') ?? 'nothing'}\n  ${needed ?? 'nothing'}\n`);
    expect(await rollcall(...lastCommand(hunted))).toMatchObject({ code: 0 });
  });

  it('tells the same from the same seed, and each but once', async () => {
    const once = await rollcall('matrix', 'ledger', '--runs', '3', '--seed', '7');

    expect(once.out).toContain(`  survives ${DRAWN_KINDS.join(', ')}  (3 cases with two of them or more)\n`);
    expect(await rollcall('matrix', 'ledger', 'ledger', '--runs', '3', '--seed', '7')).toEqual(once);
  });

  it('is violated where a claim is, and ends with a command that gives the same verdict', async () => {
    const ran = await rollcall('matrix', 'key-stream~no-count', '--runs', '1');

    expect(ran.code).toBe(1);
    expect(ran.out).toMatch(/^pause +early !$/m);
    expect(ran.out).toContain('  survives no fault\n  breaks without any fault\n  no fault !  never early: epoch 0 of seen was finished before worker-2 had answered\n');
    expect(ran.lines.at(-2)).toBe('Not as claimed: key-stream~no-count.');
    expect(await rollcall(...lastCommand(ran), '--folder', folder)).toMatchObject({ code: 1 });
  });

  it('is inconclusive where faults are never met', () => {
    const alone = subjectNamed('standalone');
    const { code, out } = matrixOf([{ ...alone, name: 'nobody' }]);

    expect(code).toBe(3);
    expect(out).toMatch(/^loss +\?$/m);
    expect(out).toContain('\n?: of 100 cases, the faults were met in 0 only\n');
  });

  it('is one JSON object with --json, and a table for a document with --markdown', async () => {
    const json = JSON.parse((await rollcall('matrix', 'key-stream', '--runs', '2', '--json')).out) as { rows: { cells: object[]; breaches: { found: { case: object } }[] }[] };
    const { lines } = await rollcall('matrix', 'key-stream', '--runs', '2', '--markdown');

    expect(json).toMatchObject({ seed: 1, runs: 2, rows: [{ protocol: 'key-stream', isComplete: true }] });
    expect(json.rows[0]?.cells).toContainEqual({ kind: 'hello', isClaimed: true, outcome: 'holds', met: 2, why: '' });
    expect(json.rows[0]?.breaches[0]?.found.case).toMatchObject({ version: 1, protocol: 'key-stream' });
    expect(lines.slice(0, 3)).toEqual(['| fault | key-stream |', '| --- | --- |', '| slow-node | holds |']);
    expect(lines).toContain('| loss | always finishes |');
  });
});
