import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { rollcall } from './rollcall.test-double.ts';

const fixture = (name: string): string => fileURLToPath(new URL(`../../fixtures/${name}.json`, import.meta.url));

describe('rollcall audit done', () => {
  it('has a line for each protocol', async () => {
    const { code, lines } = await rollcall('audit', 'done', 'key-stream', 'key-stream~no-count', '--runs', '30', '--seed', '4');

    expect(code).toBe(0);
    expect(lines.slice(0, 3)).toEqual(['seed 4', '', expect.stringMatching(/^protocol +epochs +messages +most +wrong after +most +data lacks after +most +last needed +ended early$/)]);
    expect(lines[3]).toMatch(/^key-stream( +[\d.,]+ ?%?){7} +100\.0 % +0$/);
    expect(lines[4]).toMatch(/^key-stream~no-count .* +[1-9]\d*$/);
  });

  it('tells of one case, step by step', async () => {
    const { code, lines } = await rollcall('audit', 'done', '--case', fixture('key-stream~off-by-one'));

    expect(code).toBe(0);
    expect(lines).toEqual([
      'seed 0',
      'key-stream~off-by-one over serialize: 2 workers, 1 epoch, no observations',
      '',
      'epoch 0 of seen: 2 participants, no observations',
      '     0  #0 manager: collect {sumstat: "seen", epoch: 0}',
      '          without worker-1, worker-2',
      '     5  #5 worker-1 -> manager: send_no_more_data {uid: 0, sumstat: "seen"}',
      '          without worker-2',
      '  wrong after 1 of 1 message',
    ]);
  });

  it('says so where no epoch was finished', async () => {
    const { lines } = await rollcall('audit', 'done', '--case', fixture('per-key-polling--popular-key'));

    expect(lines.at(-1)).toBe('no epoch that takes a message was finished');
  });

  it('is one JSON object with --json', async () => {
    const many = await rollcall('audit', 'done', 'ledger', '--runs', '3', '--json');
    const one = await rollcall('audit', 'done', '--case', fixture('key-stream~off-by-one'), '--json');

    expect(JSON.parse(many.out)).toMatchObject({ seed: 1, runs: 3, audits: [{ protocol: 'ledger', cases: 3 }] });
    expect(JSON.parse(one.out)).toMatchObject({ epochs: [{ sumstat: 'seen', participants: 2, ends: [{ workers: [1, 2], lost: [] }, { workers: [2] }] }] });
  });

  it('refuses a protocol beside a case', async () => {
    const { code, err } = await rollcall('audit', 'done', 'ledger', '--case', 'x.json');

    expect(code).toBe(2);
    expect(err).toContain('--case x.json says which protocol it is of.\nLeave ledger out, or the case.');
  });
});
