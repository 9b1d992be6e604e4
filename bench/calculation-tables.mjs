/** What observing and merging cost, calculation by calculation, as tables. No target: a ratio says how far there is to go. */
import { contenderName, HELD, HOLDING, NAMES, OPERATIONS } from './calculations.mjs';
import { measureRounds, median } from './rounds.mjs';

const ROUNDS = { rounds: 7, warmup: 5 };

const inMillions = (rate) => (rate / 1e6).toPrecision(3);
const asTable = (rows) => {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) => row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join('  ')).join('\n');
};

/** The rates of two contenders that take turns, and the first one's by the second's in the same round. */
async function compared(one, other) {
  const rounds = await measureRounds([one, other], ROUNDS);
  const typical = (figure) => median(rounds.map(figure));
  return [inMillions(typical((rates) => rates[one])), inMillions(typical((rates) => rates[other])), typical((rates) => rates[one] / rates[other]).toFixed(2)];
}

export async function printByCalculation() {
  const rows = [['', ...OPERATIONS.flatMap((operation) => [`${operation}: M/s`, 'by hand', 'ratio'])]];
  for (const name of NAMES) {
    const row = [name];
    for (const operation of OPERATIONS) row.push(...(await compared(contenderName(name, operation, 'own'), contenderName(name, operation, 'hand'))));
    rows.push(row);
  }
  console.log(`\nby calculation, in millions a second, beside the simplest code by hand\n${asTable(rows)}`);
}

export async function printByHeld() {
  const [little, much] = HELD;
  const rows = [['', ...HELD.map((held) => `${held.toLocaleString('en')} held`), 'ratio']];
  for (const name of HOLDING) {
    const [atMuch, atLittle, ratio] = await compared(contenderName(name, 'observe', much), contenderName(name, 'observe', little));
    rows.push([name, atLittle, atMuch, ratio]);
  }
  console.log(`\nmillions of observations a second where so much is held. What is linear in it would come to 0.01;\nwhat is left to 1 is memory that is further away\n${asTable(rows)}`);
}
