/**
 * How fast Rollcall is: against the limit of the language, against what a user of fast-check would write, and in whole
 * cases a second. All of it in one run, by turns, so that what disturbs the machine disturbs all alike. Exits with 1 where
 * a target is missed.
 */
import { perKeyPolling } from '../dist/adapters/per-key-polling/per-key-polling.js';
import { subjectNamed } from '../dist/adapters/registry.js';
import { caseSpace } from '../dist/harness/case-space.js';
import { caseGenerator } from '../dist/harness/generate.js';
import { Runner } from '../dist/harness/run-case.js';
import { limitEpoch } from './limit.mjs';
import { measureRounds } from './rounds.mjs';
import { schedulerRuns } from './scheduler.mjs';

const WORKERS = 56;
const SCHEDULER_RUNS = 40;
/** Whole cases: at the most so large, of each sound protocol in turn. */
const SMALL = { maxWorkers: 4, maxKeys: 6 };

const runner = new Runner(perKeyPolling);
let seed = 0;

/** Epochs, until about this many messages were delivered. */
const STRETCH = 400_000;

function limit() {
  let deliveries = 0;
  while (deliveries < STRETCH) deliveries += limitEpoch(WORKERS, ++seed);
  return deliveries;
}

function rollcall() {
  let deliveries = 0;
  while (deliveries < STRETCH) {
    const { trace, verdict } = runner.run(distinctKeys(++seed));
    if (verdict.kind !== 'held') throw new Error(`the case must hold: ${JSON.stringify(verdict)}`);
    for (let event = 0; event < trace.length; event++) if (trace.isMessage(event)) deliveries++;
  }
  return deliveries;
}

/** The same protocol with as many distinct keys as workers, one on each, and latencies drawn alike. */
function distinctKeys(seed) {
  return {
    version: 1,
    protocol: perKeyPolling.name,
    options: {},
    seed,
    cluster: { workers: Array.from({ length: WORKERS }, (_, i) => ({ salt: i + 1, order: 0 })), order: 0, latency: { min: 0, max: 1_000_000 } },
    transport: 'serialize',
    sumstats: [{ name: 'bench', reducers: [{ stream: 'seen', apply: ['SUM'] }] }],
    values: 'given',
    workload: [
      ...Array.from({ length: WORKERS }, (_, i) => ({ at: 0, do: 'observe', worker: i + 1, stream: 'seen', key: `key-${i}`, value: i })),
      { at: 1, do: 'collect', sumstat: 'bench' },
    ],
    faults: [],
    window: 0,
    schedule: [],
  };
}

const small = ['key-stream', 'per-key-polling'].map((name) => {
  const subject = subjectNamed(name);
  return { runner: new Runner(subject.protocol), generate: caseGenerator(caseSpace(subject, SMALL), 1) };
});
let next = 0;

function wholeCases() {
  const cases = 4_000;
  for (let i = 0; i < cases; i++) {
    const { runner, generate } = small[i % small.length];
    const { verdict } = runner.run(generate(next++));
    if (verdict.kind !== 'held') throw new Error(`case ${next - 1} must hold: ${JSON.stringify(verdict)}`);
  }
  return cases;
}

const fast = await measureRounds({ rounds: 15, warmup: 5, contenders: { limit, rollcall } });
const slow = await measureRounds({
  rounds: 3,
  warmup: 0,
  contenders: { scheduler: async () => (await schedulerRuns(WORKERS, SCHEDULER_RUNS, ++seed)).deliveries, rollcall },
});
const whole = await measureRounds({ rounds: 7, warmup: 5, contenders: { wholeCases } });

const millions = (rate) => `${(rate / 1e6).toFixed(2)} M deliveries/s`;
const ofLimit = fast.rollcall.median / fast.limit.median;
const overScheduler = slow.rollcall.median / slow.scheduler.median;
const targets = [
  { what: `of the limit (${millions(fast.rollcall.median)} of ${millions(fast.limit.median)})`, figure: ofLimit, least: 0.35, digits: 2 },
  { what: `times fc.scheduler() (${millions(slow.rollcall.median)} to ${millions(slow.scheduler.median)})`, figure: overScheduler, least: 20, digits: 1 },
  { what: `whole cases/s, up to ${SMALL.maxWorkers} workers and ${SMALL.maxKeys} keys`, figure: whole.wholeCases.median, least: 20_000, digits: 0 },
];
console.log(`per-key polling, ${WORKERS} workers with a key each; medians of rounds by turns, node ${process.version}, one core`);
for (const { what, figure, least, digits } of targets) {
  if (figure < least) process.exitCode = 1;
  console.log(`${figure.toFixed(digits).padStart(8)}  ${what}; wanted ${least}${figure < least ? ' - MISSED' : ''}`);
}
