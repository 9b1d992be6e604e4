/**
 * What a user of fast-check would write in place of Rollcall: the same epoch of per-key polling as async functions,
 * its messages handed to fc.scheduler, which chooses the order in which they arrive, and waitFor to drive it.
 */
import fc from 'fast-check';

/** @typedef {{ num: number, sum: number }} Result */
/** @typedef {<T>(label: string, content: T) => Promise<T>} Deliver a message: it resolves when it arrives */

/**
 * Runs the property that every key's sum comes out right, with as many distinct keys as workers, one on each.
 * @param {number} workers
 * @param {number} runs
 * @param {number} seed
 * @returns {Promise<{ deliveries: number, runs: number }>} what was really done, counted on arrival
 * @throws where the property fails
 */
export async function schedulerRuns(workers, runs, seed) {
  let deliveries = 0;
  let runsDone = 0;
  const property = fc.asyncProperty(fc.scheduler(), async (s) => {
    /** @type {Deliver} */
    const deliver = async (label, content) => {
      const arrived = await s.schedule(Promise.resolve(content), label);
      deliveries++;
      return arrived;
    };
    const nodes = Array.from({ length: workers }, (_, key) => new Worker(key));
    verify(await s.waitFor(collectEpoch(nodes, deliver)), workers);
    runsDone++;
  });
  await fc.assert(property, { numRuns: runs, seed });
  return { deliveries, runs: runsDone };
}

class Worker {
  /** @param {number} key the one key it has seen, once, with itself as the value */
  constructor(key) {
    this.table = new Map([[key, /** @type {Result} */ ({ num: 1, sum: key })]]);
  }

  firstKey() {
    return this.table.keys().next().value;
  }

  /** @param {number} key */
  take(key) {
    const result = this.table.get(key);
    this.table.delete(key);
    return result;
  }
}

/**
 * The manager: rounds of one key from each worker, each key then fetched from all, until a round brings no key.
 * @param {Worker[]} nodes
 * @param {Deliver} deliver
 */
async function collectEpoch(nodes, deliver) {
  const results = /** @type {Map<number, Result>} */ (new Map());
  for (;;) {
    const keys = new Set(await Promise.all(nodes.map((node) => askKey(node, deliver))));
    keys.delete(undefined);
    if (keys.size === 0) return results;
    for (const key of /** @type {Set<number>} */ (keys)) {
      const parts = await Promise.all(nodes.map((node) => askResult(node, key, deliver)));
      const merged = merge(parts);
      if (merged !== undefined) results.set(key, merged);
    }
  }
}

/**
 * @param {Worker} node
 * @param {Deliver} deliver
 */
async function askKey(node, deliver) {
  await deliver('get_a_key', undefined);
  const key = node.firstKey();
  return deliver(key === undefined ? 'send_no_key' : 'send_a_key', key);
}

/**
 * @param {Worker} node
 * @param {number} key
 * @param {Deliver} deliver
 */
async function askResult(node, key, deliver) {
  const asked = await deliver('cluster_get_result', key);
  return deliver('cluster_send_result', node.take(asked));
}

/** @param {readonly (Result | undefined)[]} parts */
function merge(parts) {
  /** @type {Result | undefined} */
  let total;
  for (const part of parts) {
    if (part === undefined) continue;
    total = total === undefined ? part : { num: total.num + part.num, sum: total.sum + part.sum };
  }
  return total;
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
