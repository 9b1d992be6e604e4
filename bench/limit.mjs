/**
 * The limit: per-key polling as fast as plain JavaScript does it. No trace, no checks, no faults, no options.
 *
 * What it keeps is what makes the figure comparable: every message has its own random latency and goes through the
 * priority queue alone, workers look keys up in their tables, results are merged, and all are verified at the end.
 * What it takes from the protocol: a worker has one message in flight at a time, so a slot is a worker; and nothing
 * is in flight at a barrier, so each barrier's clock starts at 0.
 */
import { SLOTS_MAX, TIME_MAX, Tournament } from './tournament.mjs';

/** Latencies are 20 bits: a request and its reply together stay within the queue's time. */
const LATENCY_SHIFT = 12;
if (2 * (2 ** (32 - LATENCY_SHIFT) - 1) >= TIME_MAX) throw new Error('latencies do not fit the queue');

/** Asked for in place of a key: any key, the get_a_key round. */
const ANY = -1;

/** @typedef {{ key: number, num: number, sum: number }} Result */

/**
 * One epoch with as many distinct keys as workers, one on each.
 * @param {number} workers 1 to 1024
 * @param {number} seed any integer
 * @returns {number} how many messages were delivered
 */
export function limitEpoch(workers, seed) {
  if (!(workers >= 1 && workers <= SLOTS_MAX)) throw new RangeError(`workers must be 1 to ${SLOTS_MAX}: ${workers}`);
  const queue = new Tournament(workers);
  const tables = firstTables(workers);
  /** @type {(Result | undefined)[]} */
  const replies = new Array(workers).fill(undefined);
  const replied = new Uint8Array(workers);
  const announced = /** @type {number[]} */ ([]);
  const results = /** @type {Map<number, Result>} */ (new Map());
  let random = Math.imul(seed ^ 0x5bd1e995, 0x9e3779b1) || 1;
  let deliveries = 0;
  let asked = ANY;

  for (;;) {
    for (let worker = 0; worker < workers; worker++) {
      random = xorshift(random);
      queue.lay(worker, random >>> LATENCY_SHIFT);
      replied[worker] = 0;
    }
    queue.playAll();
    /** @type {Result | undefined} */
    let merged;
    let waiting = workers;
    while (waiting > 0) {
      const worker = queue.firstSlot();
      deliveries++;
      if (replied[worker] === 0) {
        replies[worker] = answer(tables[worker], asked);
        replied[worker] = 1;
        random = xorshift(random);
        queue.put(worker, queue.firstTime() + (random >>> LATENCY_SHIFT));
      } else {
        const reply = replies[worker];
        if (reply !== undefined) {
          if (asked === ANY) announced.push(reply.key);
          else merged = merged === undefined ? reply : merge(merged, reply);
        }
        queue.clear(worker);
        waiting--;
      }
    }
    if (merged !== undefined) results.set(asked, merged);
    const next = announced.pop();
    if (next === undefined && asked === ANY) break;
    asked = next ?? ANY;
  }

  verify(results, workers);
  return deliveries;
}

/** @param {number} workers */
function firstTables(workers) {
  const tables = /** @type {Map<number, Result>[]} */ ([]);
  for (let worker = 0; worker < workers; worker++) {
    tables.push(new Map([[worker, { key: worker, num: 1, sum: worker }]]));
  }
  return tables;
}

/**
 * Marsaglia's xorshift with 32 bits: the state is the number drawn, and never 0.
 * @param {number} state
 */
function xorshift(state) {
  state ^= state << 13;
  state ^= state >>> 17;
  return state ^ (state << 5);
}

/**
 * A worker's side: its first key, or the result of the key asked for, which it then forgets.
 * @param {Map<number, Result>} table
 * @param {number} asked
 * @returns {Result | undefined} undefined is send_no_key, or an empty result
 */
function answer(table, asked) {
  if (asked === ANY) return table.values().next().value;
  const found = table.get(asked);
  if (found !== undefined) table.delete(asked);
  return found;
}

/**
 * @param {Result} a
 * @param {Result} b
 * @returns {Result}
 */
function merge(a, b) {
  return { key: a.key, num: a.num + b.num, sum: a.sum + b.sum };
}

/**
 * @param {Map<number, Result>} results
 * @param {number} workers
 */
function verify(results, workers) {
  if (results.size !== workers) throw new Error(`${results.size} results came out of ${workers}`);
  for (const [key, { num, sum }] of results) {
    if (num !== 1 || sum !== key) throw new Error(`key ${key} came out as num ${num}, sum ${sum}`);
  }
}
