/**
 * Some protocols tell what depends on who was faster: floating-point sums round by the order of merging. A merge in the order of
 * keys does not: the same observations come out in the same order and to the same last bit, however messages travelled.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { protocolNamed } from '../src/adapters/registry.ts';
import { runCase } from '../src/harness/run-case.ts';
import type { Case } from '../src/model/case.ts';
import { canonicalBytes } from '../src/model/key.ts';
import type { Result } from '../src/model/result.ts';
import type { Observe } from '../src/model/workload.ts';

const WORKERS = 4;

/** Sizes so far apart that a small one is lost in a sum with a large one, unless that is taken away before. */
const VALUES = [0.1, 0.2, 0.3, 1, 1 / 3, 1e16, -1e16, 1e-3, 1e9 + 0.25, -2.5];
const KEYS = ['a', 'b', 'é', '\uff5e', '\u{1f600}', 'host=9.0.0.1', 'host=10.0.0.1', 'host=10.0.0.1, str=ssh', 'host=2001:db8::1'];

const observations: fc.Arbitrary<Observe[]> = fc.array(
  fc.record({ at: fc.constant(0), do: fc.constant('observe' as const), worker: fc.integer({ min: 1, max: WORKERS }), stream: fc.constant('x'), key: fc.constantFrom(...KEYS), value: fc.constantFrom(...VALUES) }),
  { maxLength: 40 },
);

/** What must not matter; the seed draws latencies, and nothing else as long as nobody samples. */
const circumstances: fc.Arbitrary<Partial<Case>> = fc.record({
  seed: fc.nat({ max: 0xffff }),
  options: fc.record({ credit: fc.constantFrom(1, 2, 3, 8) }),
  schedule: fc.array(fc.nat({ max: 5 }), { maxLength: 60 }),
  transport: fc.constantFrom('serialize', 'reference', 'cached'),
  cluster: fc.record({
    workers: fc.tuple(...Array.from({ length: WORKERS }, (_, i) => fc.record({ salt: fc.constant(i + 1), order: fc.nat({ max: 9 }) }))),
    order: fc.constant(0),
    latency: fc.record({ min: fc.constantFrom(0, 1_000), max: fc.constantFrom(1_000, 20_000, 400_000) }),
  }),
  faults: fc.array(
    fc.oneof(
      fc.record({ fault: fc.constant('slow-node' as const), node: fc.nat({ max: WORKERS }), service: fc.constantFrom(50, 20_000, 90_000_000), from: fc.constant(0), until: fc.constant(2 ** 40) }),
      fc.record({ fault: fc.constant('reorder-link' as const), worker: fc.integer({ min: 1, max: WORKERS }), toward: fc.constantFrom('manager' as const, 'worker' as const) }),
    ),
    { maxLength: 3 },
  ),
});

/** All is observed at once, and long before the epoch ends. */
function caseOf(protocol: string, seen: readonly Observe[], around: Partial<Case>): Case {
  return {
    version: 1,
    protocol,
    options: {},
    seed: 1,
    cluster: { workers: Array.from({ length: WORKERS }, (_, i) => ({ salt: i + 1, order: 0 })), order: 0, latency: { min: 1_000, max: 1_000 } },
    transport: 'serialize',
    sumstats: [{ name: 's', reducers: [{ stream: 'x', apply: ['SUM', 'AVERAGE', 'VARIANCE', 'LAST', 'TOPK', 'HLL_UNIQUE'], lastElements: 3, topkSize: 2 }] }],
    values: 'given',
    workload: [...seen, { at: 5_000_000, do: 'collect', sumstat: 's' }],
    faults: [],
    window: 1_000_000,
    schedule: [],
    ...around,
  };
}

function told(c: Case): [key: string, result: Result | null][] {
  const { trace, verdict } = runCase(c, protocolNamed(c.protocol));
  expect(verdict).toEqual({ kind: 'held' });
  return trace.reports.flatMap(({ kind, key, result }) => (kind === 'result' ? [[key, result]] : []));
}

describe.each(['sorted-merge', 'ledger'])('the merge in the order of keys, by %s', (protocol) => {
  it('tells the same keys in the same order, to the last bit, however messages travelled', () => {
    fc.assert(
      fc.property(observations, fc.array(circumstances, { minLength: 1, maxLength: 4 }), (seen, many) => {
        const calm = told(caseOf(protocol, seen, {}));

        // toStrictEqual compares numbers as Object.is does, which tells all doubles apart.
        for (const around of many) expect(told(caseOf(protocol, seen, around))).toStrictEqual(calm);
      }),
      { seed: 7, numRuns: 200 },
    );
  });

  it('tells keys in ascending order, each once', () => {
    fc.assert(
      fc.property(observations, circumstances, (seen, around) => {
        const ranks = told(caseOf(protocol, seen, around)).map(([key]) => canonicalBytes(key));

        expect(ranks).toEqual([...new Set(seen.map(({ key }) => canonicalBytes(key)))].sort());
      }),
      { seed: 8, numRuns: 100 },
    );
  });
});

describe('the sum of 1e16, 1 and -1e16', () => {
  const seen = [1e16, 1, -1e16].map((value, i): Observe => ({ at: 0, do: 'observe', worker: i + 1, stream: 'x', key: 'a', value }));
  const sumsOf = (protocol: string): Set<number | undefined> => {
    const drawn = fc.sample(circumstances, { seed: 9, numRuns: 100 }).map((around) => ({ ...around, options: {}, faults: [] }));
    return new Set(drawn.map((around) => told(caseOf(protocol, seen, around))[0]?.[1]?.['x']?.sum));
  };

  it.each([
    ['per-key-polling', [0, 1]],
    ['key-stream', [0, 1]],
    ['sharded', [0, 1]],
    ['sorted-merge', [0]],
    ['ledger', [0]],
  ])('by %s is one of %j, as messages travel', (protocol, sums) => {
    expect([...sumsOf(protocol)].sort()).toEqual(sums);
  });
});
