import type { KeyRequestMessages } from '../key-request.ts';
import type { CrossingMessages } from '../upstream/check-thresholds.ts';
import type { LookMessages } from '../upstream/data-added.ts';

export type Messages = Pick<KeyRequestMessages, 'cluster_get_result' | 'cluster_send_result'> & LookMessages & CrossingMessages & {
  /** Manager to workers: cut the open table off. */
  cluster_ss_request: { uid: number; sumstat: string; cleanup: boolean };
  /** Manager to workers: name one key that you still hold. The first version did not say whether it is for an epoch. */
  get_a_key: { uid: number; sumstat: string; cleanup?: boolean };
  send_a_key: { uid: number; sumstat: string; key: string };
  send_no_key: { uid: number; sumstat: string };
  /** A worker to itself: what was crossed is of the past. */
  thresholds_reset: { sumstat: string };
  /** The manager to itself: what a `when` waits for has not come. */
  when_timeout: { when: number };
};
