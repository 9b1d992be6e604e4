import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { replay } from '../explorers/replay.ts';
import { runCase } from '../harness/run-case.ts';
import type { Case, Options } from '../model/case.ts';
import type { Trace } from '../model/trace.ts';
import type { Count, EpochFigures } from '../model/cost-claims.ts';
import type { Protocol } from '../protocol/protocol.ts';
import { optionsOf } from '../protocol/protocol.ts';
import { mix } from '../simulator/keyed-draw.ts';
import { simulate } from '../simulator/simulate.ts';
import { batchedPush } from './batched-push/batched-push.ts';
import { keyStream } from './key-stream/key-stream.ts';
import { perKeyPolling } from './per-key-polling/per-key-polling.ts';
import { sharded } from './sharded/sharded.ts';
import { sortedMerge } from './sorted-merge/sorted-merge.ts';

const protocols: readonly [Protocol][] = [[perKeyPolling], [keyStream], [batchedPush], [sortedMerge], [sharded]];

describe('claims.messages', () => {
  it.each(protocols)('holds of $name, whatever worker holds which keys', (protocol: Protocol) => {
    fc.assert(
      fc.property(tables, fc.nat({ max: 3 }), fc.nat(), fc.constantFrom('serialize', 'reference', 'cached'), (held, order, choice, transport) => {
        const c: Case = { ...caseOf(protocol, held, order), transport, options: optionsFor(protocol, choice) };

        const { trace, verdict } = runCase(c, protocol);

        expect(verdict).toEqual({ kind: 'held' });
        const claimed = protocol.claims.messages(figuresOf(held, protocol, c.options));
        const counted = countMessages(trace);
        expect(Object.keys(claimed)).toEqual(expect.arrayContaining(Object.keys(counted)));
        for (const [type, count] of Object.entries(claimed)) expect(fits(counted[type] ?? 0, count), `${counted[type]} ${type}: ${JSON.stringify(count)}`).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it.each(protocols)('is not asked of $name where there is no worker: nothing is sent', (protocol: Protocol) => {
    const { trace, verdict } = runCase(caseOf(protocol, [], 0), protocol);

    expect(verdict).toEqual({ kind: 'held' });
    expect(countMessages(trace)).toEqual({});
  });

  it('is as tight as it can be for polling: both ends of a range are met', () => {
    const roundsOf = (held: readonly string[][]): number | undefined => countMessages(runCase(caseOf(perKeyPolling, held, 0), perKeyPolling).trace)['get_a_key'];

    // Two keys on two workers: both in one round where each names another, one after the other where both name the same.
    expect([roundsOf([['a', 'b'], ['b', 'a']]), roundsOf([['a', 'b'], ['a', 'b']])]).toEqual([2, 3]);
    expect(perKeyPolling.claims.messages({ workers: 2, keys: 2, pairs: 4, keysPerWorker: [2, 2], crossings: 0, options: {} })['get_a_key']).toEqual({ atLeast: 2, atMost: 3 });
  });
});

describe('claims.peakResults', () => {
  const heldAtOnce = (protocol: Protocol, c: Case): number => runCase(c, protocol, { measureFootprint: true }).trace.peakFootprint;

  it.each(protocols)('holds of $name, also where a worker is slow', (protocol: Protocol) => {
    fc.assert(
      fc.property(tables, fc.nat(), fc.nat({ max: 6 }), (held, choice, slow) => {
        const options = optionsFor(protocol, choice);
        const c: Case = { ...caseOf(protocol, held, 0), options, faults: [{ fault: 'slow-node', node: slow, service: 20_000, from: 0, until: 1_000_000 }] };

        expect(heldAtOnce(protocol, c)).toBeLessThanOrEqual(protocol.claims.peakResults?.(figuresOf(held, protocol, options)) ?? -1);
      }),
      { numRuns: 60 },
    );
  });

  it('says what each way out of the e-mail is for: of 400 keys on 4 workers, a slow one among them, the manager holds few', () => {
    const held = Array.from({ length: 4 }, (_, worker) => Array.from({ length: 100 }, (_, i) => `k${4 * i + worker}`));
    const peakOf = (protocol: Protocol, options: Options = {}): number =>
      heldAtOnce(protocol, { ...caseOf(protocol, held, 0), options, faults: [{ fault: 'slow-node', node: 4, service: 20_000, from: 0, until: 1_000_000 }] });

    expect(peakOf(keyStream)).toBe(400);
    // All that the other three were asked for, until the slow one names its first key: then that as well.
    expect([peakOf(sortedMerge, { credit: 1 }), peakOf(sortedMerge, { credit: 8 })]).toEqual([4, 25]);
    expect([peakOf(sharded, { shards: 1 }), peakOf(sharded, { shards: 37 })]).toEqual([400, 15]);
    expect(peakOf(perKeyPolling)).toBe(1);
  });
});

describe("the e-mail's 37-fold saving of memory", () => {
  const addressOf = (drawn: number): string => [24, 16, 8, 0].map((shift) => (drawn >>> shift) & 0xff).join('.');

  /** The most results that 37 shards hold at once, on average over sets of keys that are drawn: names in a row spread more evenly. */
  function meanPeak(keys: number, sets: number): number {
    let sum = 0;
    for (let set = 0; set < sets; set++) {
      const held = [0, 1].map((worker) => Array.from({ length: keys / 2 + worker / 2 }, (_, i) => addressOf(mix(set, 2 * i + worker))));
      sum += simulate(caseOf(sharded, held, 0), sharded, replay([]), { measureFootprint: true }).peakFootprint;
    }
    return sum / sets;
  }

  it('is that of the average shard; the fullest makes it 10-fold with a key for each shard, and 30-fold with a hundred', () => {
    const [few, many] = [meanPeak(37, 200), meanPeak(3_700, 20)];

    // About 3.6 keys and 122, by the distribution of the fullest of 37 shards.
    expect([few > 3.5, few < 3.8, many > 119, many < 126], `${few} and ${many}`).toEqual([true, true, true, true]);
    expect([37 / few, 3_700 / many].map(Math.round)).toEqual([10, 30]);
  });
});

describe('the e-mail\'s cases with 56 workers', () => {
  const same = Array.from({ length: 56 }, () => ['k']);
  const distinct = Array.from({ length: 56 }, (_, i) => [`k${i}`]);

  it.each<[string, Protocol, string[][], { [type: string]: number }, number, number]>([
    [
      'polling one key that all hold', perKeyPolling, same,
      { cluster_ss_request: 1, get_a_key: 2, send_a_key: 56, send_no_key: 56, cluster_get_result: 1, cluster_send_result: 56 }, 172, 392,
    ],
    [
      'polling a key of its own from each', perKeyPolling, distinct,
      { cluster_ss_request: 1, get_a_key: 2, send_a_key: 56, send_no_key: 56, cluster_get_result: 56, cluster_send_result: 3_136 }, 3_307, 6_552,
    ],
    ['pushing one key that all hold in batches', batchedPush, same, { cluster_ss_request: 1, cluster_ss_response: 56 }, 57, 112],
    ['pushing a key of its own from each in batches', batchedPush, distinct, { cluster_ss_request: 1, cluster_ss_response: 56 }, 57, 112],
    ['pushing one key that all hold', keyStream, same, { cluster_ss_request: 1, get_some_key_data: 1, cluster_send_result: 56, send_no_more_data: 56 }, 114, 224],
    ['pushing a key of its own from each', keyStream, distinct, { cluster_ss_request: 1, get_some_key_data: 1, cluster_send_result: 56, send_no_more_data: 56 }, 114, 224],
    ['merging one key that all hold', sortedMerge, same, { merge_start: 1, merge_item: 56 }, 57, 112],
    ['merging a key of its own from each', sortedMerge, distinct, { merge_start: 1, merge_item: 56 }, 57, 112],
    ['37 shards of one key that all hold', sharded, same, { cluster_ss_request: 1, get_shard: 37, cluster_send_result: 56, shard_done: 37 * 56 }, 2_166, 4_256],
    ['37 shards of a key of its own from each', sharded, distinct, { cluster_ss_request: 1, get_shard: 37, cluster_send_result: 56, shard_done: 37 * 56 }, 2_166, 4_256],
  ])('counts the messages of %s', (_, protocol, held, byType, messages, deliveries) => {
    const { trace, verdict } = runCase(caseOf(protocol, held, 0), protocol);

    const counted = countMessages(trace);
    expect(verdict).toEqual({ kind: 'held' });
    expect(counted).toEqual(byType);
    expect(Object.values(counted).reduce((sum, n) => sum + n, 0)).toBe(messages);
    expect(countDeliveries(trace)).toBe(deliveries);
  });

  it.each([50, 1])('takes no more for batches of %i: the last of them says that it is the last', (batch) => {
    const { trace } = runCase({ ...caseOf(batchedPush, distinct, 0), options: { batch } }, batchedPush);

    expect(countMessages(trace)).toEqual({ cluster_ss_request: 1, cluster_ss_response: 56 });
  });
});

/** By worker, the keys that it holds. */
const tables: fc.Arbitrary<string[][]> = fc.array(fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g')), { minLength: 1, maxLength: 6 });

/** One of the values that the protocol gives to try, for each of its options. */
function optionsFor(protocol: Protocol, choice: number): Options {
  return Object.fromEntries(Object.entries(protocol.options).map(([name, values]) => [name, values[choice % values.length] as Options[string]]));
}

function figuresOf(held: readonly (readonly string[])[], protocol: Protocol, options: Options): EpochFigures {
  return {
    workers: held.length,
    keys: new Set(held.flat()).size,
    pairs: held.flat().length,
    keysPerWorker: held.map((keys) => keys.length),
    crossings: 0,
    options: optionsOf(protocol, options),
  };
}

/** All is observed, then one epoch is collected. */
function caseOf(protocol: Protocol, held: readonly (readonly string[])[], order: number): Case {
  const observed = held.flatMap((keys, i) => keys.map((key) => ({ at: 0, do: 'observe' as const, worker: i + 1, stream: 'x', key, value: 1 })));
  return {
    version: 1,
    protocol: protocol.name,
    options: {},
    seed: 1,
    cluster: { workers: held.map((_, i) => ({ salt: i + 1, order: order * (i + 1) })), order, latency: { min: 500, max: 2_500 } },
    transport: 'serialize',
    sumstats: [{ name: 's', reducers: [{ stream: 'x', apply: ['SUM'] }] }],
    values: 'given',
    workload: [...observed, { at: 1, do: 'collect', sumstat: 's' }],
    faults: [],
    window: 1_000_000,
    schedule: [],
  };
}

/** Messages by type, a broadcast counted once. */
function countMessages(trace: Trace): { [type: string]: number } {
  const counted: { [type: string]: number } = {};
  for (let event = 0; event < trace.length; event++) {
    if (!trace.isMessage(event) || trace.group[event] !== event) continue;
    const type = trace.typeName(event);
    counted[type] = (counted[type] ?? 0) + 1;
  }
  return counted;
}

function countDeliveries(trace: Trace): number {
  return Array.from({ length: trace.length }, (_, event) => event).filter((event) => trace.isMessage(event)).length;
}

function fits(counted: number, claimed: Count): boolean {
  return 'exactly' in claimed ? counted === claimed.exactly : claimed.atLeast <= counted && counted <= claimed.atMost;
}
