/**
 * How fast Rollcall is: against the limit of the language, against what a user of fast-check would write, and in whole
 * cases a second. Ratios are of the same round, a few seconds apart. Exits with 1 where a target is missed.
 */
import { SMALL, WORKERS } from './contenders.mjs';
import { measureRounds, median } from './rounds.mjs';

const rounds = await measureRounds(['limit', 'rollcall', 'wholeCases', 'scheduler'], { rounds: 15, warmup: 4 });
const typical = (figure) => median(rounds.map(figure));
const millions = (name) => `${(typical((rates) => rates[name]) / 1e6).toFixed(2)} M deliveries/s`;

const targets = [
  {
    what: `of the limit (${millions('rollcall')}, ${millions('limit')})`,
    figure: typical(({ rollcall, limit }) => rollcall / limit),
    least: 0.35,
    digits: 2,
  },
  {
    what: `times fc.scheduler() (${millions('scheduler')})`,
    figure: typical(({ rollcall, scheduler }) => rollcall / scheduler),
    least: 20,
    digits: 1,
  },
  {
    what: `whole cases/s, up to ${SMALL.maxWorkers} workers and ${SMALL.maxKeys} keys`,
    figure: typical(({ wholeCases }) => wholeCases),
    least: 20_000,
    digits: 0,
  },
];
console.log(`per-key polling, ${WORKERS} workers with a key each; medians of ${rounds.length} rounds by turns, node ${process.version}, one process at a time`);
for (const { what, figure, least, digits } of targets) {
  if (figure < least) process.exitCode = 1;
  console.log(`${figure.toFixed(digits).padStart(8)}  ${what}; wanted ${least}${figure < least ? ' - MISSED' : ''}`);
}
const best = Math.max(...rounds.map(({ wholeCases }) => wholeCases));
console.log(`          (the best round had ${best.toFixed(0)} whole cases/s)`);
