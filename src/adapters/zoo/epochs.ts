/** Bugs of how an epoch ends: cancelled when it is over, told in part, never told, and what that costs. */
import type { ManagerRole, Protocol } from '../../protocol/protocol.ts';
import { batchedPush } from '../batched-push/batched-push.ts';
import type { ManagerState } from '../per-key-polling/manager.ts';
import type { Messages as Polling } from '../per-key-polling/messages.ts';
import { perKeyPolling } from '../per-key-polling/per-key-polling.ts';
import { standalone } from '../standalone/standalone.ts';
import type { ZooEntry } from './entry.ts';
import { withQuirks } from './entry.ts';

const polling = perKeyPolling.manager;
const broken = { ...perKeyPolling, standing: 'broken' } as const;

const MINUTE = 60_000_000;

type Messages = Polling & { collection_timeout: { sumstat: string; epoch: number } };

const cancelsTheFinished: Protocol = {
  ...broken,
  name: 'per-key-polling~cancels-the-finished',
  summary: 'a collection that is over stays in its table, and is cancelled a minute after it began',
  source: 'upstream until ea89e30a9c (2013-08-26)',
  manager: {
    ...polling,
    on: {
      ...(polling.on as ManagerRole<ManagerState, Messages>['on']),
      collect(state, asked, env, from) {
        polling.on.collect(state, asked, env, from);
        env.after(MINUTE, 'collection_timeout', asked);
      },
      collection_timeout(_, { sumstat, epoch }, env) {
        env.epochCancelled(sumstat, epoch, 'took longer than 1 minute');
      },
    },
  } satisfies ManagerRole<ManagerState, Messages>,
};

const asksEverybody: Protocol = {
  ...broken,
  name: 'per-key-polling~claims-to-ask-holders',
  summary: 'its claim is that only those are asked for a key who hold it',
  source: 'bro-dev, summer 2016: "scan detector related sumstats load"',
  claims: {
    ...perKeyPolling.claims,
    messages: (figures) => ({ ...perKeyPolling.claims.messages(figures), cluster_send_result: { exactly: figures.pairs } }),
  },
};

const holdsEverything: Protocol = {
  ...batchedPush,
  standing: 'broken',
  name: 'batched-push~claims-to-hold-one',
  summary: 'its claim is that the manager holds one result at a time',
  source: 'upstream until 135094428e (2013-08-02)',
  claims: { ...batchedPush.claims, peakResults: () => 1 },
};

const stopsInTheMiddle: typeof standalone = {
  ...standalone,
  standing: 'broken',
  name: 'standalone~stops-in-the-middle',
  summary: 'also when the system stops, an epoch is told in portions, with a timer between them',
  source: 'upstream from af36915186 to a07a40dc86 (both 2014-03-17)',
  manager: {
    ...standalone.manager,
    on: {
      ...standalone.manager.on,
      collect(state, { sumstat, epoch }, env, from) {
        standalone.manager.on.collect(state, { sumstat, epoch }, env, from);
      },
    },
  },
};

export const EPOCHS: readonly ZooEntry[] = [
  { id: 'P-20', title: 'a collection that is over is cancelled later by its own timer', source: 'until ea89e30a9c (2013-08-26)', protocol: cancelsTheFinished, by: 'sane: second cancelled' },
  { id: 'P-21', title: 'a table is changed while it is walked, and keys are passed over', source: '3495b2fa9d (2018-01-18), BIT-1898; b8287a3375 (2020-05-08)', protocol: standalone, ...withQuirks('skipsWhileWalking'), by: 'always finishes: epoch' },
  { id: 'P-29', title: 'each key is asked for of everybody, whoever holds it', source: 'bro-dev, summer 2016', protocol: asksEverybody, by: 'message bound: epoch: too many cluster_send_result' },
  { id: 'P-30', title: 'the manager holds the keys of all workers at once', source: 'until 135094428e (2013-08-02)', protocol: holdsEverything, by: 'memory bound: results at once' },
  { id: 'S-01', title: 'the last data are told in portions, and the process stops in between', source: 'af36915186 to a07a40dc86 (2014-03-17)', protocol: stopsInTheMiddle, by: 'sane: after the stop' },
  { id: 'S-04', title: 'the end of an epoch without data is not told', source: 'until 8ffbc69a4d (2020-11-16), PR #1293', protocol: standalone, ...withQuirks('emptyNoEnd'), by: 'always finishes: epoch' },
  { id: 'L-10', title: 'a node that is alone never starts anew what no results are asked of', source: '91f5945f92 (2024-11-18) to this day', protocol: standalone, ...withQuirks('noResultNoReset'), by: 'always finishes: epoch' },
];
