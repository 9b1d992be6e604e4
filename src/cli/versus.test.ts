import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lastCommand, rollcall } from './rollcall.test-double.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-versus-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('rollcall versus', () => {
  it('tells of the least case on which one fails and the other holds, with both verdicts, and keeps it', async () => {
    const ran = await rollcall('versus', 'key-stream~off-by-one', 'key-stream', '--seed', '3', '--folder', folder);
    const file = join(folder, 'key-stream~off-by-one--versus--key-stream--never-early-epoch.json');

    expect(ran.code).toBe(1);
    expect(ran.lines).toEqual([
      'seed 3',
      'key-stream~off-by-one fails where key-stream holds, in case 1',
      '  needs 2 workers, 1 epoch, no observations  (least: size 3, and 1 smaller case ran and held)',
      '',
      'key-stream~off-by-one, 4 messages',
      '  violated never early: epoch (safety)',
      '    epoch 0 of seen was finished before worker-2 had answered',
      '',
      'key-stream, 4 messages',
      '  held: every check agrees',
      '',
      `npx rollcall run ${file}`,
    ]);
    expect(readFileSync(file, 'utf8')).toContain('"by": "rollcall versus key-stream~off-by-one key-stream --seed 3"');
    expect(await rollcall(...lastCommand(ran))).toMatchObject({ code: 0, err: '' });
  });

  it('tells of the least case on which one costs more, which is no violation', async () => {
    const ran = await rollcall('versus', 'per-key-polling', 'key-stream', '--costs', '--seed', '3', '--folder', folder);

    expect(ran.code).toBe(0);
    expect(ran.lines[1]).toMatch(/^per-key-polling costs more messages than key-stream, in case \d+$/);
    expect(ran.lines.filter((line) => line === '  held: every check agrees')).toHaveLength(2);
    expect(await rollcall(...lastCommand(ran))).toMatchObject({ code: 0, err: '' });
  });

  it('says so where one never fails alone', async () => {
    const { code, lines } = await rollcall('versus', 'key-stream', 'key-stream~off-by-one', '--runs', '30', '--seed', '3', '--folder', folder);

    expect(code).toBe(0);
    expect(lines).toEqual(['seed 3', expect.stringMatching(/^key-stream never failed alone in 30 cases: both held in \d+, both failed in 0, key-stream~off-by-one alone in \d+$/)]);
  });

  it('is one JSON object with --json', async () => {
    const { out } = await rollcall('versus', 'key-stream', 'ledger', '--runs', '5', '--seed', '3', '--folder', folder, '--json');
    const found = await rollcall('versus', 'key-stream~off-by-one', 'ledger', '--seed', '3', '--folder', folder, '--json');

    expect(JSON.parse(out)).toMatchObject({ seed: 3, names: ['key-stream', 'ledger'], by: 'verdict', cases: 5, held: 5, found: null });
    expect(JSON.parse(found.out)).toMatchObject({ found: { signature: 'never early: epoch', messages: [4, 4], case: { protocol: 'key-stream~off-by-one' }, file: join(folder, 'key-stream~off-by-one--versus--ledger--never-early-epoch.json') } });
  });
});
