import { describe, expect, it } from 'vitest';
import { replay } from '../../explorers/replay.ts';
import type { Fault } from '../../model/faults.ts';
import type { Report, Trace } from '../../model/trace.ts';
import { SWEEP } from '../../model/trace.ts';
import type { WorkloadEvent } from '../../model/workload.ts';
import { simulate } from '../../simulator/simulate.ts';
import { caseOf, collect, HOP, observe, request, SECOND, SHARED } from '../upstream/of-a-day.test-double.ts';
import { realPolling } from './real-polling.ts';

interface Around {
  readonly workers?: number;
  readonly faults?: readonly Fault[];
  readonly at?: number;
  readonly sweeps?: readonly number[];
}

/** One stream, summed; with a limit where there is one. */
function run(day: string, workload: readonly WorkloadEvent[], { workers = 2, faults = [], at, sweeps = [] }: Around = {}): Trace {
  const nodes = Array.from({ length: workers }, (_, i) => ({ salt: i + 1, order: 0, sweep: sweeps[i + 1] }));
  const c = caseOf(workload, at, { protocol: 'per-key-polling', cluster: { workers: nodes, order: 0, sweep: sweeps[0], latency: { min: HOP, max: HOP } }, faults });
  return simulate(c, realPolling(day), replay([]));
}

/** What was told, in a line each: when, what, and of a result its sum. */
function told(trace: Trace): string[] {
  const line = ({ kind, at, epoch, request: asked, key, result }: Report): string => `${at / HOP} ${kind} ${[...(kind === 'answer' ? [asked] : kind === 'crossing' ? [] : [epoch]), ...(key === '' ? [] : [key]), ...(kind === 'finished' ? [] : [result?.['x']?.sum ?? 'nothing'])].join(' ')}`;
  return trace.reports.map(line);
}

const warnings = (trace: Trace): string[] => trace.warnings.map(({ event, text }) => `${(trace.handledAt[event] as number) / SECOND} s: ${text}`);

/** By type, how many messages were sent, a broadcast counted once. */
function sent(trace: Trace): { [type: string]: number } {
  const counts: { [type: string]: number } = {};
  for (let event = 0; event < trace.length; event++) if (trace.isMessage(event) && trace.group[event] === event) counts[trace.typeName(event)] = (counts[trace.typeName(event)] ?? 0) + 1;
  return counts;
}

const containers = (trace: Trace): string[] => trace.containers.map(({ node, name, after }) => `${node} ${name} ${after}`);
const sweepsIn = (trace: Trace): number => Array.from(trace.type.subarray(0, trace.length)).filter((type) => type === SWEEP).length;

const DAYS = ['2013-08-02', '2013-08-03', '2013-08-21', '2013-08-26', '2014-03', '2014-04', '2016-07', '2018-06', '2023-05', '2026-01'].map((day) => (day.length === 7 ? `${day}-31` : day));

describe('per-key polling of every day', () => {
  it.each(DAYS)('polls an epoch with the same messages and in the same time: %s', (day) => {
    const trace = run(day, [...SHARED, collect(SECOND)]);

    expect(sent(trace)).toEqual({ cluster_ss_request: 1, get_a_key: 3, send_a_key: 3, send_no_key: 3, cluster_get_result: 2, cluster_send_result: 4 });
    expect(told(trace)).toEqual(['1004 result 0 a 11', '1008 result 0 b 100', '1010 finished 0']);
    expect(warnings(trace)).toEqual([]);
  });

  it.each(DAYS)('answers a request with what the workers hold, and an unknown key with nothing: %s', (day) => {
    expect(told(run(day, [...SHARED, request(SECOND, 'a'), request(SECOND, 'z')]))).toEqual(['1002 answer 0 11', '1002 answer 1 nothing']);
  });

  it.each(DAYS)('answers a request with an empty result when 1.1 minutes are over, and cleans nothing up: %s', (day) => {
    const trace = run(day, [...SHARED, request(0, 'a')], { faults: [{ fault: 'loss', worker: 2, toward: 'manager', nth: 1 }] });

    expect(told(trace)).toEqual(['66000 answer 0 nothing']);
    expect(warnings(trace)).toEqual(['66 s: request 0 took longer than 1 minute and was automatically cancelled: s, a']);
    // Then it expires.
    expect(containers(trace)).toEqual([]);
    expect(sweepsIn(trace)).toBe(1);
  });

  it.each(DAYS)('never answers where no worker is there, and at once where it is a request: %s', (day) => {
    const trace = run(day, [collect(0), request(0, 'a')], { workers: 0 });

    expect(told(trace)).toEqual(['0 answer 0 nothing']);
    expect(containers(trace)).toEqual([]);
  });
});

