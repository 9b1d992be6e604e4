import { describe, expect, it } from 'vitest';
import { replay } from '../explorers/replay.ts';
import type { Case } from '../model/case.ts';
import { describeEvent } from '../model/describe.ts';
import type { Fault } from '../model/faults.ts';
import type { Trace } from '../model/trace.ts';
import { SWEEP } from '../model/trace.ts';
import type { WorkloadEvent } from '../model/workload.ts';
import type { Env } from '../protocol/env.ts';
import type { Expiry } from '../protocol/expiring-table.ts';
import { ExpiringTable } from '../protocol/expiring-table.ts';
import type { Expiring, Protocol } from '../protocol/protocol.ts';
import { SILENT } from '../protocol/silent.test-double.ts';
import { simulate } from './simulate.ts';
import { TOY_CASE } from './toy-case.test-double.ts';

const SECOND = 1_000_000;
const MINUTE = 60 * SECOND;

interface State {
  readonly keys: ExpiringTable<string, number>;
  readonly other: ExpiringTable<string, number>;
}

type Expire = Expiring<State, Env<{ ping: { readonly key: string } }>>['expire'];

/** Workers keep what they observe by key for a minute since it was made, and what is asked for is looked up on the way. */
function keeping({ expire, expiry = { since: 'create', after: MINUTE } }: { expire?: Expire; expiry?: Expiry } = {}): Protocol {
  const keeper = {
    initial: (): State => ({ keys: new ExpiringTable(expiry), other: new ExpiringTable({ since: 'create', after: 5 * SECOND }) }),
    lasting: [],
    expiring: [{ table: 'keys' as const, ...(expire === undefined ? {} : { expire }) }, { table: 'other' as const }],
  };
  return {
    ...SILENT,
    manager: { initial: () => ({}), lasting: [], on: { collect: (_, __, env) => env.broadcast('ping', { key: 'k' }), requestKey: () => {} } },
    worker: {
      ...keeper,
      on: {
        observe: (state: State, { stream, key, value }, env) => (stream === 'x' ? state.keys : state.other).set(key, value as number, env.now),
        ping: (state: State, { key }: { key: string }, env) => env.warn(`${key} is ${state.keys.get(key, env.now) ?? 'gone'}`),
      },
    },
  };
}

const observe = (at: number, key = 'k', stream = 'x'): WorkloadEvent => ({ at, do: 'observe', worker: 1, stream, key, value: 1 });
const ask = (at: number): WorkloadEvent => ({ at, do: 'collect', sumstat: 's' });
const asked = (...at: number[]): WorkloadEvent[] => [observe(0), ...at.map(ask)];

interface Around {
  readonly protocol?: Protocol;
  readonly sweep?: number;
  readonly faults?: readonly Fault[];
  readonly schedule?: readonly number[];
}

function run(workload: readonly WorkloadEvent[], { protocol = keeping(), sweep, faults = [], schedule = [] }: Around = {}): Trace {
  const [first, second] = TOY_CASE.cluster.workers;
  if (first === undefined || second === undefined) throw new Error('the toy has two workers');
  const sumstats: Case['sumstats'] = [{ name: 's', reducers: [{ stream: 'x', apply: ['SUM'] }, { stream: 'y', apply: ['SUM'] }] }];
  return simulate({ ...TOY_CASE, sumstats, workload, faults, cluster: { ...TOY_CASE.cluster, workers: [{ ...first, sweep }, second] } }, protocol, replay(schedule));
}

const sweeps = (trace: Trace): string[] =>
  Array.from(trace.order.subarray(0, trace.steps)).flatMap((event) => (trace.type[event] === SWEEP ? [`${trace.handledAt[event]} ${describeEvent(trace, event)}`] : []));
const told = (trace: Trace): string[] => trace.warnings.map(({ event, text }) => `${trace.handledAt[event]} ${text}`);
/** What worker-1 said of the key when it was asked. */
const answers = (trace: Trace): string[] => trace.warnings.filter(({ event }) => trace.to[event] === 1).map(({ text }) => text);

