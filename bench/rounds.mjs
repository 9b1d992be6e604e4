/**
 * Measures contenders against one another in one process, by turns: A B C A B C ... What disturbs the machine for a
 * while then disturbs all of them, and the median of the rounds drops what disturbed only one.
 */

/** @typedef {() => number | Promise<number>} Contender does a stretch of work, returns how many units it was */
/** @typedef {{ perSecond: number[], median: number }} Measured units per second of each round, in order */

/**
 * @template {string} Name
 * @param {object} options
 * @param {number} options.rounds how often each contender is measured, at least 1
 * @param {number} options.warmup rounds before those, not measured
 * @param {Record<Name, Contender>} options.contenders
 * @returns {Promise<Record<Name, Measured>>}
 */
export async function measureRounds({ rounds, warmup, contenders }) {
  if (!(rounds >= 1)) throw new RangeError(`rounds must be at least 1: ${rounds}`);
  const entries = /** @type {[Name, Contender][]} */ (Object.entries(contenders));
  const perSecond = new Map(entries.map(([name]) => [name, /** @type {number[]} */ ([])]));
  for (let round = -warmup; round < rounds; round++) {
    for (const [name, contender] of entries) {
      const rate = await unitsPerSecond(contender);
      if (round >= 0) perSecond.get(name)?.push(rate);
    }
  }
  const measured = [...perSecond].map(([name, rates]) => [name, { perSecond: rates, median: median(rates) }]);
  return /** @type {Record<Name, Measured>} */ (Object.fromEntries(measured));
}

/** @param {Contender} contender */
async function unitsPerSecond(contender) {
  const start = performance.now();
  const units = await contender();
  return (units * 1000) / (performance.now() - start);
}

/** @param {readonly number[]} values not empty */
function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = /** @type {number} */ (sorted[middle]);
  return sorted.length % 2 === 1 ? upper : (/** @type {number} */ (sorted[middle - 1]) + upper) / 2;
}
