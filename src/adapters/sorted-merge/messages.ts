import type { Result } from '../../model/result.ts';
import type { KeyRequestMessages } from '../key-request.ts';
import type { WatchMessages } from '../worker-watch.ts';

export type Messages = KeyRequestMessages & WatchMessages & {
  /** Manager to workers: cut the open table off, sort it by key, and send so many items. */
  merge_start: { uid: number; sumstat: string; credit: number };
  /** Worker to manager: its next key; the number from 0 tells a repetition, and one that overtook another. */
  merge_item: { uid: number; sumstat: string; seq: number; key: string; result: Result; last: boolean };
  /** Worker to manager, in place of a last item: there is none at all. */
  merge_end: { uid: number; sumstat: string };
  /** Manager to one worker: so many more. */
  merge_pull: { uid: number; sumstat: string; credit: number };
};
