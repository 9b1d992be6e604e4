import { describe, expect, it } from 'vitest';
import { subjectNamed } from '../adapters/registry.ts';
import type { Case } from '../model/case.ts';
import type { Apart } from '../model/versus.ts';
import { mainSignature } from '../model/verdict.ts';
import { caseSpace } from './case-space.ts';
import { caseGenerator } from './generate.ts';
import { runCase } from './run-case.ts';
import type { VersusOptions } from './versus.ts';
import { versus } from './versus.ts';

function apart(first: string, second: string, options: Partial<VersusOptions> = {}): Apart {
  const { found } = versus(subjectNamed(first), subjectNamed(second), { seed: 1, runs: 300, ...options });
  if (found === null) throw new Error('nothing was found');
  return found;
}

describe('versus', () => {
  it('finds the least case on which one fails and the other holds', () => {
    const found = apart('key-stream~off-by-one', 'key-stream');

    expect(found).toMatchObject({ signature: 'never early: epoch', size: 3, verdicts: [{ kind: 'violated' }, { kind: 'held' }], proof: 'least: size 3, and 1 smaller case ran and held' });
    expect(mainSignature(runCase(found.case).verdict)).toBe('never early: epoch');
    expect(runCase({ ...found.case, protocol: 'key-stream' }).verdict).toEqual({ kind: 'held' });
  });

  it('draws faults that the first does not claim to tolerate where it is told to', () => {
    expect(versus(subjectNamed('key-stream'), subjectNamed('ledger'), { seed: 1, runs: 60 })).toMatchObject({ cases: 60, first: 0, found: null });

    const { case: c, verdicts } = apart('key-stream', 'ledger', { beyond: true });

    expect(c.faults.length).toBe(1);
    expect(verdicts).toMatchObject([{ kind: 'violated' }, { kind: 'held' }]);
  });

  it('runs everything in the order of time, which the cases are not drawn in', () => {
    const twin = subjectNamed('key-stream~ends-first');
    const generate = caseGenerator(caseSpace(twin), 1);
    const violated = (change: Partial<Case>): number => Array.from({ length: 60 }, (_, i) => runCase({ ...generate(i), ...change })).filter(({ verdict }) => verdict.kind === 'violated').length;

    expect(versus(twin, twin, { seed: 1, runs: 60 }).violated).toBe(violated({ schedule: [] }));
    expect(violated({})).not.toBe(violated({ schedule: [] }));
    expect(apart('key-stream~ends-first', 'key-stream').case.schedule).toEqual([]);
  });

  it('finds the least case on which both hold and one costs more', () => {
    const { case: c, messages, verdicts, signature } = apart('per-key-polling', 'key-stream', { costs: true });

    expect(verdicts).toEqual([{ kind: 'held' }, { kind: 'held' }]);
    expect(messages[0]).toBeGreaterThan(messages[1]);
    expect([signature, c.faults]).toEqual([null, []]);
  });

  it('finds nothing where both are one, and counts what came of the cases', () => {
    const twin = subjectNamed('key-stream~no-count');
    const { cases, held, violated, first, second, found } = versus(twin, twin, { seed: 1, runs: 40 });

    expect([cases, first, second, found]).toEqual([40, 0, 0, null]);
    expect(violated).toBeGreaterThan(20);
    expect(held + violated).toBe(40);
    expect(versus(twin, twin, { seed: 1, runs: 10, costs: true }).found).toBeNull();
  });

  it('leaves to each what is pinned to it: a copy left out at one is made at the other', () => {
    const { case: c, verdicts } = apart('key-stream~no-copy-at-request', 'key-stream');

    expect([c.transport, c.faults]).toEqual(['cached', [{ fault: 'missing-copy', site: 'request' }]]);
    expect(verdicts[1]).toEqual({ kind: 'held' });
  });

  it('leaves out options that the other has not', () => {
    expect(versus(subjectNamed('sorted-merge'), subjectNamed('batched-push'), { seed: 1, runs: 30 })).toMatchObject({ held: 30, found: null });
  });

  it.each([
    ['standalone', 'ledger', 'standalone and ledger have no case in common: one of them is no cluster.'],
    ['key-stream~no-copy-at-request', 'per-key-polling@head', 'have no case in common: one is made for cached, the other for serialize.'],
  ])('refuses %s and %s, which no case suits', (first, second, told) => {
    expect(() => apart(first, second)).toThrow(told);
  });
});
