/**
 * The manager of the merge: it holds a few keys of each worker. Once it knows the least that each has left, the least of these is
 * complete, since nobody can bring anything to it any more; then it goes on to the next.
 */
import type { Result } from '../../model/result.ts';
import type { ManagerEnv } from '../../protocol/env.ts';
import type { ManagerRole } from '../../protocol/protocol.ts';
import { merge } from '../../sumstats/merge.ts';
import type { AskingState } from '../asking.ts';
import { ASKING_FIELDS, askingHandlers, heldAsking, takeAnswer } from '../asking.ts';
import { takeLeast } from '../key-order.ts';
import { beginEpoch, completeKey, endEpoch, managerWatchFor } from '../manager-watch.ts';
import type { Inflow } from './inflow.ts';
import { isDry, isReady, openInflow, takeItem } from './inflow.ts';
import type { Messages } from './messages.ts';

export interface Collection {
  readonly sumstat: string;
  readonly epoch: number;
  /** Of the workers that took part when it began, in their order. */
  readonly inflows: readonly Inflow[];
  /** What has come of the key that is being merged and told. */
  merged: Result | null;
}

export interface ManagerState extends AskingState {
  readonly collections: Map<number, Collection>;
}

/** What the twins vary. */
export interface Rules {
  /** Whether the least key at hand is complete, or there can be none any more. */
  readonly mayTake: (inflows: readonly Inflow[]) => boolean;
  /** Whether to ask a worker for more. */
  readonly mayPull: (inflow: Inflow) => boolean;
}

export const RULES: Rules = { mayTake: (inflows) => inflows.every(isReady), mayPull: isDry };

export function managerWith({ mayTake, mayPull }: Rules): ManagerRole<ManagerState, Messages> {
  /** Tells all keys that are complete, and asks those for more who have nothing left to compare. */
  function advance(state: ManagerState, uid: number, env: ManagerEnv<Messages>): void {
    const collection = state.collections.get(uid) as Collection;
    const { sumstat, epoch, inflows } = collection;
    while (mayTake(inflows)) {
      const least = takeLeast(inflows);
      if (least === null) {
        finish(state, uid, env);
        return;
      }
      // Not in the order in which they came: rounding depends on the order, and so results would depend on who was faster.
      collection.merged = least.results.reduce<Result | null>((gathered, part) => merge(gathered, part, env), null);
      completeKey(state.watch, sumstat, epoch, least.key, collection.merged, env);
      collection.merged = null;
    }
    inflows.forEach((inflow, i) => {
      if (!mayPull(inflow)) return;
      const credit = creditOf(env);
      inflow.granted += credit;
      env.send(i + 1, 'merge_pull', { uid, sumstat, credit });
    });
  }

  return {
    initial: ({ sumstats }) => ({ nextUid: 0, requests: new Map(), views: new Map(), watch: managerWatchFor(sumstats), collections: new Map() }),
    lasting: ASKING_FIELDS,
    footprint: heldResults,
    on: {
      ...askingHandlers,

      collect(state, { sumstat, epoch }, env) {
        const uid = state.nextUid++;
        const credit = creditOf(env);
        beginEpoch(state.watch, sumstat, epoch);
        state.collections.set(uid, { sumstat, epoch, inflows: Array.from({ length: env.workerCount() }, () => openInflow(credit)), merged: null });
        env.broadcast('merge_start', { uid, sumstat, credit });
        advance(state, uid, env);
      },

      merge_item(state, item, env, from) {
        const inflow = state.collections.get(item.uid)?.inflows[from - 1];
        if (inflow === undefined) {
          env.warn(`an item for uid ${item.uid}, which is not open`);
          return;
        }
        takeItem(inflow, item);
        advance(state, item.uid, env);
      },

      merge_end(state, { uid }, env, from) {
        const inflow = state.collections.get(uid)?.inflows[from - 1];
        if (inflow === undefined) {
          env.warn(`an end for uid ${uid}, which is not open`);
          return;
        }
        inflow.ended = true;
        advance(state, uid, env);
      },

      cluster_send_result(state, { uid, result }, env) {
        takeAnswer(state, uid, result, env);
      },
    },
  };
}

export const manager = managerWith(RULES);

function creditOf(env: ManagerEnv<Messages>): number {
  return env.options['credit'] as number;
}

function finish(state: ManagerState, uid: number, env: ManagerEnv<Messages>): void {
  const { sumstat, epoch } = state.collections.get(uid) as Collection;
  state.collections.delete(uid);
  endEpoch(state.watch, sumstat, epoch, env);
  env.epochFinished(sumstat, epoch);
}

function heldResults(state: ManagerState): number {
  let held = heldAsking(state);
  for (const { inflows, merged } of state.collections.values()) {
    if (merged !== null) held++;
    for (const { queue, early } of inflows) held += queue.length + early.size;
  }
  return held;
}
