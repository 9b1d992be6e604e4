/** Broken twins of the push: each is the protocol with one mistake that people make. */
import type { ResultTable } from '../../model/result.ts';
import { MANAGER } from '../../model/cluster.ts';
import { asksForResults } from '../asked-for.ts';
import { keyStream } from './key-stream.ts';
import type { Collection } from './manager.ts';
import { finish, manager, managerWith } from './manager.ts';
import { worker } from './worker.ts';

type Twin = typeof keyStream;

const broken = { ...keyStream, standing: 'broken' } as const;

export const noCount: Twin = {
  ...broken,
  name: 'key-stream~no-count',
  summary: 'the done check is removed: the first end closes the epoch',
  source: 'the e-mail to bro-dev, 2016: on removing the Cluster::worker_count check',
  manager: managerWith(() => true),
};

export const offByOne: Twin = {
  ...broken,
  name: 'key-stream~off-by-one',
  summary: 'the done check is satisfied by one worker too few',
  source: 'the classic',
  manager: managerWith((ended, workers) => ended >= workers - 1),
};

export const countsEveryMessage: Twin = {
  ...broken,
  name: 'key-stream~counts-every-message',
  summary: 'the done check counts results as well as ends',
  source: 'what becomes of per-key counting when keys are pushed',
  manager: {
    ...manager,
    on: {
      ...manager.on,
      cluster_send_result(state, body, env, from) {
        manager.on.cluster_send_result?.(state, body, env, from);
        if (state.collections.has(body.uid)) manager.on.send_no_more_data?.(state, body, env, from);
      },
    },
  },
};

export const keepsItsTable: Twin = {
  ...broken,
  name: 'key-stream~keeps-its-table',
  summary: 'a worker hands its table over without starting a new one, and so reports the old observations again',
  source: 'a table that is not started anew when it is cut off',
  worker: {
    ...worker,
    on: {
      ...worker.on,
      cluster_ss_request(state, { uid, sumstat }) {
        state.sending.set(uid, new Map(state.live.get(sumstat) as ResultTable));
      },
    },
  },
};

export const looksOnlyBetween: Twin = {
  ...broken,
  name: 'key-stream~looks-only-between',
  summary: 'a threshold is looked at when a worker asks for it, and not at the end of an epoch',
  source: 'what is left of it where each worker sees less than a fifth',
  manager: {
    ...manager,
    on: {
      ...manager.on,
      send_no_more_data(state, { uid }, env) {
        const { sumstat, epoch, results, ended } = state.collections.get(uid) as Collection;
        (state.collections.get(uid) as Collection).ended += 1;
        if (ended + 1 < env.workerCount()) return;
        if (asksForResults(sumstat, env)) for (const [key, result] of results) env.epochResult(sumstat, epoch, key, result);
        results.clear();
        finish(state, uid, env);
      },
    },
  },
};

export const endsFirst: Twin = {
  ...broken,
  name: 'key-stream~ends-first',
  summary: 'epoch_finished is called before the results of the epoch',
  source: 'callbacks in the wrong order: a script that reacts to the end misses them',
  manager: {
    ...manager,
    on: {
      ...manager.on,
      send_no_more_data(state, { uid }, env) {
        const collection = state.collections.get(uid) as Collection;
        collection.ended += 1;
        if (collection.ended < env.workerCount()) return;
        env.epochFinished(collection.sumstat, collection.epoch);
        for (const [key, result] of collection.results) env.epochResult(collection.sumstat, collection.epoch, key, result);
        state.collections.delete(uid);
      },
    },
  },
};

export const keepsCollections: Twin = {
  ...broken,
  name: 'key-stream~keeps-collections',
  summary: 'the manager never forgets a finished collection',
  source: 'a table that nobody deletes when its epoch is over',
  manager: {
    ...manager,
    on: {
      ...manager.on,
      send_no_more_data(state, body, env) {
        const collection = state.collections.get(body.uid) as Collection;
        collection.ended += 1;
        if (collection.ended < env.workerCount()) return;
        finish(state, body.uid, env);
        state.collections.set(body.uid, collection);
      },
    },
  },
};

export const throwsOnUnknownKey: Twin = {
  ...broken,
  name: 'key-stream~throws-on-unknown-key',
  summary: 'a worker that is asked for a key it never saw stops with an error, before it replies',
  source: 'upstream until d9195076b1 (2012-11-16), where such a worker did not reply',
  worker: {
    ...worker,
    on: {
      ...worker.on,
      cluster_get_result(state, { uid, sumstat, key }, env) {
        const held = state.live.get(sumstat)?.get(key);
        if (held === undefined) throw new Error(`no such index (${key})`);
        env.send(MANAGER, 'cluster_send_result', { uid, sumstat, key, result: env.copy('request', held), cleanup: false });
      },
    },
  },
};

export const leavesRequestsOpen: Twin = {
  ...broken,
  name: 'key-stream~leaves-requests-open',
  summary: 'a request is not answered when all parts are in, but when its time is over',
  source: 'an answer that is told by the timer alone',
  manager: {
    ...manager,
    on: {
      ...manager.on,
      cluster_send_result(state, reply, env, from) {
        if (!state.requests.has(reply.uid)) manager.on.cluster_send_result?.(state, reply, env, from);
      },
    },
  },
};

export const claimsAnEndTooFew: Twin = {
  ...broken,
  name: 'key-stream~claims-an-end-too-few',
  summary: 'its claim leaves the end of one worker out',
  source: 'a formula for messages that is off by one',
  claims: {
    ...keyStream.claims,
    messages: (figures) => ({ ...keyStream.claims.messages(figures), send_no_more_data: { exactly: figures.workers - 1 } }),
  },
};

export const claimsAResultTooFew: Twin = {
  ...broken,
  name: 'key-stream~claims-a-result-too-few',
  summary: 'its claim says that the manager holds one result less than there are keys',
  source: 'a formula for memory that is off by one',
  claims: { ...keyStream.claims, peakResults: ({ keys }) => Math.max(0, keys - 1) },
};

export const twins: readonly Twin[] = [noCount, offByOne, countsEveryMessage, keepsItsTable, looksOnlyBetween, endsFirst, keepsCollections, throwsOnUnknownKey, leavesRequestsOpen, claimsAnEndTooFew, claimsAResultTooFew];
