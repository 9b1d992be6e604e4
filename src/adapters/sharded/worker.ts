/** A worker of the shards: it sends the keys of one bucket when asked for it. */
import { MANAGER } from '../../model/cluster.ts';
import type { ResultTable } from '../../model/result.ts';
import type { WorkerRole } from '../../protocol/protocol.ts';
import { openTables } from '../../sumstats/observe.ts';
import { replyWithLive } from '../key-request.ts';
import type { OpenState } from '../open-table.ts';
import { cutOff, OPEN_FIELDS, openHandlers } from '../open-table.ts';
import { watchFor } from '../worker-watch.ts';
import { bucketOf } from './bucket.ts';
import type { Messages } from './messages.ts';

export interface WorkerState extends OpenState {
  /** Snapshots being collected, by uid, without what was sent; one that is empty is forgotten. */
  sending: Map<number, ResultTable>;
}

/** @param bucket in which of so many buckets a node puts a key */
export function workerWith(bucket: (key: string, shards: number, node: number) => number): WorkerRole<WorkerState, Messages> {
  return {
    initial: ({ sumstats }) => ({ live: openTables(sumstats), watch: watchFor(sumstats), sending: new Map() }),
    lasting: OPEN_FIELDS,
    on: {
      ...openHandlers,

      cluster_ss_request(state, { uid, sumstat }) {
        const table = cutOff(state, sumstat);
        if (table.size > 0) state.sending.set(uid, table);
      },

      get_shard(state, { uid, sumstat, bucket: asked, shards }, env) {
        const table = state.sending.get(uid);
        for (const [key, result] of table ?? NOTHING) {
          if (bucket(key, shards, env.node) !== asked) continue;
          // Nobody goes on changing a snapshot, so it takes no copy.
          env.send(MANAGER, 'cluster_send_result', { uid, sumstat, bucket: asked, key, result, cleanup: true });
          table?.delete(key);
        }
        if (table?.size === 0) state.sending.delete(uid);
        env.send(MANAGER, 'shard_done', { uid, sumstat, bucket: asked });
      },

      cluster_get_result(state, asked, env, from) {
        replyWithLive(state.live, asked, env, from);
      },
    },
  };
}

const NOTHING: ResultTable = new Map();

export const worker = workerWith((key, shards) => bucketOf(key, shards));
