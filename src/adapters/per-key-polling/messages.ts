import type { KeyRequestMessages } from '../key-request.ts';
import type { WatchMessages } from '../worker-watch.ts';

export type Messages = KeyRequestMessages & WatchMessages & {
  /** Manager to workers: cut the open table off. */
  cluster_ss_request: { uid: number; sumstat: string; cleanup: boolean };
  /** Manager to workers: name one key that you still hold. */
  get_a_key: { uid: number; sumstat: string; cleanup: boolean };
  send_a_key: { uid: number; sumstat: string; key: string };
  send_no_key: { uid: number; sumstat: string };
};
