/**
 * On-demand requests for one key (`request_key`), which every protocol answers alike: ask all workers for what they hold
 * now, merge, and answer when as many replies are in as there are workers. After 1.1 minutes the answer is "timeout".
 * Source: upstream `SumStats::request_key` with its `when` and timeout.
 */
import type { Result, ResultTable } from '../model/result.ts';
import type { Env, ManagerEnv } from '../protocol/env.ts';
import type { ManagerInput } from '../protocol/protocol.ts';
import { merge } from '../sumstats/merge.ts';

/** Upstream's 1.1 minutes, in microseconds. */
export const REQUEST_TIMEOUT = 66_000_000;

/** The messages that a request takes, which an epoch may use as well. */
export type KeyRequestMessages = {
  cluster_get_result: { uid: number; sumstat: string; key: string; cleanup: boolean };
  cluster_send_result: { uid: number; sumstat: string; key: string; result: Result | null; cleanup: boolean };
  request_timeout: { uid: number };
};

export interface KeyRequest {
  readonly request: number;
  replies: number;
  result: Result | null;
}

type Requests = Map<number, KeyRequest>;

export function openRequest(requests: Requests, uid: number, input: ManagerInput['requestKey'], env: ManagerEnv<KeyRequestMessages>): void {
  if (env.workerCount() === 0) {
    env.keyResult(input.request, null);
    return;
  }
  requests.set(uid, { request: input.request, replies: 0, result: null });
  env.broadcast('cluster_get_result', { uid, sumstat: input.sumstat, key: input.key, cleanup: false });
  env.after(REQUEST_TIMEOUT, 'request_timeout', { uid });
}

/** Takes in a worker's reply; false where the uid is of no open request. */
export function takeReply(requests: Requests, uid: number, result: Result | null, env: ManagerEnv<KeyRequestMessages>): boolean {
  const open = requests.get(uid);
  if (open === undefined) return false;
  open.result = merge(open.result, result, env);
  if (++open.replies === env.workerCount()) {
    requests.delete(uid);
    env.keyResult(open.request, open.result);
  }
  return true;
}

export function timeOut(requests: Requests, uid: number, env: ManagerEnv<KeyRequestMessages>): void {
  const open = requests.get(uid);
  if (open === undefined) return;
  requests.delete(uid);
  env.warn(`request ${open.request} took longer than 1.1 minutes`);
  env.keyResult(open.request, 'timeout');
}

/** A worker's reply: what it holds of the key now, which it goes on changing, so that it must be a copy. */
export function replyWithLive(live: Map<string, ResultTable>, asked: KeyRequestMessages['cluster_get_result'], env: Env<KeyRequestMessages>, to: number): void {
  const { uid, sumstat, key } = asked;
  const held = live.get(sumstat)?.get(key);
  const result = held === undefined ? null : env.copy('request', held);
  env.send(to, 'cluster_send_result', { uid, sumstat, key, result, cleanup: false });
}
