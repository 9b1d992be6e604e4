import { describe, expect, it } from 'vitest';
import { replay } from '../../explorers/replay.ts';
import type { Fault } from '../../model/faults.ts';
import type { Trace } from '../../model/trace.ts';
import type { WorkloadEvent } from '../../model/workload.ts';
import { simulate } from '../../simulator/simulate.ts';
import { caseOf, collect, HOP, observe, request, SECOND, SHARED } from '../upstream/of-a-day.test-double.ts';
import { realBatches } from './real-batches.ts';

interface Around {
  readonly batch?: number;
  readonly faults?: readonly Fault[];
  readonly at?: number;
  readonly order?: number;
  readonly transport?: 'serialize' | 'cached';
}

/** Two workers, one stream, summed; with a limit where there is one. */
function run(day: string, workload: readonly WorkloadEvent[], { batch, faults = [], at, order = 0, transport = 'serialize' }: Around = {}): Trace {
  const workers = [1, 2].map((salt) => ({ salt, order }));
  const c = caseOf(workload, at, { protocol: 'batched-push', options: batch === undefined ? {} : { batch }, cluster: { workers, order, latency: { min: HOP, max: HOP } }, transport, faults });
  return simulate(c, realBatches(day), replay([]));
}

const told = (trace: Trace): string[] =>
  trace.reports.map(({ kind, at, key, result }) => [at / HOP, kind, ...(key === '' ? [] : [key]), ...(kind === 'finished' ? [] : [result?.['x']?.sum ?? 'nothing'])].join(' '));

/** Messages as they were sent, each broadcast once. */
function sent(trace: Trace, type: string): unknown[] {
  return Array.from({ length: trace.length }, (_, event) => event).flatMap((event) => (trace.isMessage(event) && trace.group[event] === event && trace.typeName(event) === type ? [trace.bodies[event]] : []));
}

const DAYS = ['2013-04-31', '2013-05-02', '2013-05-21', '2013-05-23'];
const many = (worker: number, keys: number): WorkloadEvent[] => Array.from({ length: keys }, (_, i) => observe(0, worker, `w${worker}-${i}`));

describe('batches of every day', () => {
  it.each(DAYS)('push an epoch in a message from each worker, and tell it all at once: %s', (day) => {
    const trace = run(day, [...SHARED, collect(SECOND)]);

    expect(told(trace)).toEqual(['1002 result a 11', '1002 result b 100', '1002 finished']);
    expect([sent(trace, 'cluster_ss_request').length, sent(trace, 'cluster_ss_response').length, sent(trace, 'thresholds_reset').length]).toEqual([1, 2, 0]);
    expect([trace.containers, trace.ending.kind]).toEqual([[], 'quiescent']);
  });

  it.each(DAYS)('hold 50 keys or one, ten milliseconds apart: %s', (day) => {
    const ofBatch = (batch: number): string[] => told(run(day, [...many(1, 120), collect(SECOND)], { batch })).slice(-1);

    expect([sent(run(day, [...many(1, 120), collect(SECOND)]), 'cluster_ss_response').length, ofBatch(50), ofBatch(1)]).toEqual([4, ['1022 finished'], ['2192 finished']]);
  });

  it.each(DAYS)('are shorter where a key shares the place of one that was just taken out, and so more: %s', (day) => {
    const trace = run(day, [...many(1, 120), collect(SECOND)], { order: 7 });
    const sizes = sent(trace, 'cluster_ss_response').map((body) => (body as { data: Map<string, unknown> }).data.size);

    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(120);
    expect(sizes.length).toBeGreaterThan(4);
    expect(trace.reports.filter(({ kind }) => kind === 'result')).toHaveLength(120);
  });

  it.each(DAYS)('answer a request, or after 1.1 minutes with an empty result: %s', (day) => {
    expect(told(run(day, [...SHARED, request(SECOND, 'a'), request(SECOND, 'z')]))).toEqual(['1002 answer 11', '1002 answer nothing']);
    expect(told(run(day, [...SHARED, request(0, 'a')], { faults: [{ fault: 'loss', worker: 2, toward: 'manager', nth: 1 }] }))).toEqual(['66000 answer nothing']);
  });
});

