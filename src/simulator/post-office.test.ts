import { describe, expect, it } from 'vitest';
import { replay } from '../explorers/replay.ts';
import type { Case, Transport } from '../model/case.ts';
import type { Trace } from '../model/trace.ts';
import type { Env } from '../protocol/env.ts';
import type { Protocol } from '../protocol/protocol.ts';
import { SILENT } from '../protocol/silent.test-double.ts';
import { copyObject } from './clone.ts';
import { PostOffice } from './post-office.ts';
import { simulate } from './simulate.ts';

describe('PostOffice', () => {
  it('isolates each receiver from the sender and from the others under serialize', () => {
    const { got, kept } = exchange('serialize');

    expect(got.map((body) => [...body.list])).toEqual([[1, 'from 1'], [1, 'from 2']]);
    expect(got[0]?.list).not.toBe(got[1]?.list);
    expect(kept).toEqual([1, 'changed after sending']);
  });

  it('hands over the very object under reference', () => {
    const { got, kept, trace } = exchange('reference');

    expect(got.map((body) => body.list)).toEqual([kept, kept]);
    expect(got[0]?.list).toBe(kept);
    expect(got[1]?.list).toBe(kept);
    expect(kept).toEqual([1, 'changed after sending', 'from 1', 'from 2']);
    expect(staleEvents(trace)).toEqual(['ping', 'ping']);
  });

  it('isolates a sender\'s first message to each receiver under cached', () => {
    const { got, kept, trace } = exchange('cached');

    expect(got.map((body) => [...body.list])).toEqual([[1, 'from 1'], [1, 'from 2']]);
    expect(kept).toEqual([1, 'changed after sending']);
    expect(staleEvents(trace)).toEqual([]);
  });

  it('has each pair of sender and receiver remember by itself what it sent under cached', () => {
    const office = new PostOffice();
    office.reset('cached');
    const list = [1];

    const first = office.carry({ list }, copyObject, 1) as { list: number[] };
    const toAnother = office.carry({ list }, copyObject, 2) as { list: number[] };
    const again = office.carry({ list }, copyObject, 1) as { list: number[] };

    expect(again.list).toBe(first.list);
    expect(toAnother.list).not.toBe(first.list);
  });

  it('forgets what it sent when another case begins', () => {
    const office = new PostOffice();
    office.reset('cached');
    const list = [1];
    const first = office.carry({ list }, copyObject, 1) as { list: number[] };

    office.reset('cached');

    expect((office.carry({ list }, copyObject, 1) as { list: number[] }).list).not.toBe(first.list);
  });

  it('says of serialize alone that each receiver gets a clone of its own', () => {
    const isolates = (transport: Transport): boolean => {
      const office = new PostOffice();
      office.reset(transport);
      return office.isolates;
    };

    expect([isolates('serialize'), isolates('reference'), isolates('cached')]).toEqual([true, false, false]);
  });

  it('shows that a nested change did not arrive under cached', () => {
    const results: unknown[] = [];
    const nested = { total: { sum: 1 } };
    const twice = protocol((env) => {
      env.send(1, 'ping', nested);
      nested.total.sum = 2;
      env.send(1, 'ping', nested);
    }, (body) => results.push(structuredClone(body)));
    const deep = { outer: { total: nested.total } };
    const deeper = protocol((env) => {
      nested.total.sum = 1;
      env.send(1, 'ping', deep);
      nested.total.sum = 2;
      env.send(1, 'ping', deep);
    }, (body) => results.push(structuredClone(body)));

    const shallow = simulate(caseOf('cached'), twice, replay([]));
    expect(results.splice(0)).toEqual([{ total: { sum: 1 } }, { total: { sum: 2 } }]);
    expect(staleEvents(shallow)).toEqual([]);

    const stale = simulate(caseOf('cached'), deeper, replay([]));
    expect(results).toEqual([{ outer: { total: { sum: 1 } } }, { outer: { total: { sum: 1 } } }]);
    expect(staleEvents(stale)).toEqual(['ping']);
  });
});

type NodeEnv = Env<{ [type: string]: object }>;
type Body = { list: unknown[] };

/** The manager broadcasts a list and then adds to its own; each worker adds to the list that it gets. */
function exchange(transport: Transport): { got: Body[]; kept: unknown[]; trace: Trace } {
  const kept: unknown[] = [1];
  const got: Body[] = [];
  const sharing = protocol((env) => {
    env.broadcast('ping', { list: kept });
    kept.push('changed after sending');
  }, (body, env) => {
    (body as Body).list.push(`from ${env.node}`);
    got.push(body as Body);
  });
  const trace = simulate(caseOf(transport), sharing, replay([]));
  return { got, kept, trace };
}

function protocol(collect: (env: NodeEnv) => void, ping: (body: unknown, env: NodeEnv) => void): Protocol {
  return {
    ...SILENT,
    manager: { initial: () => ({}), lasting: [], on: { collect: (_, __, env) => collect(env), requestKey: () => {} } },
    worker: { initial: () => ({}), lasting: [], on: { observe: () => {}, ping: (_: unknown, body: unknown, env: NodeEnv) => ping(body, env) } },
  };
}

function caseOf(transport: Transport): Case {
  return {
    version: 1,
    protocol: 'toy',
    options: {},
    seed: 0,
    cluster: { workers: [{ salt: 1, order: 0 }, { salt: 2, order: 0 }], order: 0, latency: { min: 100, max: 100 } },
    transport,
    sumstats: [{ name: 's', reducers: [{ stream: 'x', apply: ['SUM'] }] }],
    values: 'given',
    workload: [{ at: 0, do: 'collect', sumstat: 's' }],
    faults: [],
    window: 1_000_000,
    schedule: [],
  };
}

/** The types of events that were read as something else than what was sent. */
function staleEvents(trace: Trace): string[] {
  return trace.stale.map(({ event }) => trace.typeName(event));
}
