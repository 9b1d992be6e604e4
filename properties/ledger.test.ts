/** What the ledger is for: it holds under every fault, which no other protocol does, and costs no more than the push. */
import { describe, expect, it } from 'vitest';
import { ledger } from '../src/adapters/ledger/ledger.ts';
import { PROTOCOLS, protocolNamed } from '../src/adapters/registry.ts';
import { DEFAULT_BOUNDS } from '../src/arbitraries/space.ts';
import { caseSpace } from '../src/harness/case-space.ts';
import { caseGenerator } from '../src/harness/generate.ts';
import { hunt } from '../src/harness/hunt.ts';
import { runCase } from '../src/harness/run-case.ts';
import type { Case } from '../src/model/case.ts';
import { MANAGER } from '../src/model/cluster.ts';
import type { ToleratedKind } from '../src/model/faults.ts';
import { canonicalBytes } from '../src/model/key.ts';
import { OBSERVE } from '../src/model/trace.ts';
import type { Protocol } from '../src/protocol/protocol.ts';
import type { Subject } from '../src/protocol/subject.ts';

const SLOW = process.env['ROLLCALL_SLOW'] !== undefined;

/** All kinds but slow nodes, which all tolerate. */
const KINDS: readonly ToleratedKind[] = ledger.claims.tolerates.faults;

/** The protocol in cases with faults of these kinds, whatever it claims. */
function under(protocol: Protocol, faults: readonly ToleratedKind[]): Subject {
  const { name, summary, claims } = protocol;
  return { name, summary, protocol: { ...protocol, claims: { ...claims, tolerates: { ...claims.tolerates, faults } } }, pinned: { faults: [] }, expect: { kind: 'holds' } };
}

describe('the ledger', () => {
  it.each(KINDS)('holds under one kind of fault after another: %s', (kind) => {
    const { failure, inconclusive } = hunt(under(ledger, [kind]), { seed: 21, runs: SLOW ? 20_000 : 200 });

    expect(failure?.signature).toBeUndefined();
    expect(inconclusive.cases).toBe(0);
  });

  it('tells the keys of an epoch in ascending order, whatever goes wrong', () => {
    const generate = caseGenerator({ ...caseSpace(under(ledger, KINDS)), maxKeys: 60 }, 24);
    let pairs = 0;
    for (let i = 0; i < 500; i++) {
      const last = new Map<string, string>();
      for (const { kind, sumstat, epoch, key } of runCase(generate(i), ledger).trace.reports) {
        if (kind !== 'result') continue;
        const [name, rank] = [`${sumstat} ${epoch}`, canonicalBytes(key)];
        const before = last.get(name);
        last.set(name, rank);
        if (before === undefined) continue;
        pairs++;
        expect(before < rank).toBe(true);
      }
    }
    expect(pairs).toBeGreaterThan(500);
  });

  it('holds under all of them together', () => {
    const { failure, inconclusive } = hunt(under(ledger, KINDS), { seed: 22, runs: SLOW ? 100_000 : 1_000 });

    expect(failure?.signature).toBeUndefined();
    expect(inconclusive.cases).toBeLessThanOrEqual(1);
  });
});

describe('any other protocol', () => {
  const others = PROTOCOLS.filter(({ standing, isAlone, name }) => standing === 'ideal' && isAlone !== true && name !== ledger.name);
  const pairs = others.flatMap((protocol) => KINDS.filter((kind) => !protocol.claims.tolerates.faults.includes(kind)).map((kind) => [protocol.name, kind] as const));

  it.each(pairs)('does not hold under a fault that it does not claim to tolerate: %s, %s', (name, kind) => {
    expect(hunt(under(protocolNamed(name), [kind]), { seed: 1, runs: 1_000 }).failure).not.toBeNull();
  });
});

describe('in calm cases, the ledger', () => {
  const cases = calmCases(200);
  const of = (protocol: string, options: Case['options']) => (c: Case): Case => ({ ...c, protocol, options });

  it.each(ledger.options['credit'] as number[])('sends no more messages for the epochs than the push does, with a credit of %i', (credit) => {
    let least = Infinity;
    for (const c of cases) {
      const [push, own] = [of('key-stream', {}), of('ledger', { credit })].map((as) => messagesOfEpochs(as(c))) as [number, number];
      expect(own).toBeLessThanOrEqual(push);
      least = Math.min(least, own / push);
    }
    // Where there is something to gain, it gains.
    expect(least).toBeLessThan(0.8);
  });

  it.each(ledger.options['credit'] as number[])('holds at most as many results as workers times the credit and one, with a credit of %i', (credit) => {
    for (const c of cases) {
      const { trace } = runCase(of('ledger', { credit })({ ...c, workload: c.workload.filter((event) => event.do !== 'request') }), ledger, { measureFootprint: true });
      expect(trace.peakFootprint).toBeLessThanOrEqual(c.cluster.workers.length * credit + 1);
    }
  });
});

/** Quiet cases of one epoch, without faults and without looks at thresholds, some with many keys. */
function calmCases(count: number): Case[] {
  const generate = caseGenerator({ ...caseSpace(under(ledger, [])), slowNodeBelow: 0, thresholds: false, maxWorkers: DEFAULT_BOUNDS.maxWorkers, maxKeys: 60 }, 23);
  const cases: Case[] = [];
  for (let i = 0; cases.length < count; i++) {
    const c = generate(i);
    if (c.values === 'given' && c.workload.filter((event) => event.do === 'collect').length === 1) cases.push(c);
  }
  return cases;
}

/** How many messages are sent beneath collections, a broadcast counted once. */
function messagesOfEpochs(c: Case): number {
  const { trace, verdict } = runCase(c);
  expect(verdict.kind).toBe('held');
  let sent = 0;
  for (let event = c.workload.length; event < trace.length; event++) {
    const root = trace.root[event] as number;
    if (trace.isMessage(event) && trace.group[event] === event && trace.to[root] === MANAGER && trace.type[root] !== OBSERVE && c.workload[root]?.do === 'collect') sent++;
  }
  return sent;
}