describe('messages', () => {
  it('say from May on whether they end an epoch, batches two days later', () => {
    const bodies = (day: string): unknown[] => {
      const trace = run(day, [observe(0, 1, 'a', 10), collect(SECOND)], { at: 50 });
      return ['cluster_ss_request', 'cluster_ss_response', 'cluster_key_request', 'cluster_key_response'].map((type) => (sent(trace, type)[0] as { cleanup?: boolean }).cleanup);
    };

    expect(DAYS.map(bodies)).toEqual([
      [undefined, undefined, undefined, undefined],
      [undefined, undefined, undefined, undefined],
      [true, undefined, true, true],
      [true, true, true, true],
    ]);
  });

  it('are copies from the second of May on: before, what was sent in answer to a look is what is read at the end of the epoch', () => {
    const workload = [observe(0, 1, 'a', 10), observe(SECOND, 1, 'a', 100), collect(2 * SECOND)];
    const ofDay = (day: string): string[] => told(run(day, workload, { at: 50, transport: 'cached' })).filter((line) => !line.includes('crossing'));

    expect(ofDay('2013-04-31')).toEqual(['2002 result a 10', '2002 finished']);
    expect(ofDay('2013-05-02')).toEqual(['2002 result a 110', '2002 finished']);
  });
});

describe('limits', () => {
  const crossings = (trace: Trace): string[] => told(trace).filter((line) => line.includes('crossing'));

  it('are told at a look, and anew in the next epoch, for which all are told to forget', () => {
    const trace = run('2013-05-23', [observe(0, 1, 'a', 60), collect(SECOND), observe(100 * SECOND, 1, 'a', 60), collect(101 * SECOND)], { at: 50 });

    expect(crossings(trace)).toEqual(['3 crossing a 60', '100003 crossing a 60']);
    expect(sent(trace, 'thresholds_reset')).toEqual([{ sumstat: 's' }, { sumstat: 's' }]);
  });

  it.each(DAYS)('are checked at the end of an epoch for the keys of the last message alone: %s', (day) => {
    // Of the second epoch no look is asked for: the last was less than a minute ago. The last message is that of worker-2.
    const heldBy = (worker: number): string[] => crossings(run(day, [observe(0, worker, 'a', 60), collect(SECOND), observe(2 * SECOND, worker, 'a', 60), collect(3 * SECOND)], { at: 50 }));

    expect([heldBy(1), heldBy(2)]).toEqual([['3 crossing a 60'], ['3 crossing a 60', '3002 crossing a 60']]);
  });

  it('have any number of looks over: they are struck off when they end', () => {
    const workload = Array.from({ length: 20 }, (_, i) => observe(i * SECOND, 1, `k${i}`, 10));

    expect(DAYS.map((day) => sent(run(day, workload, { at: 50 }), 'cluster_key_request').length)).toEqual([20, 20, 20, 20]);
    const atOnce = Array.from({ length: 20 }, (_, i) => observe(0, 1, `k${i}`, 10));
    expect(DAYS.map((day) => sent(run(day, atOnce, { at: 50 }), 'cluster_key_request').length)).toEqual([11, 11, 11, 11]);
  });
});

describe('a collection of more than a minute', () => {
  // The manager takes a second for each of 80 messages.
  const workload = [...many(1, 40), ...many(2, 40), collect(0)];
  const around: Around = { batch: 1, faults: [{ fault: 'slow-node', node: 0, service: SECOND, from: 0, until: 1_000 * SECOND }] };

  it.each([
    ['2013-04-31', 80],
    ['2013-05-02', 80],
    // What had gathered is gone at 70 s. Each batch since is taken for all there is, and the last ends the epoch.
    ['2013-05-21', 1],
    // Those since are gathered.
    ['2013-05-23', 11],
  ])('lives on with each look at it until May, and is then cut short without a word: %s', (day, results) => {
    const trace = run(day, workload, around);

    expect(trace.reports.map(({ kind }) => kind)).toEqual([...new Array<string>(results).fill('result'), 'finished']);
    expect(trace.warnings).toEqual([]);
  });

  it('tells nothing where a batch comes for what has expired in April, and goes on with the next epoch', () => {
    const faults: Fault[] = [{ fault: 'pause', node: 2, from: 0, until: 80 * SECOND }];

    expect(told(run('2013-04-31', [...SHARED, collect(10), collect(100 * SECOND)], { faults }))).toEqual(['100002 finished']);
  });
});
