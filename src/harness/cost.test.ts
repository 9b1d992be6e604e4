import { describe, expect, it } from 'vitest';
import { protocolNamed } from '../adapters/registry.ts';
import type { Observe } from '../model/workload.ts';
import { compareCosts, encodedSize } from './cost.ts';
import { STREAM } from './workloads.ts';

describe('compareCosts', () => {
  const seen = (worker: number, key: string): Observe => ({ at: 0, do: 'observe', worker, stream: STREAM, key, value: 1 });

  it('counts what a run sends, by hand: two workers, a key each, pushed', () => {
    const { rows } = compareCosts({ title: '', observations: [seen(1, 'a'), seen(2, 'b')], workers: 2, service: 10, seed: 1 }, [protocolNamed('key-stream')]);

    // Each 500 us away. Both results and both ends arrive at 1000 us after the collection: the manager needs 10 us for each.
    expect(rows[0]).toMatchObject({
      verdict: 'held',
      why: '',
      sent: { cluster_ss_request: 1, get_some_key_data: 1, cluster_send_result: 2, send_no_more_data: 2 },
      emailCounts: { get_some_key_data: 1, cluster_send_result: 2, send_no_more_data: 2 },
      deliveries: 2 + 2 + 2 + 2,
      managerBusy: 40,
      finishedAfter: 1_040,
      uselessShare: 0,
      peakInbox: 4,
      peakResults: 2,
    });
  });

  it('counts replies without data as useless', () => {
    const { rows } = compareCosts({ title: '', observations: [seen(1, 'a'), seen(2, 'b')], workers: 2, service: 0, seed: 1 }, [protocolNamed('per-key-polling')]);

    // Two names, two closing replies, and for each of two keys a result and an empty reply.
    expect(rows[0]?.uselessShare).toBe(2 / 8);
    expect(rows[0]?.managerBusy).toBe(0);
    // Both workers answer at the same moment: one reply waits for the other even where handling takes no time.
    expect(rows[0]?.peakInbox).toBe(2);
  });

  it('says of a protocol that fails what is wrong, and that it never finished', () => {
    const { rows } = compareCosts({ title: '', observations: [seen(1, 'a')], workers: 2, service: 0, seed: 1 }, [protocolNamed('per-key-polling~silent-when-empty')]);

    expect(rows[0]).toMatchObject({ verdict: 'violated', finishedAfter: Infinity, why: 'epoch 0 of compared was never finished: the manager waits for worker-2' });
  });

  it('tells who comes next', () => {
    const named: string[] = [];

    compareCosts({ title: '', observations: [seen(1, 'a')], workers: 1, service: 0, seed: 1 }, ['key-stream', 'per-key-polling'].map(protocolNamed), (name) => named.push(name));

    expect(named).toEqual(['key-stream', 'per-key-polling']);
  });
});

describe('encodedSize', () => {
  it.each<[object, number]>([
    [{}, 1 + '{}'.length],
    [{ key: 'a' }, 1 + '{"key":"a"}'.length],
    // Two bytes in UTF-8.
    [{ key: 'ä' }, 1 + '{"key":"a"}'.length + 1],
    [{ vals: new Set([1, 2]) }, 1 + '{"vals":[1,2]}'.length],
    [{ table: new Map([['k', 1]]) }, 1 + '{"table":[["k",1]]}'.length],
    [{ result: null, sum: 1 }, 1 + '{"sum":1}'.length],
  ])('of %j', (body, bytes) => {
    expect(encodedSize('t', body)).toBe(bytes);
  });
});
