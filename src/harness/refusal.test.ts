import { describe, expect, it } from 'vitest';
import { protocolNamed } from '../adapters/registry.ts';
import type { Observe } from '../model/workload.ts';
import { MOST_MESSAGES, refusalOf, spreadOf } from './refusal.ts';
import { STREAM } from './workloads.ts';

const seen = (worker: number, key: string): Observe => ({ at: 0, do: 'observe', worker, stream: STREAM, key, value: 1 });

describe('spreadOf', () => {
  it('counts a key once on each worker that holds it, however often it was seen', () => {
    expect(spreadOf([seen(1, 'a'), seen(1, 'a'), seen(1, 'b'), seen(3, 'a')], 3)).toEqual({ workers: 3, keys: 2, pairs: 3, keysPerWorker: [2, 0, 1], crossings: 0 });
  });
});

describe('refusalOf', () => {
  const evenly = (workers: number, keys: number): Parameters<typeof refusalOf>[1] => ({ workers, keys, pairs: keys, crossings: 0, keysPerWorker: new Array<number>(workers).fill(Math.ceil(keys / workers)) });

  it('has the claimed figure of what there would be most of', () => {
    expect(refusalOf(protocolNamed('per-key-polling'), evenly(512, 100_000))).toEqual({ protocol: 'per-key-polling', type: 'cluster_send_result', claimed: 51_200_000, most: MOST_MESSAGES });
  });

  it.each(['key-stream', 'batched-push', 'sorted-merge', 'sharded'])('lets those run that can: %s', (protocol) => {
    expect(refusalOf(protocolNamed(protocol), evenly(512, 100_000))).toBeNull();
  });

  it('adds up what is claimed, and takes a range for its least', () => {
    const pushing = protocolNamed('key-stream');
    const claiming = (messages: typeof pushing.claims.messages): typeof pushing => ({ ...pushing, claims: { ...pushing.claims, messages } });

    expect(refusalOf(claiming(() => ({ a: { exactly: MOST_MESSAGES - 1 }, b: { atLeast: 1, atMost: 1e12 } })), evenly(1, 1))).toBeNull();
    expect(refusalOf(claiming(() => ({ a: { exactly: 1 }, b: { atLeast: MOST_MESSAGES, atMost: 1e12 } })), evenly(1, 1))).toMatchObject({ type: 'b', claimed: MOST_MESSAGES });
  });

  it('asks with the options of the run', () => {
    expect(refusalOf(protocolNamed('sharded'), evenly(512, 1), { shards: 4_000 })).toMatchObject({ type: 'shard_done', claimed: 4_000 * 512 });
  });
});
