import type { KeyRequestMessages } from '../key-request.ts';
import type { WatchMessages } from '../worker-watch.ts';

export type Messages = KeyRequestMessages & WatchMessages & {
  /** Manager to workers: cut the open table off. */
  cluster_ss_request: { uid: number; sumstat: string; cleanup: boolean };
  /** Manager to workers: send the keys of one bucket of so many. */
  get_shard: { uid: number; sumstat: string; bucket: number; shards: number };
  /** Worker to manager: one key, of a bucket where it is for an epoch. */
  cluster_send_result: { bucket?: number };
  /** Worker to manager: that was all of this bucket. */
  shard_done: { uid: number; sumstat: string; bucket: number };
};
