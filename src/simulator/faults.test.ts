import { describe, expect, it } from 'vitest';
import { replay } from '../explorers/replay.ts';
import type { Case } from '../model/case.ts';
import type { Fault } from '../model/faults.ts';
import type { Peer } from '../model/trace.ts';
import type { Env, ManagerEnv } from '../protocol/env.ts';
import type { Protocol } from '../protocol/protocol.ts';
import { SILENT } from '../protocol/silent.test-double.ts';
import { simulate } from './simulate.ts';
import { TOY_CASE } from './toy-case.test-double.ts';

describe('a fault of the line', () => {
  it.each<[string, Fault, string[]]>([
    ['loses the message that it names, on its way there', { fault: 'loss', worker: 1, toward: 'worker', nth: 1 }, ['300 pong 2', '1200 pong 1', '1200 pong 2']],
    ['loses the message that it names, on its way back', { fault: 'loss', worker: 2, toward: 'manager', nth: 2 }, ['200 pong 1', '300 pong 2', '1200 pong 1']],
    ['delivers a message twice, so much later', { fault: 'duplicate', worker: 2, toward: 'manager', nth: 1, after: 50 }, ['200 pong 1', '300 pong 2', '350 pong 2', '1200 pong 1', '1200 pong 2']],
    ['delays what is sent in its time', { fault: 'slow-link', worker: 1, toward: 'manager', extra: 500, from: 0, until: 1_000 }, ['300 pong 2', '700 pong 1', '1200 pong 1', '1200 pong 2']],
    ['loses all that two send one another in its time', { fault: 'partition', worker: 1, from: 50, until: 1_050 }, ['300 pong 2', '1200 pong 2']],
    ['loses nothing that is under way when it begins', { fault: 'partition', worker: 1, from: 101, until: 1_000 }, ['200 pong 1', '300 pong 2', '1200 pong 1', '1200 pong 2']],
  ])('%s', (_, fault, heard) => {
    expect(heardBy(run([fault]))).toEqual(heard);
  });

  it('keeps the order of the link that it slows', () => {
    const trace = run([{ fault: 'slow-link', worker: 1, toward: 'manager', extra: 5_000, from: 0, until: 101 }]);

    expect(heardBy(trace)).toEqual(['300 pong 2', '1200 pong 2', '5200 pong 1', '5200 pong 1']);
  });

  it('counts a message that arrives twice as sent once, and each arrival as a body of its own', () => {
    const trace = run([{ fault: 'duplicate', worker: 1, toward: 'worker', nth: 1, after: 0 }]);

    const pings = [...trace.order.subarray(0, trace.steps)].filter((event) => trace.typeName(event) === 'ping' && trace.to[event] === 1);
    expect(pings.map((event) => trace.group[event])).toEqual([pings[0], pings[0], pings[2]]);
    expect(trace.bodies[pings[0] as number]).not.toBe(trace.bodies[pings[1] as number]);
  });

  it('says of what is lost that it was', () => {
    const trace = run([{ fault: 'loss', worker: 1, toward: 'worker', nth: 1 }]);

    expect(trace.lost.map((event) => [trace.typeName(event), trace.to[event], trace.step[event]])).toEqual([['ping', 1, -1]]);
  });
});

describe('a pause', () => {
  it('lets what falls due wait, messages, timers and the workload alike, and loses nothing', () => {
    expect(heardBy(run([{ fault: 'pause', node: 1, from: 90, until: 700 }]))).toEqual(['300 pong 2', '800 pong 1', '1200 pong 1', '1200 pong 2']);
    expect(heardBy(run([{ fault: 'pause', node: 0, from: 0, until: 400 }]))).toEqual(['600 pong 1', '700 pong 2', '1200 pong 1', '1200 pong 2']);
  });

  it('goes on in a pause that begins before its end', () => {
    const faults: Fault[] = [{ fault: 'pause', node: 1, from: 600, until: 900 }, { fault: 'pause', node: 1, from: 90, until: 700 }];

    expect(heardBy(run(faults))).toEqual(['300 pong 2', '1000 pong 1', '1200 pong 1', '1200 pong 2']);
  });
});

describe('a pause, where a schedule passes over what is in order', () => {
  it('leaves what waits in its order, also where time has gone on beyond its end', () => {
    // Two pings are on the way to worker-1 when it stops; before either is handled, worker-2 observes something that is due later.
    const workload: Case['workload'] = [{ at: 0, do: 'collect', sumstat: 's' }, { at: 10, do: 'collect', sumstat: 's' }, { at: 900, do: 'observe', worker: 2, stream: 'x', key: 'k', value: 1 }];
    const faults: Fault[] = [{ fault: 'pause', node: 1, from: 50, until: 400 }];
    for (let passed = 0; passed < 6; passed++) {
      const trace = simulate({ ...TOY_CASE, workload, faults }, ECHO, replay([0, 0, passed, passed]));
      const pings = [...trace.order.subarray(0, trace.steps)].filter((event) => trace.typeName(event) === 'ping' && trace.to[event] === 1);

      expect(pings.map((event) => (trace.bodies[event] as { epoch: number }).epoch)).toEqual([0, 1]);
    }
  });
});

