import type { ResultTable } from '../../model/result.ts';
import type { KeyRequestMessages } from '../key-request.ts';
import type { WatchMessages } from '../worker-watch.ts';

export type Messages = KeyRequestMessages &
  WatchMessages & {
    /** Manager to workers: cut the open table off, and push it. */
    cluster_ss_request: { uid: number; sumstat: string };
    /** Worker to manager: some keys, and whether these were the last. */
    cluster_ss_response: { uid: number; sumstat: string; data: ResultTable; done: boolean };
    /** A worker to itself: push the next batch. */
    send_data: { uid: number; sumstat: string };
  };
