/**
 * What is measured. Run as `node bench/contenders.mjs NAME`, it does a stretch of that contender's work for each message
 * that its parent sends, and answers with units a second: a process for each, so that none runs code that was compiled, or
 * a heap that was filled, for another.
 */
import { perKeyPolling } from '../dist/adapters/per-key-polling/per-key-polling.js';
import { subjectNamed } from '../dist/adapters/registry.js';
import { caseSpace } from '../dist/harness/case-space.js';
import { caseGenerator } from '../dist/harness/generate.js';
import { Runner } from '../dist/harness/run-case.js';
import { CALCULATION_CONTENDERS } from './calculations.mjs';
import { limitEpoch } from './limit.mjs';
import { schedulerRuns } from './scheduler.mjs';

export const WORKERS = 56;

/** fc.scheduler()'s runs in a stretch. */
const SCHEDULER_RUNS = 40;

/** Deliveries in a stretch of the others, and cases of each protocol. */
const DELIVERIES = 1_000_000;
const CASES = 5_000;

/** Whole cases are at the most so large. */
export const SMALL = { maxWorkers: 4, maxKeys: 6 };

/** @type {Record<string, () => () => number | Promise<number>>} Makes what does a stretch and returns its units. */
const CONTENDERS = {
  ...CALCULATION_CONTENDERS,

  limit: () => {
    let seed = 0;
    return () => atLeast(DELIVERIES, () => limitEpoch(WORKERS, ++seed));
  },

  rollcall: () => {
    const runner = new Runner(perKeyPolling);
    let seed = 0;
    return () =>
      atLeast(DELIVERIES, () => {
        const { trace, verdict } = runner.run(distinctKeys(++seed));
        mustHold(verdict, seed);
        let deliveries = 0;
        for (let event = 0; event < trace.length; event++) if (trace.isMessage(event)) deliveries++;
        return deliveries;
      });
  },

  scheduler: () => {
    let seed = 0;
    return async () => (await schedulerRuns(WORKERS, SCHEDULER_RUNS, ++seed)).deliveries;
  },

  /** Generated, simulated and judged: a campaign of each sound protocol, one after the other. */
  wholeCases: () => {
    const campaigns = ['key-stream', 'per-key-polling'].map((name) => {
      const subject = subjectNamed(name);
      return { runner: new Runner(subject.protocol), generate: caseGenerator(caseSpace(subject, SMALL), 1) };
    });
    let number = 0;
    return () => {
      for (const { runner, generate } of campaigns) {
        for (let i = 0; i < CASES; i++) mustHold(runner.run(generate(number)).verdict, number++);
      }
      return CASES * campaigns.length;
    };
  },
};

/** The same protocol as the limit's, with as many distinct keys as workers, one on each, and latencies drawn alike. */
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

function mustHold(verdict, number) {
  if (verdict.kind === 'violated') throw new Error(`case ${number} is violated: ${JSON.stringify(verdict)}`);
}

function atLeast(units, work) {
  let done = 0;
  while (done < units) done += work();
  return done;
}

const name = process.argv[2];
if (process.send !== undefined && name !== undefined) {
  const stretch = CONTENDERS[name]();
  process.on('message', async () => {
    const start = performance.now();
    const units = await stretch();
    process.send((units * 1_000) / (performance.now() - start));
  });
}
