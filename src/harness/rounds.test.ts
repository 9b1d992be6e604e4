import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { protocolNamed } from '../adapters/registry.ts';
import type { Case, Options } from '../model/case.ts';
import type { Observe } from '../model/workload.ts';
import { roundsOf } from './rounds.ts';
import { runCase } from './run-case.ts';
import { costCase, STREAM } from './workloads.ts';

/** @param held by worker, the keys that it holds */
function caseOf(protocol: string, held: readonly (readonly string[])[], options: Options = {}): Case {
  const observations = held.flatMap((keys, i) => keys.map((key): Observe => ({ at: 0, do: 'observe', worker: i + 1, stream: STREAM, key, value: 1 })));
  return { ...costCase(protocol, observations, held.length, 0, 1), options };
}

const rounds = (c: Case): number => roundsOf(runCase(c).trace);

/** Whoever is fast or slow. */
const uneven = (c: Case, seed: number): Case => ({ ...c, seed, cluster: { ...c.cluster, latency: { min: 1, max: 9_999 } } });

const tables = fc.array(fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e')), { minLength: 1, maxLength: 5 });

describe('roundsOf', () => {
  it('counts a barrier once: polling waits for all names, for each key, and for all to say that they have none', () => {
    fc.assert(
      fc.property(tables, fc.nat(), (held, seed) => {
        const { trace } = runCase(uneven(caseOf('per-key-polling', held), seed));
        let questions = 0;
        for (let event = 0; event < trace.length; event++) if (trace.group[event] === event && ['get_a_key', 'cluster_get_result'].includes(trace.typeName(event))) questions++;

        expect(roundsOf(trace)).toBe(questions);
      }),
      { numRuns: 50 },
    );
  });

  it.each(['key-stream', 'batched-push'])('counts no timers: all of a push comes in one round, however many messages that is (%s)', (protocol) => {
    fc.assert(
      fc.property(tables, fc.nat(), (held, seed) => {
        expect(rounds(uneven(caseOf(protocol, held, protocol === 'batched-push' ? { batch: 1 } : {}), seed))).toBe(1);
      }),
      { numRuns: 50 },
    );
  });

  it.each([1, 2, 37])('counts shards that are served one after another, whether there is anything in them or not: %i', (shards) => {
    expect(rounds(caseOf('sharded', [['a', 'b'], []], { shards }))).toBe(shards);
  });

  it.each([
    [1, 5],
    [2, 3],
    [8, 1],
  ])('counts how often a worker alone is asked for more: five keys, %i at a time', (credit, expected) => {
    expect(rounds(caseOf('sorted-merge', [['a', 'b', 'c', 'd', 'e']], { credit }))).toBe(expected);
  });

  it('counts what waits for another worker: two workers whose keys take turns are asked for more in turn', () => {
    const inTurn = [['a', 'c', 'e'], ['b', 'd', 'f']];
    const oneAfterTheOther = [['a', 'b', 'c'], ['d', 'e', 'f']];

    // First "a" and "b". That "b" came lets "a" go, and so "c" be asked for; that lets "b" go, and so on for "d", "e" and "f".
    expect(rounds(caseOf('sorted-merge', inTurn, { credit: 1 }))).toBe(5);
    // First "a" and "d"; then "b", "c", and only then "e" and "f".
    expect(rounds(caseOf('sorted-merge', oneAfterTheOther, { credit: 1 }))).toBe(5);
    expect(rounds(caseOf('key-stream', inTurn))).toBe(1);
  });

  it('never ends where the epoch does not', () => {
    const c = caseOf('per-key-polling~silent-when-empty', [['a'], []]);

    expect(roundsOf(runCase(c, protocolNamed(c.protocol)).trace)).toBe(Infinity);
  });
});
