/** Bugs of who takes part: workers that come, go, say hello twice, or were never told what to count. */
import type { Peer } from '../../model/trace.ts';
import type { ManagerEnv } from '../../protocol/env.ts';
import type { Protocol } from '../../protocol/protocol.ts';
import type { Messages } from '../per-key-polling/messages.ts';
import { perKeyPolling } from '../per-key-polling/per-key-polling.ts';
import { worker } from '../per-key-polling/worker.ts';
import type { ZooEntry } from './entry.ts';
import { claiming, inAnotherWorld, remembering } from './spoiling.ts';

const broken = { ...perKeyPolling, standing: 'broken' } as const;

const polling = perKeyPolling.manager;

/** How many more hellos there were than news of ends, beside those that were there from the beginning. */
const counting = remembering(polling, () => ({ extra: 0 }));

const countsHellos: Protocol = {
  ...broken,
  name: 'per-key-polling~counts-hellos',
  summary: 'workers are counted by their hellos, also those that are known already',
  source: 'upstream until 95ea84e60e (2018-05-24)',
  manager: inAnotherWorld(
    { ...counting, on: { ...counting.on, peerUp: (state) => void (state.extra += 1), peerDown: (state) => void (state.extra -= 1) } } satisfies typeof counting,
    (env: ManagerEnv<Messages>, { extra }) => ({ workerCount: () => env.workerCount() + extra }),
  ),
};

const countsNobody: Protocol = {
  ...claiming(perKeyPolling, 'nobody', ['join']),
  name: 'per-key-polling~cannot-count-to-zero',
  summary: 'to ask how many workers there are where there is none is an error',
  source: 'upstream from 3db8bb4a44 (2023-04-21) to e4f654c14c (2023-05-16)',
  manager: inAnotherWorld(polling, (env: ManagerEnv<Messages>) => ({
    workerCount() {
      const active: readonly Peer[] = env.activeWorkers();
      if (active.length === 0) throw new Error('no such index (worker)');
      return active.length;
    },
  })),
};

const told = remembering(worker, () => ({ isTold: false }));

const toldByGreeting: Protocol = {
  ...broken,
  name: 'per-key-polling~told-by-greeting',
  summary: 'a worker hears of what there is to count with the first thing that the manager sends it, and drops what it saw before',
  source: 'upstream from 53f9948b02 (2013-04-01) to bec965b66f (2013-05-21)',
  worker: {
    ...told,
    on: {
      ...told.on,
      observe(state, seen, env, from) {
        if (state.isTold) told.on.observe(state, seen, env, from);
      },
      cluster_ss_request(state, asked, env, from) {
        told.on.cluster_ss_request?.(state, asked, env, from);
        state.isTold = true;
      },
    },
  } satisfies typeof told,
};

export const MEMBERSHIP: readonly ZooEntry[] = [
  { id: 'P-23', title: 'a worker that says hello again is counted twice', source: 'until 95ea84e60e (2018-05-24)', protocol: countsHellos, by: 'always finishes: epoch' },
  { id: 'P-24', title: 'the number of nodes of a kind that is not there is asked for', source: '3db8bb4a44 (2023-04-21) to e4f654c14c (2023-05-16)', protocol: countsNobody, by: 'sane: collect threw' },
  { id: 'P-36', title: 'what is to be counted is told to workers when they connect, and not before', source: '53f9948b02 (2013-04-01) to bec965b66f (2013-05-21)', protocol: toldByGreeting, by: 'exactly once: lost' },
  { id: 'L-01', title: 'a worker that has answered leaves, and the answer of another is not waited for', source: 'a13de64fbb (2026-08-21), in a model', protocol: claiming(perKeyPolling, 'leave', ['leave']), by: 'never early: epoch' },
  { id: 'L-02', title: 'a worker leaves without having answered, and the epoch never ends', source: 'a13de64fbb (2026-08-21), in a model', protocol: claiming(perKeyPolling, 'crash', ['crash']), by: 'always finishes: epoch' },
  { id: 'L-03', title: 'a worker joins that was never asked, and its answer is waited for', source: 'a13de64fbb (2026-08-21), in a model', protocol: claiming(perKeyPolling, 'join', ['join']), by: 'always finishes: epoch' },
];
