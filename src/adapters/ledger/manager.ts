/**
 * The manager of the ledger: for each collection it keeps a page with an entry for every participant by name: what came, what
 * was asked for and when. Keys are merged in their order as soon as every participant has named its least; whoever is known to
 * be gone is written down as missing, and what came of it before stays in.
 */
import type { Result } from '../../model/result.ts';
import type { Peer } from '../../model/trace.ts';
import { isSamePeer } from '../../model/trace.ts';
import type { ManagerEnv } from '../../protocol/env.ts';
import type { ManagerRole } from '../../protocol/protocol.ts';
import { merge } from '../../sumstats/merge.ts';
import { isAdmitted } from '../admission.ts';
import { takeLeast } from '../key-order.ts';
import type { ManagerWatch } from '../manager-watch.ts';
import { beginEpoch, completeKey, endEpoch, lookAt, managerWatchFor } from '../manager-watch.ts';
import type { Inflow } from './inflow.ts';
import { isAwaited, isComplete, isDry, isReady, isSettled, openInflow, takeBatch } from './inflow.ts';
import type { Messages } from './messages.ts';
import type { Questions } from './questions.ts';
import { ask, dropLooks, dropLooksAt, looksAt, takeAnswer } from './questions.ts';
import { rollOf, rollOfOne } from './roll.ts';

/** After how long those are asked again that have not answered, at first, in microseconds; then after twice as long each time. */
export const RETRY = 5_000_000;

export interface Collection {
  readonly sumstat: string;
  readonly epoch: number;
  /** Of the participants, in the order of their names. */
  readonly inflows: readonly Inflow[];
  /** Workers of which something is not in it. */
  readonly missing: Set<number>;
  /** The key that is being merged. */
  merged: Result | null;
}

export interface ManagerState {
  /** Numbers collections and questions alike. */
  nextUid: number;
  readonly collections: Map<number, Collection>;
  readonly questions: Questions;
  /** Null where there is no threshold to look out for. */
  readonly watch: ManagerWatch | null;
  /** By sumstat, who went since its last collection: what they held is not in the next. */
  readonly gone: Map<string, readonly Peer[]>;
}

type Env = ManagerEnv<Messages>;

export const manager: ManagerRole<ManagerState, Messages> = {
  initial: ({ sumstats }) => ({ nextUid: 0, collections: new Map(), questions: new Map(), watch: managerWatchFor(sumstats), gone: new Map(sumstats.map(({ name }) => [name, []])) }),
  lasting: ['watch', 'gone'],
  footprint: heldResults,
  on: {
    collect(state, { sumstat, epoch }, env) {
      const uid = state.nextUid++;
      beginEpoch(state.watch, sumstat, epoch);
      dropLooks(state.questions, sumstat);
      const inflows = env.activeWorkers().map((peer) => openInflow(peer, env.now));
      const missing = new Set(state.gone.get(sumstat)?.map(({ worker }) => worker));
      state.gone.set(sumstat, []);
      const collection: Collection = { sumstat, epoch, inflows, missing, merged: null };
      state.collections.set(uid, collection);
      if (inflows.length > 0) {
        const after = Math.max(...inflows.map(({ peer }) => owedBy(peer, state, collection)));
        env.broadcast('ledger_start', { uid, sumstat, epoch, after, credit: creditOf(env), roll: rollOf(inflows.map(({ peer }) => peer)) });
        env.after(RETRY, 'ledger_retry', { uid, delay: RETRY });
      }
      advance(state, uid, env);
    },

    ledger_batch(state, batch, env, from) {
      const collection = state.collections.get(batch.uid);
      if (collection === undefined) {
        // It has not heard that the epoch is over.
        env.send(from, 'ledger_close', { uid: batch.uid });
        return;
      }
      const inflow = entryOf(collection, { worker: from, incarnation: batch.incarnation });
      if (inflow !== undefined && takeBatch(inflow, batch)) advance(state, batch.uid, env);
    },

    ledger_retry(state, { uid, delay }, env) {
      const collection = state.collections.get(uid);
      if (collection === undefined) return;
      let next = delay;
      for (const inflow of collection.inflows) {
        if (!isAwaited(inflow) || env.now - inflow.askedAt < delay) continue;
        askAgain(state, uid, collection, inflow, env);
        // Who is slow, and not lost, has the more to do the more it is asked.
        next = 2 * delay;
      }
      env.after(next, 'ledger_retry', { uid, delay: next });
    },

    peerUp({ gone }, peer) {
      for (const [sumstat, peers] of gone) gone.set(sumstat, peers.filter((other) => !isSamePeer(other, peer)));
    },

    peerDown(state, peer, env) {
      for (const [sumstat, peers] of state.gone) state.gone.set(sumstat, [...peers.filter((other) => !isSamePeer(other, peer)), peer]);
      dropLooksAt(state.questions, peer);
      for (const [uid, collection] of state.collections) {
        const inflow = entryOf(collection, peer);
        if (inflow === undefined || inflow.isGone || isComplete(inflow)) continue;
        inflow.isGone = true;
        collection.missing.add(peer.worker);
        advance(state, uid, env);
      }
    },

    requestKey(state, { request, sumstat, key }, env) {
      if (env.workerCount() === 0) env.keyResult(request, null);
      else ask(state.questions, state.nextUid++, { request, sumstat, key, epoch: -1 }, env);
    },

    cluster_key_intermediate_response(state, wish, env) {
      const { watch, questions } = state;
      const { sumstat, key } = wish;
      if (watch === null || env.workerCount() === 0 || !isOneEpochOpen(state, sumstat)) return;
      if (isAdmitted(watch.recent, looksAt(questions, sumstat), wish, env)) ask(questions, state.nextUid++, { request: null, sumstat, key, epoch: watch.open.get(sumstat) ?? 0 }, env);
    },

    ledger_answer({ questions, watch }, answer, env, from) {
      const question = takeAnswer(questions, answer, from, env);
      if (question === null) return;
      const { request, sumstat, epoch, key, result } = question;
      if (request !== null) env.keyResult(request, result);
      else if (watch !== null) lookAt(watch, sumstat, epoch, key, result, env);
    },

    ledger_give_up({ questions }, { uid }, env) {
      const request = questions.get(uid)?.request;
      questions.delete(uid);
      if (request !== undefined && request !== null) env.keyResult(request, 'timeout');
    },
  },
};

