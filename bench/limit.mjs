/**
 * The limit: one epoch of per-key polling as a hand-written loop. A binary heap of numbers, no objects on the way, no trace,
 * no schedule, no checks: what plain JavaScript can do with this protocol, and what a general simulator is measured against.
 */

/** @typedef {{ num: number, sum: number }} Result */

const GET_RESULT = 0;
const RESULT = 1;
const GET_KEY = 2;
const KEY = 3;

/** Stands for the key in a KEY message of a worker that has none. */
const NONE = 0xffff;

/** The most workers and keys that a message has bits for. */
const WORKERS_MAX = 1024;

/** Two bits of type, ten of worker, the rest the key. */
const encode = (type, worker, key) => type | (worker << 2) | (key << 12);

/** Messages under way, the earliest first. */
class Heap {
  /** @param {number} capacity */
  constructor(capacity) {
    this.times = new Float64Array(capacity);
    this.messages = new Int32Array(capacity);
    this.size = 0;
    this.takenTime = 0;
  }

  push(time, message) {
    const { times, messages } = this;
    let place = this.size++;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (times[parent] <= time) break;
      times[place] = times[parent];
      messages[place] = messages[parent];
      place = parent;
    }
    times[place] = time;
    messages[place] = message;
  }

  pop() {
    const { times, messages } = this;
    const first = messages[0];
    this.takenTime = times[0];
    const size = --this.size;
    const time = times[size];
    const message = messages[size];
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= size) break;
      if (child + 1 < size && times[child + 1] < times[child]) child++;
      if (times[child] >= time) break;
      times[place] = times[child];
      messages[place] = messages[child];
      place = child;
    }
    times[place] = time;
    messages[place] = message;
    return first;
  }
}

/**
 * One epoch with as many distinct keys as workers, one on each.
 * @param {number} workers 1 to 1024
 * @param {number} seed any integer
 * @returns {number} how many messages were delivered
 */
export function limitEpoch(workers, seed) {
  if (!(workers >= 1 && workers <= WORKERS_MAX)) throw new RangeError(`workers must be 1 to ${WORKERS_MAX}: ${workers}`);
  const latency = generator(seed);
  const heap = new Heap(2 * workers);
  const tables = Array.from({ length: workers }, (_, worker) => new Map([[worker, { num: 1, sum: worker }]]));
  const named = [];
  const results = new Map();
  let deliveries = 0;
  let now = 0;
  let replies = 0;
  /** @type {Result | null} */
  let merged = null;
  let finished = false;

  const ask = (type, key) => {
    for (let worker = 0; worker < workers; worker++) heap.push(now + latency(), encode(type, worker, key));
  };

  ask(GET_KEY, 0);
  while (heap.size > 0) {
    const message = heap.pop();
    now = heap.takenTime;
    deliveries++;
    const type = message & 3;
    const worker = (message >> 2) & (WORKERS_MAX - 1);
    const key = message >> 12;
    if (type === GET_KEY) {
      const first = tables[worker].keys().next();
      heap.push(now + latency(), encode(KEY, worker, first.done ? NONE : first.value));
    } else if (type === GET_RESULT) {
      heap.push(now + latency(), encode(RESULT, worker, key));
    } else if (type === KEY) {
      if (key !== NONE) named.push(key);
      if (++replies < workers) continue;
      replies = 0;
      if (named.length > 0) ask(GET_RESULT, named.pop());
      else finished = true;
    } else {
      const part = tables[worker].get(key);
      if (part !== undefined) {
        merged = merged === null ? part : { num: merged.num + part.num, sum: merged.sum + part.sum };
        tables[worker].delete(key);
      }
      if (++replies < workers) continue;
      replies = 0;
      if (merged !== null) results.set(key, merged);
      merged = null;
      if (named.length > 0) ask(GET_RESULT, named.pop());
      else ask(GET_KEY, 0);
    }
  }

  if (!finished) throw new Error('the epoch was never finished');
  verify(results, workers);
  return deliveries;
}

/**
 * Mulberry32: from 0 to 1.
 * @param {number} seed
 */
function generator(seed) {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
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
