/** A worker that is polled: it names a key when asked for one, and hands over a key when asked for it. */
import { MANAGER } from '../../model/cluster.ts';
import type { ResultTable } from '../../model/result.ts';
import type { WorkerRole } from '../../protocol/protocol.ts';
import { openTables } from '../../sumstats/observe.ts';
import { replyWithLive } from '../key-request.ts';
import type { OpenState } from '../open-table.ts';
import { cutOff, OPEN_FIELDS, openHandlers } from '../open-table.ts';
import { watchFor } from '../worker-watch.ts';
import type { Messages } from './messages.ts';

export interface WorkerState extends OpenState {
  /** Snapshots being collected, by uid; one that is empty is forgotten. */
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

    get_a_key(state, { uid, sumstat }, env) {
      const table = state.sending.get(uid);
      const key = table === undefined ? undefined : env.first(table);
      if (key !== undefined) {
        env.send(MANAGER, 'send_a_key', { uid, sumstat, key });
      } else {
        state.sending.delete(uid);
        env.send(MANAGER, 'send_no_key', { uid, sumstat });
      }
    },

    cluster_get_result(state, asked, env, from) {
      const { uid, sumstat, key, cleanup } = asked;
      if (!cleanup) {
        replyWithLive(state.live, asked, env, from);
        return;
      }
      const table = state.sending.get(uid);
      const held = table?.get(key);
      let result = null;
      if (held !== undefined) {
        result = env.copy('epoch', held);
        table?.delete(key);
      }
      env.send(MANAGER, 'cluster_send_result', { uid, sumstat, key, result, cleanup });
    },
  },
};
