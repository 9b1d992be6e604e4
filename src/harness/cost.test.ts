import { describe, expect, it } from 'vitest';
import { perKeyPolling } from '../adapters/per-key-polling/per-key-polling.ts';
import { protocolNamed } from '../adapters/registry.ts';
import type { Observe } from '../model/workload.ts';
import type { Protocol } from '../protocol/protocol.ts';
import { compareCosts } from './cost.ts';
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
      rounds: 1,
      finishedAfter: 1_040,
      // Two requests, of which the slow one needs 99 ms for each; its result and its end then come together.
      slowedAfter: 2 * 99_000 + 1_000 + 20,
      uselessShare: 0,
      peakInbox: 4,
      peakResults: 2,
    });
    expect(rows[0]?.peakBytes).toBeGreaterThan(2 * '"begin":0,"end":0,"num":1,"sum":1'.length);
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

  it('says of a protocol that only fails with a slow worker that it fails, and when', () => {
    const impatient: Protocol = { ...perKeyPolling, name: 'impatient', manager: { ...perKeyPolling.manager, on: { ...perKeyPolling.manager.on, send_no_key: inTimeOnly } } };

    const { rows } = compareCosts({ title: '', observations: [seen(1, 'a')], workers: 2, service: 0, seed: 1 }, [impatient]);

    expect(rows[0]).toMatchObject({ verdict: 'violated', finishedAfter: 3_000, slowedAfter: Infinity });
    expect(rows[0]?.why).toMatch(/^with a slow worker: /);
  });

  it('tells who comes next', () => {
    const named: string[] = [];

    compareCosts({ title: '', observations: [seen(1, 'a')], workers: 1, service: 0, seed: 1 }, ['key-stream', 'per-key-polling'].map(protocolNamed), (name) => named.push(name));

    expect(named).toEqual(['key-stream', 'per-key-polling']);
  });

  /** Hears nobody after the first 50 ms. */
  const inTimeOnly: typeof perKeyPolling.manager.on.send_no_key = (state, body, env, from) => {
    if (env.now < 50_000) perKeyPolling.manager.on.send_no_key?.(state, body, env, from);
  };
});
