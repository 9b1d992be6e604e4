/** A worker of the merge: it sorts what it cut off, and sends as many keys as it was given credit for. */
import { MANAGER } from '../../model/cluster.ts';
import type { Result } from '../../model/result.ts';
import type { Env } from '../../protocol/env.ts';
import type { WorkerRole } from '../../protocol/protocol.ts';
import { openTables } from '../../sumstats/observe.ts';
import { inOrder } from '../key-order.ts';
import { replyWithLive } from '../key-request.ts';
import type { OpenState } from '../open-table.ts';
import { cutOff, OPEN_FIELDS, openHandlers } from '../open-table.ts';
import { watchFor } from '../worker-watch.ts';
import type { Messages } from './messages.ts';

type Entry = readonly [key: string, result: Result];

/** A snapshot on its way. */
interface Outflow {
  readonly entries: readonly Entry[];
  /** How many were sent. */
  sent: number;
  /** How many more may be sent. */
  credit: number;
}

export interface WorkerState extends OpenState {
  /** Snapshots being sent, by uid. */
  sending: Map<number, Outflow>;
}

export const worker: WorkerRole<WorkerState, Messages> = {
  initial: ({ sumstats }) => ({ live: openTables(sumstats), watch: watchFor(sumstats), sending: new Map() }),
  lasting: OPEN_FIELDS,
  on: {
    ...openHandlers,

    merge_start(state, { uid, sumstat, credit }, env) {
      const table = cutOff(state, sumstat);
      if (table.size === 0) {
        env.send(MANAGER, 'merge_end', { uid, sumstat });
        return;
      }
      state.sending.set(uid, { entries: inOrder(table), sent: 0, credit });
      pump(state, uid, sumstat, env);
    },

    merge_pull(state, { uid, sumstat, credit }, env) {
      const outflow = state.sending.get(uid);
      if (outflow === undefined) {
        env.warn(`a pull for uid ${uid}, which is not open`);
        return;
      }
      outflow.credit += credit;
      pump(state, uid, sumstat, env);
    },

    cluster_get_result(state, asked, env, from) {
      replyWithLive(state.live, asked, env, from);
    },
  },
};

/** Sends what there is credit for. Nobody goes on changing a snapshot, so it takes no copies. */
function pump(state: WorkerState, uid: number, sumstat: string, env: Env<Messages>): void {
  const outflow = state.sending.get(uid) as Outflow;
  const { entries } = outflow;
  while (outflow.credit > 0 && outflow.sent < entries.length) {
    const [key, result] = entries[outflow.sent] as Entry;
    const seq = outflow.sent++;
    outflow.credit--;
    env.send(MANAGER, 'merge_item', { uid, sumstat, seq, key, result, last: outflow.sent === entries.length });
  }
  if (outflow.sent === entries.length) state.sending.delete(uid);
}
