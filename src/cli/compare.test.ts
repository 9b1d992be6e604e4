import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { protocolNamed } from '../adapters/registry.ts';
import type { CostGrowth, CostRow, CostTable } from '../model/run-report.ts';
import type { Protocol } from '../protocol/protocol.ts';
import { compareGrowth } from './compare-growth.ts';
import { compare } from './compare.ts';
import { recording, rollcall } from './rollcall.test-double.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rollcall-compare-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function costs(...argv: readonly string[]): Promise<CostTable[]> {
  const { code, out, err } = await rollcall('compare', '--json', ...argv);
  expect([code, err]).toEqual([0, '']);
  return (JSON.parse(out) as { costs: CostTable[] }).costs;
}

const rowOf = (table: CostTable | undefined, protocol: string): CostRow | undefined => table?.rows.find((row) => row.protocol === protocol);
const total = (counts: CostRow['sent'] = {}): number => Object.values(counts).reduce((sum, n) => sum + n, 0);

describe('what is compared where nothing is asked for', () => {
  let tables: CostTable[] = [];
  beforeAll(async () => {
    tables = await costs();
  });

  // The figures of the e-mail, and the full counts with what it leaves out.
  const PUSH = { counts: { get_some_key_data: 1, cluster_send_result: 56, send_no_more_data: 56 }, sent: 114, deliveries: 224 };
  // What its two ways out come to, which it does not count: 11 of 37 shards are empty.
  const MERGE = { counts: { merge_start: 1, merge_item: 56 }, sent: 57, deliveries: 112 };
  it.each([
    ['the same key', 0, 'per-key-polling', { counts: { get_a_key: 1, send_a_key: 56, cluster_get_result: 1, cluster_send_result: 56 }, sent: 172, deliveries: 392 }],
    ['56 different keys', 1, 'per-key-polling', { counts: { get_a_key: 1, send_a_key: 56, cluster_get_result: 56, cluster_send_result: 3136 }, sent: 3307, deliveries: 6552 }],
    ['the same key', 0, 'key-stream', PUSH],
    ['56 different keys', 1, 'key-stream', PUSH],
    ['the same key', 0, 'sorted-merge', MERGE],
    ['56 different keys', 1, 'sorted-merge', MERGE],
    ['the same key', 0, 'sharded', { counts: { get_shard: 1, cluster_send_result: 56, shard_done: 56 }, sent: 2166, deliveries: 4256 }],
    ['56 different keys', 1, 'sharded', { counts: { get_shard: 26, cluster_send_result: 56, shard_done: 26 * 56 }, sent: 2166, deliveries: 4256 }],
  ] as const)("has the e-mail's figures for %s (table %i, %s)", (_, i, protocol, expected) => {
    const row = rowOf(tables[i], protocol);

    expect(row).toMatchObject({ emailCounts: expected.counts, deliveries: expected.deliveries, verdict: 'held' });
    expect(total(row?.sent)).toBe(expected.sent);
  });

  it('shows the load of the manager, which is what the e-mail is about', async () => {
    const [, distinct] = tables;
    const [slow] = await costs('--service', '200', '--keys', 'distinct:56');

    // 56 names, 56 closing replies and 3136 replies, 3080 of them empty, at 20 us each; one result at a time, or all.
    expect(rowOf(distinct, 'per-key-polling')).toMatchObject({ managerBusy: 20 * (56 + 56 + 3136), uselessShare: 3080 / 3248, peakInbox: 56, peakResults: 1 });
    expect(rowOf(distinct, 'key-stream')).toMatchObject({ managerBusy: 20 * 112, uselessShare: 0, peakResults: 56 });
    expect(rowOf(slow, 'key-stream')?.managerBusy).toBe(200 * 112);
    expect(rowOf(slow, 'key-stream')?.finishedAfter).toBeGreaterThan(rowOf(distinct, 'key-stream')?.finishedAfter ?? Infinity);
  });

  it('has many keys in the end, which one protocol waits for one by one, and another all at once', () => {
    const [, , many] = tables;

    expect(tables).toHaveLength(3);
    expect(many).toMatchObject({ workers: 56, keys: 1_000 });
    expect(many?.rows.filter(({ verdict }) => verdict !== 'held')).toEqual([]);
    // A round for each key, and one for every time that names are asked for; each is as long as the slowest worker's answer.
    const [polling, push] = ['per-key-polling', 'key-stream'].map((protocol) => rowOf(many, protocol));
    expect(polling?.rounds).toBe(1_000 + (polling?.sent['get_a_key'] ?? NaN));
    expect(polling?.slowedAfter).toBeGreaterThan(1_000 * 100_000);
    expect(push).toMatchObject({ rounds: 1, peakResults: 1_000 });
    expect(push?.finishedAfter).toBeLessThan(100_000);
  });

  it('is printed with what the e-mail counts and what it leaves out', async () => {
    const { code, lines, out } = await rollcall('compare');

    expect(code).toBe(0);
    expect(lines[0]).toBe('seed 1');
    expect(out).toContain('56 workers, 1 key, 56 (worker, key) pairs, 56 observations; a message costs the manager 20 us\n');
    expect(out).toContain('  per-key-polling: 1 get_a_key, 56 send_a_key, 56 cluster_get_result, 3,136 cluster_send_result; left out: 1 cluster_ss_request, 1 get_a_key, 56 send_no_key\n');
    expect(out).toMatch(/^per-key-polling {3}3,249 {3}3,307 {7}6,552 .* = reference$/m);
  });
});

