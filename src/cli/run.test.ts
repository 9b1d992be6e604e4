import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lastCommand, rollcall } from './rollcall.test-double.ts';

const FIXTURES = fileURLToPath(new URL('../../fixtures/', import.meta.url));
const fixture = (name: string): string => join(FIXTURES, `${name}.json`);

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-run-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Writes a file for one test. */
function written(name: string, content: unknown): string {
  const file = join(folder, name);
  writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

const CASE = {
  version: 1,
  protocol: 'key-stream',
  cluster: { workers: [{ salt: 1 }, { salt: 2 }], latency: { min: 1000, max: 1000 } },
  transport: 'serialize',
  sumstats: [{ name: 'seen', reducers: [{ stream: 'conn', apply: ['SUM'] }] }],
  workload: [{ at: 0, do: 'collect', sumstat: 'seen' }],
};
const BROKEN = { ...CASE, protocol: 'key-stream~no-count' };
// Observed while the second of two keys is on its way, and with values that do not tell to which epoch they belong.
const AMBIGUOUS = {
  ...CASE,
  workload: [
    ...['a', 'b'].map((key) => ({ at: 0, do: 'observe', worker: 1, stream: 'conn', key, value: 1 })),
    { at: 10, do: 'collect', sumstat: 'seen' },
    { at: 1500, do: 'observe', worker: 1, stream: 'conn', key: 'a', value: 1 },
  ],
};

describe('rollcall run', () => {
  it('tells the story of a fixture: who, when, what, where it goes wrong, and that this was expected', async () => {
    const { code, out, err } = await rollcall('run', fixture('key-stream~off-by-one'));

    expect([code, err]).toEqual([0, '']);
    expect(out).toMatchInlineSnapshot(`
      "seed 0
      key-stream~off-by-one over serialize: 2 workers, 1 epoch, no observations
        broken on purpose: the done check is satisfied by one worker too few
        found by rollcall check key-stream~off-by-one --seed 1; least: size 3, and 1 smaller case ran and held

           0          0 us  #0 manager: collect {sumstat: "seen", epoch: 0}
           1       1000 us  #1 manager -> worker-1: cluster_ss_request {uid: 0, sumstat: "seen", cleanup: true}
           2       1000 us  #3 manager -> worker-1: get_some_key_data {uid: 0, sumstat: "seen"}
           3       1000 us  #2 manager -> worker-2: cluster_ss_request {uid: 0, sumstat: "seen", cleanup: true}
           4       1000 us  #4 manager -> worker-2: get_some_key_data {uid: 0, sumstat: "seen"}
      >    5       2000 us  #5 worker-1 -> manager: send_no_more_data {uid: 0, sumstat: "seen"}
      >                       epoch_finished(seen, epoch 0)
      >    6       2000 us  #6 worker-2 -> manager: send_no_more_data {uid: 0, sumstat: "seen"}
      > warning at #6: an end for uid 0, which is not open

      violated never early: epoch (safety)
        epoch 0 of seen was finished before worker-2 had answered
        seen at #5, #6, marked >

      as the file expects
      "
    `);
  });

  it('says what was expected instead, cut down to where it differs', async () => {
    const { out } = await rollcall('run', fixture('key-stream~no-copy-at-request'));

    expect(out).toContain('  fault: copy() is left out at request\n');
    expect(out).toContain('  expected … end: 1500, num: 2, sum: 5 …\n  actual   … end: 0, num: 1, sum: 1 …\n');
  });

  it.each(readdirSync(FIXTURES).filter((name) => name.endsWith('.json')))('gives the verdict that the fixture expects: %s', async (name) => {
    const { code, lines } = await rollcall('run', join(FIXTURES, name));

    expect(code).toBe(0);
    expect(lines[0]).toMatch(/^seed \d+$/);
    expect(lines.at(-1)).toBe('as the file expects');
  });

  it('holds for a bare case in which nothing is wrong', async () => {
    const { code, lines } = await rollcall('run', written('held.json', CASE));

    expect(code).toBe(0);
    expect(lines.at(-1)).toBe('held: every check agrees');
  });

  it('is violated for a bare case in which something is, and ends with the command that shows it again', async () => {
    const ran = await rollcall('run', written("it's broken.json", BROKEN));

    expect(ran.code).toBe(1);
    expect(ran.out).toContain('violated never early: epoch (safety)\n  epoch 0 of seen was finished before worker-2 had answered\n');
    expect(ran.lines.at(-1)).toBe(`npx rollcall run '${join(folder, "it'\\''s broken.json")}'`);
  });

  it('ends with a command that gives the same verdict', async () => {
    const ran = await rollcall('run', written('broken.json', BROKEN));

    expect(await rollcall(...lastCommand(ran))).toEqual(ran);
  });

  it('is inconclusive where a case cannot be judged', async () => {
    const { code, lines } = await rollcall('run', written('ambiguous.json', AMBIGUOUS));

    expect(code).toBe(3);
    expect(lines.at(-1)).toContain('inconclusive: results equal reference could not judge: observations of seen were made during collections');
  });

  it('crashes where a handler throws, which is a violation', async () => {
    const thrown = { ...CASE, protocol: 'key-stream~throws-on-unknown-key', workload: [{ at: 0, do: 'request', sumstat: 'seen', key: 'a' }] };
    const { code, out } = await rollcall('run', written('thrown.json', thrown));

    expect(code).toBe(1);
    expect(out).toContain('violated sane: cluster_get_result threw (crash)\n  the handler of cluster_get_result on worker-1 threw: no such index (a)\n');
  });

  it.each<[string, object, object, string]>([
    ['it is violated instead of held', BROKEN, { verdict: 'held' }, 'expected held, and it is violated: "never early: epoch"'],
    ['it held instead', CASE, { verdict: 'violated', signature: 'sane: x' }, 'expected violated (sane: x), and it held'],
    ['another check sees it', BROKEN, { verdict: 'violated', signature: 'sane: x' }, 'expected "sane: x", and it is violated: "never early: epoch"'],
    ['it cannot be judged', AMBIGUOUS, { verdict: 'held' }, 'expected held, and it is inconclusive'],
  ])('is violated where a file expects something else: %s', async (name, c, expected, told) => {
    const ran = await rollcall('run', written(`${name}.json`, { case: c, expect: expected }));

    expect(ran.code).toBe(1);
    expect(ran.out).toContain(`\nnot what the file expects: ${told}\n`);
    expect(ran.lines.at(-1)).toMatch(/^npx rollcall run /);
  });

  it('shows a long trace in part, with all that went wrong in it, and the whole of it with --trace', async () => {
    const keys = Array.from({ length: 30 }, (_, i) => ({ at: 0, do: 'observe', worker: 1, stream: 'conn', key: `key-${i}`, value: 1 }));
    const file = written('long.json', { ...BROKEN, workload: [...keys, { at: 0, do: 'collect', sumstat: 'seen' }] });

    const part = await rollcall('run', file);
    const whole = await rollcall('run', file, '--trace');

    expect(part.out).toMatch(/^ +\.\.\. \d+ lines more; --trace shows all \.\.\.$/m);
    expect(part.out).toMatch(/^> .*worker-2 -> manager: send_no_more_data/m);
    expect(part.lines.length).toBeLessThan(70);
    expect(whole.out).not.toContain('--trace shows all');
    expect(whole.out).toContain('"key-29"');
    expect(whole.lines.length).toBeGreaterThan(90);
  });

  it('counts the messages of a long trace, in which nobody would: the storm of looks at a popular key, and what is left of it by the patch', async () => {
    const popular = fixture('per-key-polling--popular-key');
    const counted = async (...argv: string[]): Promise<string | undefined> => (await rollcall('run', popular, ...argv)).lines.find((line) => line.includes('a broadcast counted once'));

    expect(await counted()).toBe('3,248 messages, a broadcast counted once: 56 cluster_key_intermediate_response, 56 cluster_get_result, 3,136 cluster_send_result');
    for (const intermediate of ['patch', 'upstream']) {
      expect(await counted('--option', `intermediate=${intermediate}`)).toBe('113 messages, a broadcast counted once: 56 cluster_key_intermediate_response, 1 cluster_get_result, 56 cluster_send_result');
    }
    expect(await counted('--trace')).toBeUndefined();
  });

  it('sets an option otherwise than the file does, and then asks the file for nothing but the case', async () => {
    const file = fixture('key-stream--two-epochs-and-a-request');
    const told = async (...argv: string[]): Promise<{ expected: object | null; asExpected: boolean | null; sent: object }> => JSON.parse((await rollcall('run', file, '--json', ...argv)).out) as never;

    const [asWritten, otherwise] = [await told(), await told('--option', 'endEager=true')];

    expect(asWritten).toMatchObject({ expected: { verdict: 'held' }, asExpected: true, sent: { send_no_more_data: 4 } });
    expect(otherwise).toMatchObject({ expected: null, asExpected: null, sent: { send_no_more_data: 4 } });
  });

  it('ends with the option, too, where a case with one is violated', async () => {
    const ran = await rollcall('run', fixture('key-stream~no-count'), '--option', 'endEager=false');

    expect([ran.code, lastCommand(ran)]).toEqual([1, ['run', fixture('key-stream~no-count'), '--option', 'endEager=false']]);
    expect(await rollcall(...lastCommand(ran))).toEqual(ran);
  });

  it.each([
    ['an option that there is not', 'intermediat=patch', 'options.intermediat is "patch": per-key-polling has no such option. Did you mean "intermediate"?'],
    ['one that every object has', 'constructor=patch', 'options.constructor is "patch": per-key-polling has no such option.'],
    ['a value that there is not', 'intermediate=8', 'options.intermediate is 8: per-key-polling wants one such as "upstream" or "patch" or "worker-only".'],
    ['what is no option', 'patch', '--option "patch" is not understood.\nSay NAME=VALUE, such as intermediate=patch or credit=8;'],
  ])('refuses %s on the command line', async (_, option, told) => {
    const { code, out, err } = await rollcall('run', fixture('per-key-polling--popular-key'), '--option', option);

    expect([code, out]).toEqual([2, '']);
    expect(err).toContain(told);
  });

  it('is one JSON object with --json, with the trace in it with --trace', async () => {
    const file = fixture('key-stream~off-by-one');
    const { code, out } = await rollcall('run', file, '--json');
    const traced = await rollcall('run', file, '--json', '--trace');

    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      file,
      seed: 0,
      signature: 'never early: epoch',
      expected: { verdict: 'violated', signature: 'never early: epoch' },
      asExpected: true,
      verdict: { kind: 'violated', violations: [{ check: 'never early', side: 'epoch', severity: 'safety', workers: [2] }] },
    });
    expect((JSON.parse(traced.out) as { trace: string[] }).trace[0]).toContain('manager: collect {sumstat: "seen", epoch: 0}');
  });

  const text = JSON.stringify(CASE);
  it.each<[string, string | object, string]>([
    ['a file that was cut off', text.slice(0, 90), 'The file ends in the middle: it was cut off. A case file is one JSON object; `rollcall schema` prints what it may hold.'],
    ['an empty file', '', 'The file is empty.'],
    ['a file that is not JSON', 'workers: 3\n', 'The file is not JSON.'],
    ['another version', { ...CASE, version: 2 }, 'is of version 2; this rollcall reads version 1.\nIt was written by a newer rollcall: update this one.'],
    ['no case at all', { name: 'rollcall' }, 'is of no version; this rollcall reads version 1.\nIs it a case file? `rollcall schema` prints what one may hold.'],
    ['an unknown protocol', { ...CASE, protocol: 'key-steam' }, 'cannot be run. There is no protocol named "key-steam".\nDid you mean "key-stream"? `rollcall list` names each.'],
    ['worker 9 of 2', { ...CASE, workload: [{ at: 0, do: 'observe', worker: 9, stream: 'conn', key: 'a', value: 1 }] }, '\n  workload.0.worker is 9: there are 2 workers, numbered from 1\n'],
    ['a time before the beginning', { ...CASE, workload: [{ at: -1, do: 'collect', sumstat: 'seen' }] }, '\n  workload.0.at is -1: Too small: expected number to be >=0\n'],
    ['an unknown sumstat', { ...CASE, workload: [{ at: 0, do: 'collect', sumstat: 'sen' }] }, '\n  workload.0.sumstat is "sen": there is no such sumstat. Did you mean "seen"?\n'],
    ['an unknown copy site', { ...CASE, faults: [{ fault: 'missing-copy', site: 'epohc' }] }, '\n  faults.0.site is "epohc": key-stream has no such copy site. Did you mean "epoch"?\n'],
    ['an unknown option', { ...CASE, options: { endEagr: true } }, '\n  options.endEagr is true: key-stream has no such option. Did you mean "endEager"?\n'],
    ['an option by a value that there is not', { ...CASE, options: { intermediate: 'email' } }, '\n  options.intermediate is "email": key-stream wants one such as "upstream" or "patch" or "worker-only".\n'],
    ['an option of another type', { ...CASE, options: { endEager: 'yes' } }, '\n  options.endEager is "yes": key-stream wants one such as true or false.\n'],
  ])('refuses %s', async (name, content, told) => {
    const file = written(`${name}.json`, content);
    const { code, out, err } = await rollcall('run', file);

    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/^rollcall: /);
    expect(err).toContain(file);
    expect(err).toContain(told);
  });

  it('refuses a folder, and a file that is not there', async () => {
    const here = await rollcall('run', folder);
    const nowhere = await rollcall('run', join(folder, 'nowhere.json'));

    expect(here).toMatchObject({ code: 2, out: '', err: `rollcall: ${folder} is a folder.\nName one case file in it; \`ls\` shows what is there.\n` });
    expect(nowhere).toMatchObject({ code: 2, out: '' });
    expect(nowhere.err).toContain('nowhere.json does not exist.\nA relative path starts at the current directory');
  });
});

