import type { KeyRequestMessages } from '../key-request.ts';
import type { WatchMessages } from '../worker-watch.ts';

export type Messages = KeyRequestMessages & WatchMessages & {
  /** Manager to workers: cut the open table off. */
  cluster_ss_request: { uid: number; sumstat: string; cleanup: boolean };
  /** Manager to workers, and each worker to itself: send one key and come back. */
  get_some_key_data: { uid: number; sumstat: string };
  /** Worker to manager: that was all. */
  send_no_more_data: { uid: number; sumstat: string };
};
