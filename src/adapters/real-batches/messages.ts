import type { Result, ResultTable } from '../../model/result.ts';
import type { CrossingMessages } from '../upstream/check-thresholds.ts';
import type { LookMessages } from '../upstream/data-added.ts';

export type Messages = LookMessages & CrossingMessages & {
  /** Manager to workers: cut the open table off, and push it. */
  cluster_ss_request: { uid: number; sumstat: string; cleanup?: boolean };
  /** Worker to manager: some keys, and whether these were the last. */
  cluster_ss_response: { uid: number; sumstat: string; data: ResultTable; done: boolean; cleanup?: boolean };
  /** Manager to workers: what do you hold of this key now? */
  cluster_key_request: { uid: number; sumstat: string; key: string; cleanup?: boolean };
  cluster_key_response: { uid: number; sumstat: string; key: string; result: Result | null; cleanup?: boolean };
  /** Manager to workers, and a worker to itself: what was crossed is of the past. */
  thresholds_reset: { sumstat: string };
  /** A worker to itself: push the next batch. */
  send_data: { uid: number; sumstat: string };
  /** The manager to itself: a request of the user has not been answered. */
  when_timeout: { uid: number };
};
