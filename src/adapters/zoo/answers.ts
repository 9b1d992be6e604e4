/** Bugs of questions and answers: nobody answers, nothing is taken for something, and the other way round. */
import type { Result, ResultTable } from '../../model/result.ts';
import type { Env, ManagerEnv } from '../../protocol/env.ts';
import type { Protocol } from '../../protocol/protocol.ts';
import { merge } from '../../sumstats/merge.ts';
import { emptyValue } from '../../sumstats/observe.ts';
import { batchedPush } from '../batched-push/batched-push.ts';
import { manager as batchesManager } from '../batched-push/manager.ts';
import * as keyStreamTwins from '../key-stream/twins.ts';
import { managerWith, RULES } from '../per-key-polling/manager.ts';
import type { Messages } from '../per-key-polling/messages.ts';
import { perKeyPolling } from '../per-key-polling/per-key-polling.ts';
import * as pollingTwins from '../per-key-polling/twins.ts';
import { worker } from '../per-key-polling/worker.ts';
import type { ZooEntry } from './entry.ts';
import { inAnotherWorld, remembering } from './spoiling.ts';

const batches = { ...batchedPush, standing: 'broken' } as const;
const broken = { ...perKeyPolling, standing: 'broken' } as const;

const seededByDefault: Protocol = {
  ...broken,
  name: 'per-key-polling~seeded-by-default',
  summary: 'the first answer is merged with a made-up value that began at no time',
  source: 'upstream until 6bdcdcecf9 (2012-11-26)',
  manager: managerWith({
    ...RULES,
    accumulate: (gathered, part, around) => merge(gathered ?? madeUp(part), part, around),
  }),
};

function madeUp(like: Result | null): Result | null {
  return like === null ? null : Object.fromEntries(Object.keys(like).map((stream) => [stream, emptyValue(0)]));
}

const losesItsDefault: typeof batchedPush = {
  ...batches,
  name: 'batched-push~writes-into-a-temporary',
  summary: 'a collection is in no table of results: each batch is written into a default of its own, and gone',
  source: 'upstream from bec965b66f (2013-05-21) to c4a1f30a87 (2013-05-22)',
  manager: {
    ...batchesManager,
    on: {
      ...batchesManager.on,
      cluster_ss_response(state, batch, env, from) {
        batchesManager.on.cluster_ss_response?.(state, { ...batch, data: new Map() }, env, from);
      },
    },
  },
};

const withDefault = remembering(batchesManager, () => ({ fallback: new Map<string, Result>() }));

const sharesItsDefault: Protocol = {
  ...batches,
  name: 'batched-push~shares-its-default',
  summary: 'a collection is in no table of results: all are written into the one default that there is',
  source: 'Bro #981, until 2.1-498 (2013-05-03)',
  manager: {
    ...withDefault,
    on: {
      ...withDefault.on,
      collect(state, asked, env, from) {
        withDefault.on.collect(state, asked, env, from);
        for (const [uid, collection] of state.collections) state.collections.set(uid, { ...collection, results: state.fallback });
      },
    },
  } satisfies typeof withDefault,
};

const refusesEmpty: Protocol = {
  ...broken,
  name: 'per-key-polling~refuses-empty',
  summary: 'the transport refuses an answer without data, since it is of no type',
  source: 'upstream until fdf783df65 (2024-12-11)',
  worker: inAnotherWorld(worker, (env: Env<Messages>) => ({
    send(to, type, body) {
      if (!('result' in body) || body.result !== null) env.send(to, type, body);
    },
  })),
};

const offersOpenKeys: typeof perKeyPolling = {
  ...broken,
  name: 'per-key-polling~offers-open-keys',
  summary: 'a worker without a snapshot names keys of its open table, which it does not hand over when asked for them',
  source: 'upstream from 4f8100774c to 135094428e (both 2013-08-02)',
  worker: {
    ...worker,
    on: {
      ...worker.on,
      get_a_key(state, asked, env, from) {
        const open = state.sending.has(asked.uid) ? undefined : env.first(state.live.get(asked.sumstat) as ResultTable);
        if (open === undefined) worker.on.get_a_key?.(state, asked, env, from);
        else env.send(from, 'send_a_key', { ...asked, key: open });
      },
    },
  },
};

const joining = remembering(perKeyPolling.manager, () => ({ joined: new Map<string, Result>() }));

const joinsByKeyAlone: Protocol = {
  ...broken,
  name: 'per-key-polling~joins-by-key-alone',
  summary: 'what the streams of a key came to is put together by key, and what the last epoch had left is still there',
  source: 'upstream from 69b7ce12d2 (2012-12-18) to 2013-03: rollups',
  manager: inAnotherWorld(joining, (env: ManagerEnv<Messages>, { joined }) => ({
    epochResult(sumstat, epoch, key, result) {
      const name = `${sumstat}\n${key}`;
      const whole = { ...joined.get(name), ...result };
      joined.set(name, whole);
      env.epochResult(sumstat, epoch, key, whole);
    },
  })),
};

export const ANSWERS: readonly ZooEntry[] = [
  { id: 'P-01', title: 'a worker that has nothing of a key stays silent', source: 'd9195076b1 (2012-11-16) to c3a6916572 (2013-01-04)', protocol: pollingTwins.silentWhenEmpty, by: 'always finishes: epoch' },
  { id: 'P-01', title: 'a worker that has no table for what it is asked stops with an error', source: '8165d6077d (2013-04-12)', protocol: keyStreamTwins.throwsOnUnknownKey, by: 'sane: cluster_get_result threw' },
  { id: 'P-02', title: 'an empty answer replaces what was merged before it', source: 'c3a6916572 (2013-01-04) to 53f9948b02 (2013-04-01)', protocol: pollingTwins.emptyOverwrites, by: 'exactly once: lost' },
  { id: 'P-03', title: 'what is merged into at first is a default that is not neutral', source: 'until 6bdcdcecf9 (2012-11-26)', protocol: seededByDefault, by: 'results equal reference: begin' },
  { id: 'P-04', title: 'data are written into a default that is in no table, and vanish', source: 'bec965b66f (2013-05-21) to c4a1f30a87 (2013-05-22)', protocol: losesItsDefault, by: 'exactly once: lost' },
  { id: 'P-04', title: 'the default itself is written into, and so shared by all that is looked up later', source: 'Bro #981, until 2.1-498 (2013-05-03)', protocol: sharesItsDefault, by: 'exactly once: counted twice' },
  { id: 'P-14', title: 'a worker without a snapshot offers keys of its open table, without end', source: '4f8100774c to 135094428e (2013-08-02)', protocol: offersOpenKeys, by: 'always finishes: storm' },
  { id: 'P-25', title: 'a stricter transport refuses the answer that says that there is nothing', source: 'until fdf783df65 (2024-12-11)', protocol: refusesEmpty, by: 'always finishes: epoch' },
  { id: 'P-37', title: 'statistics of a key are joined with what an older period left', source: '69b7ce12d2 (2012-12-18) to 2013-03', protocol: joinsByKeyAlone, by: 'exactly once: counted twice' },
];
