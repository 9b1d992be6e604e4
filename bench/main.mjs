/**
 * How fast Rollcall is: against the limit of the language, against what a user of fast-check would write, and in whole
 * cases a second; then what each calculation costs. Ratios are of the same round, a few seconds apart. Exits with 1 where a
 * target is missed.
 */
import { printByCalculation, printByHeld } from './calculation-tables.mjs';
import { SMALL, WORKERS } from './contenders.mjs';
import { measureRounds, median } from './rounds.mjs';

// Only what is compared takes turns: a process that waits long lets go of its heap, and begins the next stretch slowly.
const limit = await measureRounds(['limit', 'rollcall'], { rounds: 25, warmup: 5 });
const scheduler = await measureRounds(['scheduler', 'rollcall'], { rounds: 5, warmup: 1 });
const whole = await measureRounds(['wholeCases'], { rounds: 25, warmup: 5 });

const typical = (rounds, figure) => median(rounds.map(figure));
const millions = (rounds, name) => `${(typical(rounds, (rates) => rates[name]) / 1e6).toFixed(2)} M deliveries/s`;

const targets = [
  {
    what: `of the limit (${millions(limit, 'rollcall')}, ${millions(limit, 'limit')})`,
    figure: typical(limit, (rates) => rates.rollcall / rates.limit),
    least: 0.35,
    digits: 2,
  },
  {
    what: `times fc.scheduler() (${millions(scheduler, 'scheduler')})`,
    figure: typical(scheduler, (rates) => rates.rollcall / rates.scheduler),
    least: 20,
    digits: 1,
  },
  {
    what: `whole cases/s, up to ${SMALL.maxWorkers} workers and ${SMALL.maxKeys} keys`,
    figure: typical(whole, (rates) => rates.wholeCases),
    least: 20_000,
    digits: 0,
  },
];
console.log(`per-key polling, ${WORKERS} workers with a key each; medians of rounds by turns, node ${process.version}, one process at a time`);
for (const { what, figure, least, digits } of targets) {
  if (figure < least) process.exitCode = 1;
  console.log(`${figure.toFixed(digits).padStart(8)}  ${what}; wanted ${least}${figure < least ? ' - MISSED' : ''}`);
}

await printByCalculation();
await printByHeld();
