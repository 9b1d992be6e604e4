/** A worker of the push: one key at a time, one millisecond apart, then the end. */
import type { ResultTable } from '../../model/result.ts';
import { MANAGER } from '../../model/cluster.ts';
import type { WorkerRole } from '../../protocol/protocol.ts';
import { openTables } from '../../sumstats/observe.ts';
import { replyWithLive } from '../key-request.ts';
import type { OpenState } from '../open-table.ts';
import { cutOff, OPEN_FIELDS, openHandlers } from '../open-table.ts';
import { watchFor } from '../worker-watch.ts';
import type { Messages } from './messages.ts';

/** The e-mail's `schedule 0.001 sec`, in microseconds. */
const PACE = 1_000;

export interface WorkerState extends OpenState {
  /** Snapshots being sent, by uid. */
  sending: Map<number, ResultTable>;
}

export const worker: WorkerRole<WorkerState, Messages> = {
  initial: ({ sumstats }) => ({ live: openTables(sumstats), watch: watchFor(sumstats), sending: new Map() }),
  lasting: OPEN_FIELDS,
  on: {
    ...openHandlers,

    cluster_ss_request(state, { uid, sumstat }) {
      state.sending.set(uid, cutOff(state, sumstat));
    },

    get_some_key_data(state, { uid, sumstat }, env) {
      const table = state.sending.get(uid);
      const key = table === undefined ? undefined : env.first(table);
      if (table !== undefined && key !== undefined) {
        const result = env.copy('epoch', table.get(key) ?? null);
        table.delete(key);
        env.send(MANAGER, 'cluster_send_result', { uid, sumstat, key, result, cleanup: true });
        if (table.size > 0 || env.options['endEager'] === false) {
          env.after(PACE, 'get_some_key_data', { uid, sumstat });
          return;
        }
      }
      state.sending.delete(uid);
      env.send(MANAGER, 'send_no_more_data', { uid, sumstat });
    },

    cluster_get_result(state, asked, env, from) {
      replyWithLive(state.live, asked, env, from);
    },
  },
};