describe('rollcall compare', () => {
  it.each([
    ['distinct:6', { workers: 4, keys: 6, pairs: 6, observations: 6 }],
    ['same:3', { workers: 4, keys: 3, pairs: 12, observations: 12 }],
    ['zipf:5', { workers: 4, keys: 5, observations: 400 }],
    ['scan:9', { workers: 4, keys: 9 }],
  ])('spreads keys as told: %s', async (keys, expected) => {
    expect(await costs('--workers', '4', '--keys', keys)).toMatchObject([expected]);
  });

  it('draws the keys of zipf from the seed', async () => {
    const drawn = (seed: string): Promise<CostTable[]> => costs('--workers', '2', '--keys', 'zipf:500', '--seed', seed);

    expect(await drawn('1')).toEqual(await drawn('1'));
    expect((await drawn('2'))[0]?.pairs).not.toBe((await drawn('1'))[0]?.pairs);
  });

  it.each<[string, string[], string]>([
    ['keys of which it does not know the kind', ['--keys', 'many:5'], '--keys many:5 is not understood.\nSay distinct:56 (56 keys, each on one worker), same:1 '],
    ['no keys', ['--keys', 'same:0'], '--keys same:0 is not understood.'],
    ['more keys than fit', ['--keys', 'same:9999999'], '--keys same:9999999 on 56 workers comes to 559,999,944 observations, and at most 2,000,000 fit in memory.\nCompare with fewer keys'],
    ['a field without a log', ['--key', 'query'], '--key names a field of a log, and there is none.\nAdd --from-log FILE.'],
    ['a value without a log', ['--value', 'rtt'], '--value names a field of a log, and there is none.'],
    ['a log without a field', ['--from-log', 'dns.log'], '--from-log dns.log needs the field that is the key.\nAdd --key FIELD, for instance --key query.'],
    ['keys and a log', ['--from-log', 'dns.log', '--keys', 'same:1'], '--keys and --from-log both say which keys there are.\nGive one of them.'],
    ['growth of a log', ['--growth', '--from-log', 'dns.log', '--key', 'query'], '--growth makes more and more keys, and a log has those that it has.\nGive --growth or --from-log.'],
    ['growth by a field of a log', ['--growth', '--key', 'query'], '--key names a field of a log, and there is none.'],
    ['growth of keys that it does not know', ['--growth', '--keys', 'many:5'], '--keys many:5 is not understood.'],
    ['a log that is not there', ['--from-log', '/nowhere/dns.log', '--key', 'query'], '/nowhere/dns.log does not exist.'],
  ])('refuses %s', async (_, argv, told) => {
    const { code, err } = await rollcall('compare', ...argv);

    expect(code).toBe(2);
    expect(err).toContain(`rollcall: ${told}`);
  });

  it('does not run who claims to send too much, says so, and runs the others', async () => {
    const { code, out } = await rollcall('compare', '--workers', '512', '--keys', 'distinct:4000');
    const [table] = await costs('--workers', '512', '--keys', 'distinct:4000');

    expect(code).toBe(0);
    expect(out).toContain('\n  per-key-polling: not run: its claim says 2,048,000 cluster_send_result, and a run may take 2,000,000 messages\n');
    expect(out).toMatch(/^key-stream .* = reference$/m);
    expect(table?.rows.map(({ protocol, verdict }) => [protocol, verdict])).toEqual(['key-stream', 'batched-push', 'sorted-merge', 'sharded', 'ledger'].map((name) => [name, 'held']));
    expect(table?.refused).toEqual([{ protocol: 'per-key-polling', type: 'cluster_send_result', claimed: 2_048_000, most: 2_000_000 }]);
  });

  it('is inconclusive where nothing was run', async () => {
    const { terminal } = recording();

    expect(await compare({ seed: 1, workers: 512, service: 0, keys: 'distinct:4000', json: false }, terminal, [protocolNamed('per-key-polling')])).toBe(3);
  });

  it('is violated where a protocol is, says why, and ends with the command that shows it again', async () => {
    const { terminal, out } = recording();
    const options = { seed: 1, workers: 3, service: 0, keys: 'distinct:3', json: false };

    const code = await compare(options, terminal, [protocolNamed('key-stream'), protocolNamed('key-stream~no-count')]);

    expect(code).toBe(1);
    expect(out()).toMatch(/^key-stream~no-count .* violated$/m);
    expect(out()).toContain('  key-stream~no-count: epoch 0 of compared was finished before worker-2 had answered\n');
    expect(out().trimEnd().split('\n').at(-1)).toBe('npx rollcall compare --seed 1 --workers 3 --service 0 --keys distinct:3');
  });

  it('lays the table on its side where the window is narrow', async () => {
    const { terminal, out } = recording({ isTTY: true, columns: 80, env: { NO_COLOR: '1' } });

    await compare({ seed: 1, workers: 3, service: 20, keys: 'same:1', json: false }, terminal);

    expect(out()).toMatch(/^protocol +per-key-polling +key-stream( +[a-z-]+)*$/m);
    expect(out()).toMatch(/^deliveries( +[\d,]+){2,}$/m);
  });
});