describe('rollcall run, of a golden case', () => {
  interface Golden {
    case: { cluster: object; workload: object[] };
    expected: { results: { streams: { [stream: string]: object } }[]; crossings: object[]; finished: { epoch: number }[]; requests: object[] };
  }
  const read = (): Golden => JSON.parse(readFileSync(join(FIXTURES, 'golden', 'thresholds-and-requests.json'), 'utf8')) as Golden;

  it('says of each thing that it agrees', async () => {
    const { code, lines } = await rollcall('run', join(FIXTURES, 'golden', 'thresholds-and-requests.json'));

    expect(code).toBe(0);
    expect(lines).toContain('agrees   failures, epoch 0, "host=2001:db8::1"');
    expect(lines).toContain('agrees   failures, a limit crossed by "host=192.0.2.7"');
    expect(lines).toContain('agrees   the answer to request 1');
    expect(lines.slice(-2)).toEqual(['all 8 as expected', 'and as the framework promises']);
  });

  it('tells what the framework promises where that is something else', async () => {
    const { code, lines } = await rollcall('run', join(FIXTURES, 'golden', 'third-contributor.json'));

    expect(code).toBe(0);
    expect(lines.at(-1)).toMatch(/^but not as the framework promises: "example.org" in epoch 0 is reported with HLL_UNIQUE = 0/);
  });

  it.each<[string, (golden: Golden) => void, string[]]>([
    ['a figure, and by how much', (golden) => Object.assign(golden.expected.results[0]?.streams['ssh'] ?? {}, { sum: 11.75 }), ['differs  failures, epoch 0, "host=2001:db8::1"', '           ssh.sum: expected 11.75, was 11.5  0.25 less']],
    ['a figure that should not be there', (golden) => Object.assign(golden.expected.results[0]?.streams['ssh'] ?? {}, { max: null }), ['           ssh.max: expected absent, was 9']],
    ['what is not told', (golden) => golden.expected.finished.push({ epoch: 2, ...{ sumstat: 'failures' } }), ['differs  failures, the end of epoch 2', '           expected told, was not told']],
    ['what is told beyond', (golden) => golden.expected.finished.pop(), ['differs  failures, the end of epoch 1', '           expected not told, was told']],
    ['a stream that is not there', (golden) => Object.assign(golden.expected.results[1]?.streams ?? {}, { http: { num: 1 } }), ['           http: expected there, was absent']],
    ['a stream too many', (golden) => void (golden.expected.results[1] = { ...golden.expected.results[1], streams: {} }), ['differs  failures, epoch 0, "host=192.0.2.7"']],
    ['an answer that is none', (golden) => Object.assign(golden.expected.requests[0] ?? {}, { streams: null }), ['differs  the answer to request 0']],
    ['a crossing that another one came before', (golden) => golden.expected.crossings.splice(0, 1), ['differs  failures, a limit crossed by "host=192.0.2.7"']],
  ])('tells %s', async (name, change, told) => {
    const golden = read();
    change(golden);
    const { code, lines } = await rollcall('run', written(`${name}.json`, golden));

    expect(code).toBe(1);
    expect(lines).toEqual(expect.arrayContaining(told));
    expect(lastCommand({ lines })[0]).toBe('run');
  });

  it('is one JSON object with --json', async () => {
    const golden = read();
    golden.expected.finished.pop();
    const { code, out } = await rollcall('run', written('json.json', golden), '--json');

    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ asExpected: false, verdict: { kind: 'held' }, agreements: expect.arrayContaining([{ what: 'failures, the end of epoch 1', differences: [{ of: '', expected: 'not told', actual: 'told' }] }]) as unknown });
  });

  it.each<[string, (golden: Golden) => void, string]>([
    ['a figure that there is not', (golden) => Object.assign(golden.expected.results[0]?.streams['ssh'] ?? {}, { median: 1 }), 'expected.results.0.streams.ssh'],
    ['workers where the node is alone', (golden) => Object.assign(golden.case, { protocol: 'standalone' }), 'cluster.workers has 2: standalone is no cluster; its one node observes as worker 0.'],
    ['no workers where there is a cluster', (golden) => Object.assign(golden.case, { cluster: { ...golden.case.cluster, workers: [] }, workload: [] }), 'cluster.workers is []: per-key-polling is a cluster; only a protocol like standalone does without workers.'],
    ['a day before the protocol', (golden) => Object.assign(golden.case, { protocol: 'per-key-polling@2010-01' }), 'Rollcall knows no per-key-polling as early as 2010-01.\nThe first that it has is per-key-polling@2013-08-02.'],
  ])('refuses %s', async (name, change, told) => {
    const golden = read();
    change(golden);
    const { code, err } = await rollcall('run', written(`bad ${name}.json`, golden));

    expect(code).toBe(2);
    expect(err).toContain(told);
  });
});