describe('a node with expiring tables', () => {
  it('sweeps every ten seconds, and only what had its time before', () => {
    // A minute after its making is a sweep's own time: the entry goes with the next one.
    expect(sweeps(run([observe(0)]))).toEqual(['70000000 worker-1: sweep {due: ["keys"]}']);
    expect(sweeps(run([observe(1)]))).toEqual(['70000000 worker-1: sweep {due: ["keys"]}']);
    expect(sweeps(run([observe(9_999_999)]))).toEqual(['70000000 worker-1: sweep {due: ["keys"]}']);
    expect(sweeps(run([observe(10_000_000)]))).toEqual(['80000000 worker-1: sweep {due: ["keys"]}']);
  });

  it('sweeps at its own phase', () => {
    expect(sweeps(run([observe(0)], { sweep: 1 }))).toEqual(['60000001 worker-1: sweep {due: ["keys"]}']);
    expect(sweeps(run([observe(2_500_000)], { sweep: 2_500_000 }))).toEqual(['72500000 worker-1: sweep {due: ["keys"]}']);
    expect(sweeps(run([observe(2_499_999)], { sweep: 2_500_000 }))).toEqual(['62500000 worker-1: sweep {due: ["keys"]}']);
  });

  it('has an entry until it is swept, and not after', () => {
    expect(answers(run(asked(69_999_899)))).toEqual(['k is 1']);
    // The sweep comes before a message that arrives in the same microsecond.
    expect(answers(run(asked(69_999_900)))).toEqual(['k is gone']);
  });

  it('ends a run when all has gone, at the time of the last sweep', () => {
    const trace = run([observe(0), observe(25 * SECOND, 'l')]);

    expect(sweeps(trace)).toEqual(['70000000 worker-1: sweep {due: ["keys"]}', '90000000 worker-1: sweep {due: ["keys"]}']);
    expect([trace.ending, trace.containers]).toEqual([{ kind: 'quiescent' }, []]);
  });

  it('does nothing at all where its tables are empty, so that a run is not longer for it', () => {
    const trace = run([ask(0)]);

    expect([trace.steps, sweeps(trace)]).toEqual([3, []]);
  });

  it('sweeps the tables of short lives while those of long ones wait', () => {
    const trace = run([observe(0), observe(0, 'l', 'y'), observe(7 * SECOND, 'm', 'y'), observe(33 * SECOND, 'n', 'y')]);

    expect(sweeps(trace)).toEqual([
      '10000000 worker-1: sweep {due: ["other"]}',
      '20000000 worker-1: sweep {due: ["other"]}',
      '40000000 worker-1: sweep {due: ["other"]}',
      '70000000 worker-1: sweep {due: ["keys"]}',
    ]);
  });

  it('does not sweep for what was looked at in the meantime', () => {
    const protocol = keeping({ expiry: { since: 'read', after: MINUTE } });

    expect(sweeps(run(asked(45 * SECOND), { protocol }))).toEqual(['110000000 worker-1: sweep {due: ["keys"]}']);
    expect(sweeps(run(asked(45 * SECOND)))).toEqual(['70000000 worker-1: sweep {due: ["keys"]}']);
  });

  it('tells of each entry before it goes, in the turn of the node that sweeps', () => {
    const expire: Expire = (state, key: string, env) => env.warn(`worker-${env.node} loses ${key}, still among ${state.keys.size}`);

    expect(told(run([observe(0), observe(0, 'l')], { protocol: keeping({ expire }) }))).toEqual(['70000000 worker-1 loses k, still among 2', '70000000 worker-1 loses l, still among 1']);
  });

  it('lets an entry live on for as long as it is told to', () => {
    let asks = 0;
    const protocol = keeping({ expire: () => (asks++ === 0 ? 12 * SECOND : 0) });

    const trace = run([observe(0)], { protocol });

    // At 70 s for 12 s more.
    expect(sweeps(trace)).toEqual(['70000000 worker-1: sweep {due: ["keys"]}', '90000000 worker-1: sweep {due: ["keys"]}']);
    expect(trace.containers).toEqual([]);
  });

  it('is told of what it puts into a table as it sweeps', () => {
    const expire: Expire = (state, key: string, env) => {
      if (key === 'k') state.keys.set('l', 2, env.now);
    };

    expect(sweeps(run([observe(0)], { protocol: keeping({ expire }) }))).toEqual(['70000000 worker-1: sweep {due: ["keys"]}', '140000000 worker-1: sweep {due: ["keys"]}']);
  });

  it('keeps what lives for ever, which is then left over', () => {
    const trace = run([observe(0)], { protocol: keeping({ expiry: { since: 'create', after: Infinity } }) });

    expect([sweeps(trace), trace.containers]).toEqual([[], [{ node: 1, name: 'keys', before: 0, after: 1 }]]);
  });

  it('is on nobody\'s behalf', () => {
    const trace = run(asked(0));
    const sweep = trace.order[trace.steps - 1] as number;

    expect([trace.typeName(sweep), trace.root[sweep], trace.cause[sweep]]).toEqual(['sweep', sweep, -1]);
  });

  it('sweeps late where it was stopped, before what waited for it', () => {
    const trace = run([observe(0), observe(75 * SECOND, 'l')], { faults: [{ fault: 'pause', node: 1, from: 65 * SECOND, until: 85 * SECOND }] });

    expect(sweeps(trace)).toEqual(['85000000 worker-1: sweep {due: ["keys"]}', '150000000 worker-1: sweep {due: ["keys"]}']);
  });

  it('may be passed over for what follows within the window, and looks again at what it takes out', () => {
    const protocol = keeping({ expiry: { since: 'read', after: MINUTE } });
    const workload = asked(69_999_950);

    // Both pings are sent; then the sweep is first and worker-1's ping second.
    expect(answers(run(workload, { protocol }))).toEqual(['k is gone']);
    const passed = run(workload, { protocol, schedule: [0, 0, 1] });
    expect(answers(passed)).toEqual(['k is 1']);
    expect(sweeps(passed)).toEqual(['70000050 worker-1: sweep {due: ["keys"]}', '140000000 worker-1: sweep {due: ["keys"]}']);
  });

  it('loses its tables when it ends, and sweeps again when it starts anew', () => {
    const trace = run([observe(0), observe(30 * SECOND, 'l')], { faults: [{ fault: 'crash', worker: 1, at: 10 * SECOND, noticed: SECOND, restart: SECOND }] });

    expect(sweeps(trace)).toEqual(['100000000 worker-1: sweep {due: ["keys"]}']);
  });

  it('gives the same trace for the same case', () => {
    const lines = (): string[] => sweeps(run([observe(0), observe(33 * SECOND, 'l', 'y'), ask(50 * SECOND)], { sweep: 123_456 }));

    expect(lines()).toEqual(lines());
    expect(lines()).toHaveLength(2);
  });
});
