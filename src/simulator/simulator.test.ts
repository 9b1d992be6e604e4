import { describe, expect, it } from 'vitest';
import { replay } from '../explorers/replay.ts';
import type { Case } from '../model/case.ts';
import { describeEvent } from '../model/describe.ts';
import type { Trace } from '../model/trace.ts';
import type { ManagerEnv } from '../protocol/env.ts';
import type { Protocol } from '../protocol/protocol.ts';
import { SILENT } from '../protocol/silent.test-double.ts';
import { simulate } from './simulate.ts';
import { Simulator } from './simulator.ts';
import { stepBound, timeBound } from './step-bound.ts';
import { TOY_CASE } from './toy-case.test-double.ts';

describe('Simulator', () => {
  it('hands the workload to its nodes at its times', () => {
    const c = world({ workload: [observe(5, 2, 7), collect(9), collect(9), { at: 12, do: 'request', sumstat: 's', key: 'k' }] });

    const trace = simulate(c, toy({}, {}), replay([]));

    expect(story(trace)).toEqual([
      '5 worker-2: observe {stream: "x", key: "k", value: 7}',
      '9 manager: collect {sumstat: "s", epoch: 0}',
      '9 manager: collect {sumstat: "s", epoch: 1}',
      '12 manager: requestKey {request: 0, sumstat: "s", key: "k"}',
    ]);
    expect(trace.ending).toEqual({ kind: 'quiescent' });
  });

  it('gives the same trace again, also on a simulator that ran another case before', () => {
    const simulator = new Simulator();
    const spread = { ...WORLD.cluster, latency: { min: 10, max: 90_000 } };
    const [one, other] = [world({ cluster: spread, seed: 3 }), world({ cluster: spread, seed: 4, transport: 'cached' })];

    const first = story(simulator.run(one, PING, replay([])));
    const second = story(simulator.run(other, PING, replay([2])));
    const again = story(simulator.run(one, PING, replay([])));

    expect(again).toEqual(first);
    expect(second).not.toEqual(first);
  });

  it('draws the same latencies in the first run of a protocol as in the next, also of types that nobody handles', () => {
    const chatty = toy({
      collect: (_, __, env) => {
        for (const type of ['odd-1', 'odd-2', 'odd-3', 'odd-4', 'odd-5']) env.broadcast(type, {});
        for (let n = 0; n < 5; n++) env.broadcast('ping', { n });
      },
    }, { ping: () => {} });
    const c = world({ cluster: { ...WORLD.cluster, latency: { min: 10, max: 90_000 } } });

    const first = story(simulate(c, chatty, replay([])));
    const next = story(simulate(c, chatty, replay([])));

    expect(first).toHaveLength(21);
    expect(next).toEqual(first);
  });

  it('counts a broadcast as one group of as many deliveries as there are workers', () => {
    const trace = simulate(world({}), PING, replay([]));

    const pings = eventsOf(trace, 'ping');
    const pongs = eventsOf(trace, 'pong');
    expect(pings.map((event) => trace.to[event])).toEqual([1, 2]);
    expect(pings.map((event) => trace.group[event])).toEqual([pings[0], pings[0]]);
    expect(pongs.map((event) => trace.group[event])).toEqual(pongs);
  });

  it('records for each event what caused it and which workload event is at its root', () => {
    const trace = simulate(world({ workload: [collect(0), collect(50)] }), PING, replay([]));

    const [ping] = eventsOf(trace, 'ping');
    const lastPong = eventsOf(trace, 'pong').at(-1) as number;
    expect([trace.cause[ping as number], trace.root[ping as number]]).toEqual([0, 0]);
    expect([trace.typeName(trace.cause[lastPong] as number), trace.root[lastPong]]).toEqual(['ping', 1]);
  });

  it('fires a timer after its delay, rounded to a microsecond, at the node that set it', () => {
    const timers = toy({}, {
      observe: (_, __, env) => {
        env.after(70, 'alarm', { n: 1 });
        env.after(20.4, 'alarm', { n: 2 });
        env.after(0, 'alarm', { n: 3 });
      },
      alarm: () => {},
    });

    const trace = simulate(world({ workload: [observe(1000, 2, 1)] }), timers, replay([]));

    expect(story(trace).slice(1)).toEqual(['1000 worker-2: timer alarm {n: 3}', '1020 worker-2: timer alarm {n: 2}', '1070 worker-2: timer alarm {n: 1}']);
  });

  it('ends as "threw" when a handler throws, and handles nothing more', () => {
    const failing = toy({ collect: (_, __, env) => env.broadcast('ping', {}) }, {
      ping: (_, __, env) => {
        if (env.node === 1) throw new TypeError('no such key');
      },
    });

    const trace = simulate(world({}), failing, replay([]));

    expect(trace.ending).toEqual({ kind: 'threw', node: 1, event: eventsOf(trace, 'ping')[0], error: 'no such key' });
    expect(trace.steps).toBe(2);
    expect(trace.step[eventsOf(trace, 'ping')[1] as number]).toBe(-1);
  });

  it('ends as "threw" before anything was handled when an initial state cannot be made', () => {
    const failing = toy({}, {});
    const worker = {
      ...failing.worker,
      initial: () => {
        throw new TypeError('no such option');
      },
    };

    const trace = simulate(world({}), { ...failing, worker }, replay([]));

    expect(trace.ending).toEqual({ kind: 'threw', node: 1, event: -1, error: 'no such option' });
    expect(trace.steps).toBe(0);
  });

  it.each<[string, (env: Env) => void, string]>([
    ['to itself', (env) => env.send(0, 'ping', {}), 'a node cannot send to itself: ping is for env.after(0, ...)'],
    ['to a node that is not there', (env) => env.send(3, 'ping', {}), 'there is no node 3 to send ping to: nodes are 0 to 2'],
    ['into the past', (env) => env.after(-1, 'ping', {}), 'a delay must be at least 0 microseconds, not -1'],
    ['at no time', (env) => env.after(NaN, 'ping', {}), 'a delay must be at least 0 microseconds, not NaN'],
  ])('blames a handler that sends %s', (_, act, error) => {
    const trace = simulate(world({}), toy({ collect: (__, ___, env) => act(env) }, {}), replay([]));

    expect(trace.ending).toEqual({ kind: 'threw', node: 0, event: 0, error });
  });

  it('notes a message for which the receiver has no handler, and goes on', () => {
    const unheard = toy({
      collect: (_, __, env) => {
        env.send(1, 'surprise', { n: 1 });
        env.send(1, 'ping', { n: 2 });
      },
    }, { ping: () => {} });

    const trace = simulate(world({}), unheard, replay([]));

    expect(trace.unhandled.map((event) => trace.typeName(event))).toEqual(['surprise']);
    expect(trace.ending).toEqual({ kind: 'quiescent' });
    expect(story(trace).at(-1)).toBe('100 manager -> worker-1: ping {n: 2}');
  });

  it('ends a storm at the step bound', () => {
    const storm = toy({
      collect: (_, __, env) => env.broadcast('ping', {}),
      pong: (_, __, env) => env.broadcast('ping', {}),
    }, { ping: (_, __, env) => env.send(0, 'pong', {}) });

    const trace = simulate(world({}), storm, replay([]));

    const bound = stepBound(world({}));
    expect(trace.ending).toEqual({ kind: 'step-bound', bound });
    expect(trace.steps).toBe(bound);
  });

  it('ends a run that goes on ever more slowly at the time bound', () => {
    const patient = toy({
      collect: (_, __, env) => env.after(1_000_000, 'ping', { wait: 1_000_000 }),
      ping: (_, { wait }, env) => env.after(2 * (wait as number), 'ping', { wait: 2 * (wait as number) }),
    }, {});

    const trace = simulate(world({}), patient, replay([]));

    expect(trace.ending).toEqual({ kind: 'time-bound', bound: timeBound(world({})) });
    // One at its start, and then one each time that all the time so far has gone by again.
    expect(trace.steps).toBeLessThan(30);
  });

  it('notes the containers that hold another number of entries after the run than before', () => {
    const hoarder = toy({}, { observe: (state) => (state['seen'] as Map<string, number[]>).set('k', [1, 2]) });

    const trace = simulate(world({ workload: [observe(0, 2, 1)] }), hoarder, replay([]));

    expect(trace.containers).toEqual([{ node: 2, name: 'seen', before: 0, after: 3 }]);
  });

  it('minds no container that is declared to hold data at rest', () => {
    const keeper = toy({}, { observe: (state) => (state['seen'] as Map<string, number[]>).set('k', [1, 2]) });
    const lasting = { ...keeper, worker: { ...keeper.worker, lasting: ['seen'] } };

    const trace = simulate(world({ workload: [observe(0, 2, 1)] }), lasting, replay([]));

    expect(trace.containers).toEqual([]);
  });

  it('notes what the manager reports and every node warns of, with the event and the time', () => {
    const talker = toy({
      collect: (_, __, env) => {
        env.epochResult('s', 4, 'k', {});
        env.epochFinished('s', 4, [2]);
        env.epochCancelled('s', 5, 'too old');
        env.keyResult(0, 'timeout');
        env.keyResult(1, null);
        env.warn('odd');
      },
    }, {});

    const trace = simulate(world({ workload: [collect(30)] }), talker, replay([]));

    const told = { event: 0, step: 0, at: 30, sumstat: '', epoch: -1, request: -1, index: -1, key: '', result: null, missing: [], why: '' };
    expect(trace.reports).toEqual([
      { ...told, kind: 'result', sumstat: 's', epoch: 4, key: 'k', result: {} },
      { ...told, kind: 'finished', sumstat: 's', epoch: 4, missing: [2] },
      { ...told, kind: 'cancelled', sumstat: 's', epoch: 5, why: 'too old' },
      { ...told, kind: 'answer', request: 0, why: 'timeout' },
      { ...told, kind: 'answer', request: 1 },
    ]);
    expect(trace.warnings).toEqual([{ event: 0, text: 'odd' }]);
  });

  it('measures the most results that the manager holds, only where it is asked to', () => {
    const holder = toy({ collect: (state) => (state['held'] = ((state['held'] as number | undefined) ?? 0) + 1) }, {});
    const measured = { ...holder, manager: { ...holder.manager, footprint: (state: State) => (state['held'] as number | undefined) ?? 0 } };
    const c = world({ workload: [collect(0), collect(1)] });

    expect(simulate(c, measured, replay([]), { measureFootprint: true }).peakFootprint).toBe(2);
    expect(simulate(c, measured, replay([])).peakFootprint).toBe(-1);
  });

  it('gives handlers the protocol\'s options, the default where the case sets none', () => {
    const seen: unknown[] = [];
    const curious = { ...toy({ collect: (_, __, env) => seen.push(env.options, env.workerCount()) }, {}), options: { pace: [1, 2], eager: [true, false] } };

    simulate(world({ options: { eager: false } }), curious, replay([]));

    expect(seen).toEqual([{ pace: 1, eager: false }, 2]);
  });
});