describe('rollcall compare --growth', () => {
  const GROWING = { seed: 1, workers: 3, service: 20, keys: 'same:2', growth: true, json: false };
  const STEPS = { workers: [2, 4], keys: [1, 10] };
  const protocolsNamed = (...names: readonly string[]): Protocol[] => names.map(protocolNamed);

  it('tells how costs grow with workers, and with keys', () => {
    const { terminal, out } = recording();

    const verdicts = compareGrowth(GROWING, terminal, protocolsNamed('per-key-polling', 'key-stream'), STEPS);

    expect(verdicts).toEqual(new Array(8).fill('held'));
    expect(out()).toContain('\nAs workers grow: same:2; a message costs the manager 20 us\n');
    expect(out()).toContain('\nAs keys grow: same over 3 workers; a message costs the manager 20 us\n');
    expect(out()).toContain('\nresults\nkeys   per-key-polling  key-stream\n1                    1           1\n10                   1          10\npower             0.00        1.00\n');
  });

  it('is one JSON object with --json, with all figures of each step', () => {
    const { terminal, out } = recording();

    compareGrowth({ ...GROWING, json: true }, terminal, protocolsNamed('key-stream'), STEPS);

    const { seed, growth } = JSON.parse(out()) as { seed: number; growth: CostGrowth[] };
    expect([seed, growth.map(({ axis }) => axis)]).toEqual([1, ['workers', 'keys']]);
    expect(growth[1]?.steps[1]).toMatchObject({ at: 10, costs: { workers: 3, keys: 10, rows: [{ protocol: 'key-stream', verdict: 'held', peakResults: 10, sent: { cluster_send_result: 30 } }] } });
  });

  it('shows who watches how far it is, in a bar over all steps and protocols', () => {
    const { terminal, err, out } = recording({ isTTY: true });

    compareGrowth({ ...GROWING, json: true }, terminal, protocolsNamed('key-stream', 'sharded'), STEPS);

    expect(err()).toContain('0/8 comparisons');
    expect(out().startsWith('{')).toBe(true);
  });

  it('goes to 512 workers and 100,000 keys; is violated where a protocol is, and ends with the command that shows it again', async () => {
    const { terminal, out } = recording();

    const code = await compare({ ...GROWING, keys: 'zipf:1', workers: 2 }, terminal, protocolsNamed('key-stream~no-count'));

    expect(code).toBe(1);
    expect(out()).toMatch(/^512 [^]*^100,000 /m);
    expect(out()).toContain('\n  key-stream~no-count with 512 workers: violated: epoch 0 of compared was finished before ');
    expect(out().trimEnd().split('\n').at(-1)).toBe('npx rollcall compare --seed 1 --workers 2 --service 20 --growth --keys zipf:1');
  });
});