describe('a worker\'s snapshot', () => {
  it('stays for ever in the first version, and then for a minute', () => {
    const ofDay = (day: string): Trace => run(day, [collect(0)]);

    expect([containers(ofDay('2013-08-02')), containers(ofDay('2013-08-03'))]).toEqual([['1 sending_results 1', '2 sending_results 1'], []]);
  });

  it('is fetched after more than a minute where nobody else waits, and is gone where all have waited', () => {
    // Sweeps at 60 and 70 s. The keys live on with each look at them, the first worker's snapshot was looked at when asked for a name.
    const faults: Fault[] = [{ fault: 'pause', node: 2, from: 0, until: 66 * SECOND }];
    const workload = [...SHARED, collect(10)];

    expect(told(run('2016-07-31', workload, { faults, sweeps: [7 * SECOND, 7 * SECOND, 7 * SECOND] }))).toEqual(['66003 result 0 a 11', '66007 result 0 b 100', '66009 finished 0']);
    // As recorded: as if all were well, without what a worker held that had waited in time.
    expect(told(run('2016-07-31', workload, { faults, sweeps: [7 * SECOND, 3 * SECOND, 7 * SECOND] }))).toEqual(['66003 result 0 a 10', '66007 result 0 b 100', '66009 finished 0']);
    // The list of keys is gone: a warning, then another, and the epoch of all workers is lost.
    const lost = run('2016-07-31', workload, { faults, sweeps: [3 * SECOND, 7 * SECOND, 7 * SECOND] });
    expect(told(lost)).toEqual([]);
    expect(warnings(lost)).toEqual(['63 s: the key request for uid 0 took longer than 1 minute and was automatically cancelled', '66.001 s: a key for uid 0, which is not known: s, a']);
  });
});

describe('a collection of more than a minute', () => {
  // A name and a key take two seconds.
  const workload = [...Array.from({ length: 40 }, (_, i) => observe(0, 1, `k${i}`)), collect(0)];
  const faults: Fault[] = [{ fault: 'slow-node', node: 1, service: SECOND, from: 0, until: 1_000 * SECOND }];

  const of34 = (...more: string[]): string[] => [...new Array<string>(34).fill('result'), ...more];
  const CANCELLED = '70 s: the key request for uid 0 took longer than 1 minute and was automatically cancelled';

  it.each<[string, string[]]>([
    ['2013-08-03', []],
    ['2013-08-21', []],
    ['2013-08-26', [CANCELLED, '70.138 s: a key for uid 0, which is not known: s, k34']],
  ])('is cut short where its list of keys lives from its making on: %s', (day, warned) => {
    const trace = run(day, workload, { faults, sweeps: [0, SECOND, SECOND] });

    expect(trace.reports.map(({ kind }) => kind)).toEqual(of34());
    expect(warnings(trace)).toEqual(warned);
  });

  it.each<[string, string[], string[]]>([
    ['2013-08-03', [], []],
    // No list is taken for an empty one.
    ['2013-08-21', ['finished'], []],
    ['2013-08-26', ['finished'], [CANCELLED]],
  ])('is over where the worker, too, has let go of it: %s', (day, more, warned) => {
    const trace = run(day, workload, { faults });

    expect(trace.reports.map(({ kind }) => kind)).toEqual(of34(...more));
    expect(warnings(trace)).toEqual(warned);
  });

  it('takes as long as it takes since the list lives on with each look at it', () => {
    const trace = run('2014-03-31', workload, { faults });

    expect(trace.reports.map(({ kind }) => kind)).toEqual([...new Array<string>(40).fill('result'), 'finished']);
    expect(warnings(trace)).toEqual([]);
  });
});

