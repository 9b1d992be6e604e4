/**
 * No cluster at all: one node observes, looks out for thresholds after each observation, and tells what an epoch comes to,
 * in portions of 50 keys with 10 ms between them, so that a large table does not hold up everything else.
 */
import type { Result, ResultTable } from '../../model/result.ts';
import type { ManagerEnv } from '../../protocol/env.ts';
import type { ManagerRole, WorkerRole } from '../../protocol/protocol.ts';
import { defineProtocol } from '../../protocol/protocol.ts';
import type { Crossed } from '../../sumstats/limiter.ts';
import { crossedBefore, noteCrossed } from '../../sumstats/limiter.ts';
import { observe, openTables } from '../../sumstats/observe.ts';
import { reachesNext } from '../../sumstats/threshold.ts';
import { asksForResults, sumstatNamed } from '../asked-for.ts';

/** Upstream's portion and pause (non-cluster.bro, `process_epoch_result`); the pause in microseconds. */
const PORTION = 50;
const PAUSE = 10_000;

type Messages = {
  /** Tell the next portion of an epoch. */
  process_epoch_result: { job: number };
};

interface Job {
  readonly sumstat: string;
  readonly epoch: number;
  /** What is still to be told. */
  readonly table: ResultTable;
}

interface State {
  readonly live: Map<string, ResultTable>;
  readonly crossed: Crossed;
  readonly jobs: Map<number, Job>;
  /** Sumstats whose timer was never set again, by the quirk `noResultNoReset`. */
  readonly stopped: Set<string>;
  nextJob: number;
}

const manager: ManagerRole<State, Messages> = {
  initial: ({ sumstats }) => ({ live: openTables(sumstats), crossed: new Map(), jobs: new Map(), stopped: new Set(), nextJob: 0 }),
  lasting: ['live', 'crossed', 'stopped'],
  on: {
    observe(state, seen, env) {
      observe(state.live, seen, env, {
        crossed: state.crossed,
        look({ name }, key, result) {
          look(state, name, key, result, env);
        },
      });
    },

    collect(state, { sumstat, epoch, final }, env) {
      const results = asksForResults(sumstat, env);
      if (state.stopped.has(sumstat)) return;
      if (!results && env.quirks.noResultNoReset) {
        state.stopped.add(sumstat);
        return;
      }
      const table = state.live.get(sumstat) as ResultTable;
      state.live.set(sumstat, new Map());
      state.crossed.delete(sumstat);
      const job = { sumstat, epoch, table };
      if (results) begin(state, job, final === true, env);
      else if (!env.quirks.noResultNoEnd) env.epochFinished(sumstat, epoch);
    },

    process_epoch_result(state, { job }, env) {
      tellPortion(state, job, env);
    },

    requestKey(state, { request, sumstat, key }, env) {
      env.keyResult(request, state.live.get(sumstat)?.get(key) ?? null);
    },
  },
};

/** There is none. */
const worker: WorkerRole<object, Messages> = { initial: () => ({}), lasting: [], on: { observe: () => {} } };

/** The whole is here, so that each observation may tell. */
function look(state: State, sumstat: string, key: string, result: Result, env: ManagerEnv<Messages>): void {
  const before = crossedBefore(state.crossed, sumstat, key);
  if (!reachesNext(sumstatNamed(sumstat, env), result, before, env)) return;
  noteCrossed(state.crossed, sumstat, key, before + 1);
  env.thresholdCrossed(sumstat, key, result, before);
}

function begin(state: State, job: Job, isFinal: boolean, env: ManagerEnv<Messages>): void {
  if (isFinal) {
    for (const [key, result] of job.table) env.epochResult(job.sumstat, job.epoch, key, result);
    env.epochFinished(job.sumstat, job.epoch);
    return;
  }
  if (job.table.size === 0 && env.quirks.emptyNoEnd) return;
  const number = state.nextJob++;
  state.jobs.set(number, job);
  tellPortion(state, number, env);
}

function tellPortion(state: State, number: number, env: ManagerEnv<Messages>): void {
  const { sumstat, epoch, table } = state.jobs.get(number) as Job;
  let isWhole = true;
  for (let told = 0; told < PORTION; told++) {
    const key = env.first(table);
    if (key === undefined) break;
    env.epochResult(sumstat, epoch, key, table.get(key) as Result);
    table.delete(key);
    if (env.quirks.skipsWhileWalking && env.sharesPlace(key)) isWhole = !skipNext(table, env) && isWhole;
  }
  if (table.size > 0 && !env.quirks.firstPortionOnly) {
    env.after(PAUSE, 'process_epoch_result', { job: number });
    return;
  }
  state.jobs.delete(number);
  // With keys left over, by a skip or since what goes on with them was raised under a name that nobody handles, no end is told.
  if (table.size === 0 && isWhole) env.epochFinished(sumstat, epoch);
}

/** Leaves out the key that is next; false where there is none. */
function skipNext(table: ResultTable, env: ManagerEnv<Messages>): boolean {
  const next = env.first(table);
  return next !== undefined && table.delete(next);
}

export const standalone = defineProtocol({
  name: 'standalone',
  summary: 'no cluster: one node observes and tells what an epoch comes to, 50 keys at a time',
  source: 'upstream non-cluster.zeek at a13de64fbb (2026-08-21), without its quirks',
  standing: 'ideal',
  isAlone: true,
  options: {},
  copySites: [],
  manager,
  worker,
  claims: {
    thresholds: true,
    tolerates: { slowNodeBelow: Infinity, faults: ['reorder-link'] },
    requestTimeout: Infinity,
    messages: () => ({}),
    looksAtOnce: Infinity,
  },
});
