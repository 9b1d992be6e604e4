/** What every manager asks besides the epochs: single keys for the user, and looks at keys that may have crossed a limit. */
import type { Counts, LookFigures, RequestFigures } from '../model/cost-claims.ts';
import type { Result } from '../model/result.ts';
import type { ManagerEnv } from '../protocol/env.ts';
import type { ManagerInput } from '../protocol/protocol.ts';
import { LOOKS_AT_ONCE } from './admission.ts';
import type { KeyRequest, KeyRequestMessages } from './key-request.ts';
import { openRequest, takeReply, timeOut } from './key-request.ts';
import type { ManagerWatch, Views } from './manager-watch.ts';
import { openView, takeViewed } from './manager-watch.ts';
import type { WatchMessages } from './worker-watch.ts';

type Messages = KeyRequestMessages & WatchMessages;

/** Each role writes its fields out: every case makes a state for every node, and a spread is many times slower. */
export interface AskingState {
  /** Numbers collections, requests and looks alike, so that a reply tells by its uid what it is to. */
  nextUid: number;
  readonly requests: Map<number, KeyRequest>;
  readonly views: Views;
  /** Null where there is no threshold to look out for. */
  readonly watch: ManagerWatch | null;
}

/** The fields of a manager's state that may hold data at rest. */
export const ASKING_FIELDS = ['watch'] as const;

/** Takes in a worker's reply to what is no collection. */
export function takeAnswer({ requests, views, watch }: AskingState, uid: number, part: Result | null, env: ManagerEnv<Messages>): void {
  if (takeReply(requests, uid, part, env) || (watch !== null && takeViewed(watch, views, uid, part, env))) return;
  env.warn(`a result for uid ${uid}, which is not open`);
}

/** How many results it holds. */
export function heldAsking({ requests, views }: AskingState): number {
  let held = 0;
  if (requests.size > 0) for (const { result } of requests.values()) if (result !== null) held++;
  if (views.size > 0) for (const { result } of views.values()) if (result !== null) held++;
  return held;
}

export const askingHandlers = {
  cluster_key_intermediate_response(state: AskingState, asked: WatchMessages['cluster_key_intermediate_response'], env: ManagerEnv<Messages>): void {
    if (state.watch !== null) openView(state.watch, state.views, state.nextUid++, asked, env);
  },

  requestKey(state: AskingState, input: ManagerInput['requestKey'], env: ManagerEnv<Messages>): void {
    openRequest(state.requests, state.nextUid++, input, env);
  },

  request_timeout(state: AskingState, { uid }: KeyRequestMessages['request_timeout'], env: ManagerEnv<Messages>): void {
    timeOut(state.requests, uid, env);
  },
};

/** What it takes: a question and its answers for each request and each look, and a message for each crossing. */
export const ASKING_CLAIMS = {
  requestMessages: ({ workers }: RequestFigures): Counts => ({ cluster_get_result: { exactly: 1 }, cluster_send_result: { exactly: workers } }),

  lookMessages({ workers, watched, keys, minutes, views, crossings, options }: LookFigures): Counts {
    // Where the manager remembers what it was asked for, it does not look at a key twice in a minute.
    const looks = options['intermediate'] === 'worker-only' ? views : Math.min(views, keys * minutes);
    return {
      cluster_key_intermediate_response: { atLeast: views, atMost: watched },
      cluster_get_result: { exactly: looks },
      cluster_send_result: { exactly: looks * workers },
      cluster_threshold_crossed: { exactly: crossings },
    };
  },

  looksAtOnce: LOOKS_AT_ONCE,
};