describe('a worker that is gone after the others have answered', () => {
  const workload = [...SHARED, collect(SECOND)];
  const goneAt = (at: number): Around => ({ faults: [{ fault: 'crash', worker: 1, at, noticed: 5 * SECOND }] });

  it.each(DAYS)('is waited for where it owes a name, since the counter is looked at by a reply alone: %s', (day) => {
    expect(told(run(day, workload, goneAt(SECOND + 500)))).toEqual([]);
  });

  it.each<[string, string[]]>([
    ['2013-08-02', ['6002.5 result 0 a 10', '6006.5 result 0 b 100', '6008.5 finished 0']],
    ['2013-08-21', ['6002.5 result 0 a 10', '6006.5 result 0 b 100', '6008.5 finished 0']],
    ['2013-08-26', []],
    ['2026-01-31', []],
  ])('is noticed by `when` where it owes its part of a key: %s', (day, reports) => {
    expect(told(run(day, workload, goneAt(SECOND + 2_500)))).toEqual(reports);
  });

  it.each<[string, string]>([
    ['2016-07-31', '5000.5 answer 0 10'],
    // By then nothing looks again, until time runs out.
    ['2023-05-31', '66000 answer 0 nothing'],
  ])('is noticed by a request, for as long as the count of workers was a variable: %s', (day, answer) => {
    expect(told(run(day, [...SHARED, request(0, 'a')], goneAt(500)))).toEqual([answer]);
  });
});

describe('a worker that comes while an epoch is collected', () => {
  it('names a key of its open table in the first version, which nobody then has, and so on for a minute', () => {
    const workload = [observe(0, 1, 'a'), observe(0, 1, 'c'), observe(SECOND + 3_000, 2, 'b'), collect(SECOND)];
    const trace = run('2013-08-02', workload, { faults: [{ fault: 'join', worker: 2, at: SECOND + 1_500 }] });

    expect(trace.ending.kind).toBe('step-bound');
    expect(told(trace)).toEqual(['1004 result 0 a 1', '1008 result 0 c 1']);
    expect(trace.typeName(trace.order[trace.steps - 1] as number)).toMatch(/get_a_key|send_a_key|send_no_key|cluster_get_result|cluster_send_result/);
  });
});

describe('limits', () => {
  const twoEpochs = [observe(0, 1, 'a', 60), collect(2 * SECOND), observe(100 * SECOND, 1, 'a', 60), collect(102 * SECOND)];

  it.each<[string, string[]]>([
    // Nobody waits for the looks, and the manager never forgets.
    ['2013-08-02', ['2004 crossing a 60']],
    ['2013-08-03', ['3 crossing a 60']],
    ['2013-08-21', ['3 crossing a 60', '100003 crossing a 60']],
    ['2016-07-31', ['3 crossing a 60', '100003 crossing a 60']],
  ])('are told at a look, and again in the next epoch, but for the first versions: %s', (day, crossings) => {
    expect(told(run(day, twoEpochs, { at: 50 })).filter((line) => line.includes('crossing'))).toEqual(crossings);
  });

  it.each([
    ['2014-04-30', 11],
    // Those that are over no longer count.
    ['2016-07-31', 20],
  ])('are looked at for 11 keys at the most, of which the first versions never strike any off: %s', (day, looks) => {
    const workload = Array.from({ length: 20 }, (_, i) => observe(i * SECOND, 1, `k${i}`, 10));

    expect(sent(run(day, workload, { at: 50 }))['cluster_get_result']).toBe(looks);
  });

  it.each<[string, number]>([
    ['2014-04-30', 2],
    ['2016-07-31', 1],
  ])('are looked at once a minute for a key that many ask for, where the manager remembers: %s', (day, looks) => {
    expect(sent(run(day, [observe(0, 1, 'a', 10), observe(0, 2, 'a', 10)], { at: 50 }))).toMatchObject({ cluster_key_intermediate_response: 2, cluster_get_result: looks });
  });

  it('are asked about anew where nobody would have asked for a minute, in the week in which that counted, and else a minute after the last time', () => {
    // From the sixth on it is a fifth of the limit.
    const often = Array.from({ length: 20 }, (_, i) => observe(i * 10 * SECOND, 1, 'a', 10));
    const asks = (day: string): number | undefined => sent(run(day, often, { at: 300 }))['cluster_key_intermediate_response'];

    expect([asks('2014-03-31'), asks('2014-04-30')]).toEqual([1, 2]);
  });
});
