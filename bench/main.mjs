/**
 * How fast Rollcall is: against the limit of the language, against what a user of fast-check would write, and in whole
 * cases a second; all in one run, so that only ratios of the same minutes are compared. Exits with 1 where a target is missed.
 */
import { SMALL, WORKERS } from './contenders.mjs';
import { measureRounds } from './rounds.mjs';

const rates = await measureRounds(['limit', 'rollcall', 'wholeCases', 'scheduler'], { rounds: 11, warmup: 4 });

const millions = (rate) => `${(rate / 1e6).toFixed(2)} M deliveries/s`;
const targets = [
  {
    what: `of the limit (${millions(rates.rollcall)} of ${millions(rates.limit)})`,
    figure: rates.rollcall / rates.limit,
    least: 0.35,
    digits: 2,
  },
  {
    what: `times fc.scheduler() (${millions(rates.rollcall)} to ${millions(rates.scheduler)})`,
    figure: rates.rollcall / rates.scheduler,
    least: 20,
    digits: 1,
  },
  {
    what: `whole cases/s, up to ${SMALL.maxWorkers} workers and ${SMALL.maxKeys} keys`,
    figure: rates.wholeCases,
    least: 20_000,
    digits: 0,
  },
];
console.log(`per-key polling, ${WORKERS} workers with a key each; medians of rounds by turns, node ${process.version}, one process at a time`);
for (const { what, figure, least, digits } of targets) {
  if (figure < least) process.exitCode = 1;
  console.log(`${figure.toFixed(digits).padStart(8)}  ${what}; wanted ${least}${figure < least ? ' - MISSED' : ''}`);
}