type State = { [field: string]: unknown };
type Env = ManagerEnv<{ [type: string]: object }>;
type Handlers = { [type: string]: (state: State, body: State, env: Env, from: number) => unknown };

function toy(manager: Handlers, worker: Handlers): Protocol {
  return {
    ...SILENT,
    manager: { initial: (): State => ({}), lasting: [], on: { collect: () => {}, requestKey: () => {}, ...manager } },
    worker: { initial: (): State => ({ seen: new Map() }), lasting: [], on: { observe: () => {}, ...worker } },
  };
}

/** The manager asks everybody, everybody answers. */
const PING = toy({ collect: (_, __, env) => env.broadcast('ping', { n: 1 }), pong: () => {} }, { ping: (_, __, env) => env.send(0, 'pong', { n: env.node }) });

const observe = (at: number, worker: number, value: number): Case['workload'][number] => ({ at, do: 'observe', worker, stream: 'x', key: 'k', value });
const collect = (at: number): Case['workload'][number] => ({ at, do: 'collect', sumstat: 's' });

const WORLD: Case = { ...TOY_CASE, workload: [collect(0)] };

const world = (settings: Partial<Case>): Case => ({ ...WORLD, ...settings });

function story(trace: Trace): string[] {
  return Array.from(trace.order.subarray(0, trace.steps), (event) => `${trace.handledAt[event]} ${describeEvent(trace, event)}`);
}

function eventsOf(trace: Trace, type: string): number[] {
  return Array.from({ length: trace.length }, (_, event) => event).filter((event) => trace.typeName(event) === type);
}