describe('a change of the cluster', () => {
  it('takes a worker away with its timers and with what is on the way to it, and tells the manager when it is noticed', () => {
    // The worker has the ping and waits to answer, when it dies.
    const trace = run([{ fault: 'crash', worker: 2, at: 150, noticed: 400 }]);

    expect(heardBy(trace)).toEqual(['200 pong 1', '550 down 2#0, 1 left', '1200 pong 1']);
    expect(trace.containers).toEqual([]);
  });

  it('lets arrive what a worker sent before it died', () => {
    expect(heardBy(run([{ fault: 'crash', worker: 1, at: 101, noticed: 10 }]))).toEqual(['111 down 1#0, 1 left', '200 pong 1', '300 pong 2', '1200 pong 2']);
  });

  it('starts a worker anew as another one, with nothing in its tables, also before its end is noticed', () => {
    const trace = run([{ fault: 'crash', worker: 1, at: 300, noticed: 500, restart: 200 }]);

    expect(heardBy(trace)).toEqual(['200 pong 1', '300 pong 2', '600 up 1#1, 3 there', '800 down 1#0, 2 left', '1200 pong 1 of 1', '1200 pong 2']);
  });

  it('cuts a worker off that goes on by itself, and is back as the same', () => {
    const trace = run([{ fault: 'leave', worker: 1, at: 50, noticed: 10, back: 500 }]);

    expect(heardBy(trace)).toEqual(['60 down 1#0, 1 left', '300 pong 2', '650 up 1#0, 2 there', '1200 pong 1', '1200 pong 2']);
  });

  it('tells of an end before it tells of the return of the same worker', () => {
    const trace = run([{ fault: 'leave', worker: 1, at: 50, noticed: 700, back: 100 }]);

    expect(heardBy(trace).filter((line) => / (up|down) /.test(line))).toEqual(['750 down 1#0, 1 left', '750 up 1#0, 2 there']);
  });

  it('tells of a start before it tells of the end that came before it was known', () => {
    const trace = run([{ fault: 'crash', worker: 1, at: 300, noticed: 500, restart: 200 }, { fault: 'crash', worker: 1, at: 510, noticed: 0 }]);

    expect(heardBy(trace).filter((line) => / (up|down) /.test(line))).toEqual(['600 up 1#1, 3 there', '600 down 1#1, 2 left', '800 down 1#0, 1 left']);
  });

  it('lets a worker join, which does not observe before', () => {
    const trace = run([{ fault: 'join', worker: 2, at: 500 }], [{ at: 10, do: 'observe', worker: 2, stream: 'x', key: 'k', value: 1 }]);

    expect(heardBy(trace)).toEqual(['200 pong 1', '600 up 2#0, 2 there', '1200 pong 1', '1200 pong 2']);
    expect(trace.lost.map((event) => trace.typeName(event))).toContain('observe');
  });

  it('counts a worker once that says hello twice', () => {
    expect(heardBy(run([{ fault: 'hello', worker: 1, at: 400 }]))).toContain('500 up 1#0, 2 there');
  });
});

/** The first collection is answered by worker-2 after a wait, the second at once. */
const COLLECTIONS: Case['workload'] = [{ at: 0, do: 'collect', sumstat: 's' }, { at: 1_000, do: 'collect', sumstat: 's' }];

function run(faults: readonly Fault[], more: Case['workload'] = []): ReturnType<typeof simulate> {
  const c: Case = { ...TOY_CASE, workload: [...COLLECTIONS, ...more], faults, window: 0 };
  return simulate(c, ECHO, replay([]));
}

/** What the manager noted down. */
function heardBy(trace: ReturnType<typeof simulate>): string[] {
  return trace.warnings.map(({ text }) => text);
}

type Messages = { [type: string]: object };
type AtManager = ManagerEnv<Messages>;
type AtWorker = Env<Messages>;

const ECHO: Protocol = {
  ...SILENT,
  name: 'echo',
  manager: {
    initial: () => ({}),
    lasting: [],
    on: {
      collect: (_: object, { epoch }: { epoch: number }, env: AtManager) => env.broadcast('ping', { epoch }),
      requestKey: () => {},
      pong: (_: object, { incarnation }: Peer, env: AtManager, from: number) => env.warn(`${env.now} pong ${from}${incarnation > 0 ? ` of ${incarnation}` : ''}`),
      peerUp: (_: object, { worker, incarnation }: Peer, env: AtManager) => env.warn(`${env.now} up ${worker}#${incarnation}, ${env.workerCount()} there`),
      peerDown: (_: object, { worker, incarnation }: Peer, env: AtManager) => env.warn(`${env.now} down ${worker}#${incarnation}, ${env.activeWorkers().length} left`),
    },
  },
  worker: {
    initial: ({ incarnation }: { incarnation: number }) => ({ incarnation }),
    lasting: [],
    on: {
      observe: () => {},
      ping: (state: { incarnation: number }, { epoch }: { epoch: number }, env: AtWorker) => (env.node === 2 && epoch === 0 ? env.after(100, 'answer', {}) : env.send(0, 'pong', { incarnation: state.incarnation })),
      answer: (state: { incarnation: number }, _: object, env: AtWorker) => env.send(0, 'pong', { incarnation: state.incarnation }),
    },
  },
};
