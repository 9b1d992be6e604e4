/** A worker that pushes its table in batches, ten milliseconds apart; the last one says that it is the last. */
import { MANAGER } from '../../model/cluster.ts';
import type { Result, ResultTable } from '../../model/result.ts';
import type { Env } from '../../protocol/env.ts';
import type { WorkerRole } from '../../protocol/protocol.ts';
import { openTables } from '../../sumstats/observe.ts';
import { replyWithLive } from '../key-request.ts';
import type { OpenState } from '../open-table.ts';
import { cutOff, OPEN_FIELDS, openHandlers } from '../open-table.ts';
import { watchFor } from '../worker-watch.ts';
import type { Messages } from './messages.ts';

/** Upstream's `schedule 0.01 sec`, in microseconds. */
const PACE = 10_000;

export interface WorkerState extends OpenState {
  /** Tables being pushed, by uid. */
  readonly sending: Map<number, ResultTable>;
}

/** Whether a batch is the last, by how many keys it holds and how many are left. */
type IsLast = (held: number, left: number, size: number) => boolean;

export function workerWith(isLast: IsLast): WorkerRole<WorkerState, Messages> {
  function sendBatch(state: WorkerState, uid: number, sumstat: string, env: Env<Messages>): void {
    const size = Number(env.options['batch']);
    const table = state.sending.get(uid) as ResultTable;
    const batch = takeBatch(table, size, env);
    env.send(MANAGER, 'cluster_ss_response', { uid, sumstat, data: env.copy('epoch', batch), done: isLast(batch.size, table.size, size) });
    if (table.size > 0) env.after(PACE, 'send_data', { uid, sumstat });
    else state.sending.delete(uid);
  }

  return {
    initial: ({ sumstats }) => ({ live: openTables(sumstats), watch: watchFor(sumstats), sending: new Map() }),
    lasting: OPEN_FIELDS,
    on: {
      ...openHandlers,

      cluster_ss_request(state, { uid, sumstat }, env) {
        state.sending.set(uid, cutOff(state, sumstat));
        sendBatch(state, uid, sumstat, env);
      },

      send_data(state, { uid, sumstat }, env) {
        sendBatch(state, uid, sumstat, env);
      },

      cluster_get_result(state, asked, env, from) {
        replyWithLive(state.live, asked, env, from);
      },
    },
  };
}

export const worker = workerWith((_, left) => left === 0);

/** Moves so many keys out of the table. */
function takeBatch(table: ResultTable, size: number, env: Env<Messages>): ResultTable {
  const batch: ResultTable = new Map();
  while (batch.size < size) {
    const key = env.first(table);
    if (key === undefined) break;
    batch.set(key, table.get(key) as Result);
    table.delete(key);
  }
  return batch;
}
