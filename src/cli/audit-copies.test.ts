import { beforeAll, describe, expect, it } from 'vitest';
import type { Ran } from './rollcall.test-double.ts';
import { lastCommand, rollcall } from './rollcall.test-double.ts';

describe('rollcall audit copies', () => {
  let ran: Ran;
  beforeAll(async () => {
    ran = await rollcall('audit', 'copies', 'key-stream', '--runs', '12');
  });
  const over = (transport: string): string[] => ran.lines.slice(ran.lines.findIndex((line) => line.startsWith(`  over ${transport}, 12 cases`)) + 1);

  it('says of each set of copies over each transport whether it is needed, why not, and what it costs', () => {
    expect(ran.code).toBe(0);
    expect(ran.lines.slice(0, 3)).toEqual(['seed 1', '', 'key-stream: 2 copy sites: request, epoch']);
    expect(over('serialize')[0]).toMatch(/^ {4}without request: not needed: the transport makes one: \d+ of \d+ values were changed afterwards, and no receiver shared them; \d+ cases ran so$/);
    expect(over('serialize')[3]).toBe('    enough: none');
    expect(over('reference')[0]).toMatch(/^ {4}without request: violated in \d+ of \d+ cases that ran so$/);
    expect(over('reference')[1]).toBe('      no stale data: the manager read something else in cluster_send_result than worker-1 held when it sent it');
    expect(over('reference')[2]).toContain('      needs 1 worker, 1 key, 1 request, 2 observations, 1 fault: copy() is left out at request  (least: ');
    expect(over('cached').slice(4, 7)).toEqual([
      expect.stringMatching(/^ {6}the copy costs \d[\d,]* bytes, \d\.\d %$/),
      expect.stringMatching(/^ {4}without epoch: not needed: it is handed over: of \d+ values nobody changed one afterwards; \d+ cases ran so$/),
      '      the copy costs no bytes',
    ]);
  });

  it('gives the command that finds a case again', async () => {
    const [, , least, command = ''] = over('cached');

    const again = await rollcall(...lastCommand({ lines: [command.trim()] }));

    expect(again.lines).toContain(least);
  });

  it('is inconclusive where a copy was never left out', async () => {
    const { code, out } = await rollcall('audit', 'copies', 'sorted-merge', '--runs', '1', '--seed', '1');

    expect(code).toBe(3);
    expect(out).toContain('without request: not known: in no case was there anything to copy');
  });

  it('is violated where something is wrong with every copy made, and ends with the command that shows it again', async () => {
    const { code, out, lines } = await rollcall('audit', 'copies', 'standalone@2014-03', '--runs', '10');

    expect(code).toBe(1);
    expect(out).toMatch(/cases? (is|are) violated with every copy made, and left aside/);
    expect(lines.at(-1)).toBe('npx rollcall audit copies standalone@2014-03 --seed 1 --runs 10');
  });

  it('is one JSON object with --json', async () => {
    const { out } = await rollcall('audit', 'copies', 'standalone', '--runs', '3', '--json');

    expect(JSON.parse(out)).toMatchObject({ seed: 1, runs: 3, audits: [{ protocol: 'standalone', sites: [], transports: [{ transport: 'serialize', cases: 3, leftOut: [] }, {}, {}] }] });
  });

  it.each([
    ['a protocol that there is not', 'key-steam', 'There is no protocol named "key-steam".'],
    ['a broken twin', 'key-stream~no-count', 'key-stream~no-count is broken on purpose'],
  ])('refuses %s', async (_, name, told) => {
    const { code, err } = await rollcall('audit', 'copies', name, '--runs', '1');

    expect(code).toBe(2);
    expect(err).toContain(told);
  });
});
