/**
 * Measures contenders against one another by turns, A B C A B C ..., each in a process of its own and one at a time. What
 * disturbs the machine for a while then disturbs all of them, and a median over the rounds drops what disturbed only one.
 */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const CONTENDERS = fileURLToPath(new URL('contenders.mjs', import.meta.url));

/**
 * @template {string} Name
 * @param {readonly Name[]} names of contenders
 * @param {{ rounds: number, warmup: number }} options rounds that are measured, and rounds before those that are not
 * @returns {Promise<Record<Name, number>[]>} by round, units a second
 */
export async function measureRounds(names, { rounds, warmup }) {
  if (!(rounds >= 1)) throw new RangeError(`rounds must be at least 1: ${rounds}`);
  const contenders = names.map((name) => ({ name, child: fork(CONTENDERS, [name]) }));
  const measured = [];
  try {
    for (let round = -warmup; round < rounds; round++) {
      const rates = {};
      for (const contender of contenders) rates[contender.name] = await stretch(contender);
      if (round >= 0) measured.push(rates);
    }
  } finally {
    for (const { child } of contenders) child.kill();
  }
  return measured;
}

function stretch({ name, child }) {
  return new Promise((resolve, reject) => {
    const stopped = (code) => reject(new Error(`${name} stopped with ${code}: see above`));
    child.once('exit', stopped);
    child.once('message', (rate) => {
      child.off('exit', stopped);
      resolve(rate);
    });
    child.send('go');
  });
}

/** @param {readonly number[]} values not empty */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = /** @type {number} */ (sorted[middle]);
  return sorted.length % 2 === 1 ? upper : (/** @type {number} */ (sorted[middle - 1]) + upper) / 2;
}