/** Tells all keys that are complete, and asks those for more who have nothing left to compare. */
function advance(state: ManagerState, uid: number, env: Env): void {
  const collection = state.collections.get(uid) as Collection;
  const { sumstat, epoch, inflows } = collection;
  while (inflows.every(isReady)) {
    const least = takeLeast(inflows);
    if (least === null) {
      finish(state, uid, env);
      return;
    }
    // In the order of names and not of arrival, so that rounding does not depend on who was faster.
    for (const part of least.results) collection.merged = merge(collection.merged, part, env);
    completeKey(state.watch, sumstat, epoch, least.key, collection.merged, env);
    collection.merged = null;
  }
  for (const inflow of inflows) {
    if (!isDry(inflow)) continue;
    inflow.asked++;
    pull(uid, inflow, env);
  }
}

function finish(state: ManagerState, uid: number, env: Env): void {
  const { sumstat, epoch, inflows, missing } = state.collections.get(uid) as Collection;
  state.collections.delete(uid);
  endEpoch(state.watch, sumstat, epoch, env);
  if (inflows.length > 0) env.broadcast('ledger_close', { uid });
  env.epochFinished(sumstat, epoch, [...missing].sort((a, b) => a - b));
}

/** The start or a pull may be lost, and so may the answer: which one it was makes no difference. */
function askAgain(state: ManagerState, uid: number, collection: Collection, inflow: Inflow, env: Env): void {
  if (inflow.batches > 0) {
    pull(uid, inflow, env);
    return;
  }
  const { sumstat, epoch } = collection;
  inflow.askedAt = env.now;
  const { peer } = inflow;
  env.send(peer.worker, 'ledger_start', { uid, sumstat, epoch, after: owedBy(peer, state, collection), credit: creditOf(env), roll: rollOfOne(peer) });
}

function pull(uid: number, inflow: Inflow, env: Env): void {
  inflow.askedAt = env.now;
  env.send(inflow.peer.worker, 'ledger_pull', { uid, seq: inflow.batches });
}

/** The last epoch before this one of which nothing has come from a participant, so that it may not have cut it; -1 for none. */
function owedBy(peer: Peer, { collections }: ManagerState, { sumstat, epoch }: Collection): number {
  let owed = -1;
  for (const other of collections.values()) {
    const inflow = other.sumstat === sumstat && other.epoch < epoch ? entryOf(other, peer) : undefined;
    if (inflow !== undefined && !isSettled(inflow)) owed = Math.max(owed, other.epoch);
  }
  return owed;
}

/** What is kept of a participant; undefined where it takes no part. */
function entryOf({ inflows }: Collection, peer: Peer): Inflow | undefined {
  return inflows.find((inflow) => isSamePeer(inflow.peer, peer));
}

/** Have all workers surely cut what is being collected, so that what they hold is of one and the same epoch? */
function isOneEpochOpen({ collections }: ManagerState, sumstat: string): boolean {
  for (const { sumstat: other, inflows } of collections.values()) if (other === sumstat && !inflows.every(isSettled)) return false;
  return true;
}

function creditOf(env: Env): number {
  return env.options['credit'] as number;
}

function heldResults({ collections, questions }: ManagerState): number {
  let held = 0;
  for (const { inflows, merged } of collections.values()) {
    if (merged !== null) held++;
    for (const { queue } of inflows) held += queue.length;
  }
  for (const { result } of questions.values()) if (result !== null) held++;
  return held;
}
