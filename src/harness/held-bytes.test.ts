import { describe, expect, it } from 'vitest';
import { protocolNamed } from '../adapters/registry.ts';
import type { Observe } from '../model/workload.ts';
import type { Protocol } from '../protocol/protocol.ts';
import { defineProtocol } from '../protocol/protocol.ts';
import { encodedSize } from './encoded-size.ts';
import { heldBytes } from './held-bytes.ts';
import { costCase, STREAM } from './workloads.ts';

const seen = (worker: number, key: string): Observe => ({ at: 0, do: 'observe', worker, stream: STREAM, key, value: 1 });

interface Hoard {
  held: string[];
}
type Messages = { give: Record<never, never>; one: { text: string } };

/** Its manager holds what its worker sends: one text, then two, then, having let go of all, two that are longer. */
const hoard: Protocol = defineProtocol<Hoard, Record<never, never>, Messages>({
  name: 'hoard',
  summary: '',
  source: '',
  standing: 'ideal',
  options: {},
  copySites: [],
  manager: {
    initial: () => ({ held: [] }),
    lasting: ['held'],
    footprint: ({ held }) => held.length,
    on: {
      collect: (_, __, env) => env.broadcast('give', {}),
      requestKey: () => {},
      one(state, { text }) {
        state.held = state.held.length === 2 ? [text] : [...state.held, text];
      },
    },
  },
  worker: {
    initial: () => ({}),
    lasting: [],
    on: {
      observe: () => {},
      give: (_, __, env) => ['a', 'b', 'long', 'longer'].forEach((text) => env.send(0, 'one', { text })),
    },
  },
  claims: { tolerates: { slowNodeBelow: Infinity, faults: [] }, requestTimeout: Infinity, messages: () => ({}) },
});

describe('heldBytes', () => {
  it('sizes all that the manager held when it first held the most', () => {
    const c = costCase('hoard', [seen(1, 'a')], 1, 0, 1);

    expect(heldBytes(c, hoard, 2)).toBe(encodedSize({ held: ['a', 'b'] }));
    expect(heldBytes(c, hoard, 1)).toBe(encodedSize({ held: ['a'] }));
  });

  it('grows with each key that a push holds, and not with keys that polling has let go', () => {
    const of = (protocol: string, keys: readonly string[], peak: number): number => heldBytes(costCase(protocol, keys.map((key) => seen(1, key)), 1, 0, 1), protocolNamed(protocol), peak);
    const three = of('key-stream', ['a', 'b', 'c'], 3);
    const four = of('key-stream', ['a', 'b', 'c', 'd'], 4);
    const five = of('key-stream', ['a', 'b', 'c', 'd', 'e'], 5);

    expect(four - three).toBeGreaterThan('"d"'.length);
    expect(five - four).toBe(four - three);
    expect(of('per-key-polling', ['a', 'b', 'c'], 1)).toBe(of('per-key-polling', ['a', 'b', 'c', 'd'], 1));
  });

  it('says nothing of a manager that does not count its results', () => {
    const { footprint: _, ...manager } = hoard.manager;

    expect(heldBytes(costCase('hoard', [], 1, 0, 1), { ...hoard, manager }, -1)).toBe(-1);
  });
});