const FIELDS = ['ts', 'uid', 'id.orig_h', 'id.orig_p', 'id.resp_h', 'id.resp_p', 'proto', 'query', 'rtt'];
const RECORDS = [
  ['1.0', 'C1', '10.0.0.1', '1024', '10.0.0.53', '53', 'udp', 'a.example', '0.5'],
  ['2.0', 'C2', '10.0.0.2', '1025', '10.0.0.53', '53', 'udp', 'b.example', '1.5'],
  ['3.0', 'C3', '10.0.0.3', '1026', '10.0.0.53', '53', 'udp', 'a.example', '-'],
  ['4.0', 'C4', '10.0.0.4', '1027', '10.0.0.53', '53', 'udp', '-', '2.5'],
];
const TSV = ['#separator \\x09', '#unset_field\t-', `#fields\t${FIELDS.join('\t')}`, ...RECORDS.map((record) => record.join('\t')), ''].join('\n');
const JSON_LINES = RECORDS.map((record) => JSON.stringify(Object.fromEntries(FIELDS.flatMap((field, i) => (record[i] === '-' ? [] : [[field, record[i]]]))))).join('\n');

describe('rollcall compare --from-log', () => {
  it.each<[string, string | Buffer]>([
    ['dns.log', TSV],
    ['dns.json', JSON_LINES],
    ['dns.log.gz', gzipSync(TSV)],
    ['dns.json.gz', gzipSync(JSON_LINES)],
  ])('takes the observations from a Zeek log: %s', async (name, content) => {
    const log = join(folder, name);
    writeFileSync(log, content);

    const [table, ...more] = await costs('--from-log', log, '--key', 'query', '--workers', '5');

    expect(more).toEqual([]);
    expect(table).toMatchObject({ title: `${name} by query: 4 records, 1 of them without query`, keys: 2, observations: 3, workers: 5 });
    expect(table?.rows.filter((row) => row.verdict !== 'held')).toEqual([]);
    expect(table?.rows.length).toBeGreaterThan(1);
    // A connection is on one worker, so that there are at most as many pairs as there are records.
    expect(rowOf(table, 'key-stream')?.sent).toMatchObject({ cluster_send_result: table?.pairs });
  });

  it('sums a field, and takes several for the key', async () => {
    const log = join(folder, 'rtt.log');
    writeFileSync(log, TSV);

    const [summed] = await costs('--from-log', log, '--key', 'query', '--value', 'rtt', '--workers', '5');
    const [joined] = await costs('--from-log', log, '--workers', '5', '--key', 'query', 'id.orig_h');

    expect(summed).toMatchObject({ title: 'rtt.log by query, rtt summed: 4 records, 2 of them without query or rtt', observations: 2 });
    expect(joined).toMatchObject({ title: 'rtt.log by query, id.orig_h: 4 records, 1 of them without query or id.orig_h', keys: 3 });
  });

  it.each<[string, string, string[], string]>([
    ['a log without the field', TSV, ['--key', 'qury'], 'has no field "qury". Did you mean "query"?\nIts fields: ts, uid, '],
    ['a field that is no number', TSV, ['--key', 'query', '--value', 'proto'], 'has no number in its field "proto": the first value is "udp", on line 4.'],
    ['a file that is no log', 'workers: 3\n', ['--key', 'query'], 'is not a Zeek log: its first line is "workers: 3".\nA Zeek log starts with a header'],
    ['an empty file', '', ['--key', 'query'], 'is empty.'],
    ['a log without records', TSV.split('\n').slice(0, 3).join('\n'), ['--key', 'query'], 'holds no record, only a header.'],
  ])('refuses %s', async (name, content, argv, told) => {
    const log = join(folder, `${name}.log`);
    writeFileSync(log, content);

    const { code, err } = await rollcall('compare', '--from-log', log, ...argv);

    expect(code).toBe(2);
    expect(err).toContain(`rollcall: ${log} ${told}`);
  });

  // Real logs lie beside the repository, not in it.
  const realLog = (name: string): string => fileURLToPath(new URL(`../../../shared/data/${name}`, import.meta.url));
  it.skipIf(!existsSync(realLog(''))).each([
    ['dns.log.gz', 'query', 8, { keys: 1_650, pairs: 4_402, observations: 53_613 }, { merge: 15, shards: 64 }],
    ['dns.log.gz', 'query', 56, { keys: 1_650, pairs: 7_945, observations: 53_613 }, { merge: 110, shards: 64 }],
    ['weird.json.gz', 'name', 8, { keys: 29, pairs: 147, observations: 24_202 }, { merge: 14, shards: 2 }],
    ['weird.json.gz', 'name', 56, { keys: 29, pairs: 501, observations: 24_202 }, { merge: 110, shards: 2 }],
    ['rdp.log.gz', 'id.orig_h', 8, { keys: 4, pairs: 14, observations: 4_122 }, { merge: 12, shards: 1 }],
    ['rdp.log.gz', 'id.orig_h', 56, { keys: 4, pairs: 62, observations: 4_122 }, { merge: 62, shards: 1 }],
  ])('compares a real log (skipped where ../shared/data is absent): %s by %s on %i workers', async (name, key, workers, spread, held) => {
    const [table] = await costs('--from-log', realLog(name), '--key', key, '--workers', String(workers));

    expect(table).toMatchObject({ ...spread, workers, refused: [] });
    expect(table?.rows.filter(({ verdict }) => verdict !== 'held')).toEqual([]);
    const { keys, pairs } = spread;
    expect(rowOf(table, 'per-key-polling')).toMatchObject({ peakResults: 1, sent: { cluster_get_result: keys, cluster_send_result: keys * workers } });
    expect(rowOf(table, 'key-stream')).toMatchObject({ peakResults: keys, rounds: 1, sent: { cluster_send_result: pairs, send_no_more_data: workers } });
    expect(rowOf(table, 'batched-push')).toMatchObject({ peakResults: keys, rounds: 1, uselessShare: 0 });
    expect(rowOf(table, 'sorted-merge')).toMatchObject({ peakResults: held.merge, sent: { merge_start: 1, merge_item: pairs } });
    expect(rowOf(table, 'sharded')).toMatchObject({ peakResults: held.shards, rounds: 37, sent: { get_shard: 37, cluster_send_result: pairs, shard_done: 37 * workers } });
  });
});
