/** Workloads for comparing costs: everything is observed, then one epoch is collected. */
import { BadInput } from '../model/case-file.ts';
import type { Case } from '../model/case.ts';
import { DEFAULT_WINDOW } from '../model/case.ts';
import { MANAGER } from '../model/cluster.ts';
import type { Observe } from '../model/workload.ts';
import { hashText, mix } from '../simulator/keyed-draw.ts';

export const STREAM = 'seen';

/** Microseconds that a message travels in a comparison, each way. */
const LATENCY = 500;

/** Microseconds: beyond the end of any run. */
const FOREVER = 2 ** 46;

/** How many times longer than the others a slow worker takes to answer. */
const SLOWNESS = 100;

/** Observations of one worker in a Zipf workload. */
const ZIPF_OBSERVATIONS = 100;

/**
 * Who observes which keys.
 * @param spec `distinct:K`, K keys each on one worker; `same:K`, K keys each on every worker; `zipf:K`, drawn by rank
 * @throws {BadInput} where it is none of these
 */
export function keyedObservations(spec: string, workers: number, seed: number): Observe[] {
  const match = /^(distinct|same|zipf):(\d{1,7})$/.exec(spec);
  const keys = Number(match?.[2]);
  if (match === null || keys < 1) {
    throw new BadInput(`--keys ${spec} is not understood.\nSay distinct:56 (56 keys, each on one worker), same:1 (1 key on every worker) or zipf:100 (drawn by rank).`);
  }
  assertAffordable(match[1] === 'zipf' ? Math.min(keys, workers * ZIPF_OBSERVATIONS) : keys, workers);
  const out: Observe[] = [];
  const seen = (worker: number, key: number): void => void out.push({ at: 0, do: 'observe', worker, stream: STREAM, key: `key-${key}`, value: 1 });
  if (match[1] === 'distinct') for (let key = 0; key < keys; key++) seen(1 + (key % workers), key);
  else if (match[1] === 'same') for (let worker = 1; worker <= workers; worker++) for (let key = 0; key < keys; key++) seen(worker, key);
  else for (let worker = 1; worker <= workers; worker++) for (let i = 0; i < ZIPF_OBSERVATIONS; i++) seen(worker, zipf(keys, mix(mix(seed, worker), hashText(String(i)))));
  return out;
}

/**
 * Polling asks every worker for every key, and the whole trace of a run is held in memory.
 * @throws {BadInput} where that would be too much
 */
export function assertAffordable(keys: number, workers: number): void {
  if (keys * workers <= QUESTIONS) return;
  const told = (n: number): string => n.toLocaleString('en-US');
  throw new BadInput(
    `${told(keys)} keys on ${told(workers)} workers are too many to compare: polling alone would take ${told(keys * workers)} replies, and at most ${told(QUESTIONS)} fit in memory.\n` +
      'Compare with fewer keys, or fewer --workers.',
  );
}

/** About a gigabyte. */
const QUESTIONS = 2_000_000;

/** A rank from 0 with a chance of about 1 / (rank + 1): the inverse of the harmonic sum. */
function zipf(keys: number, hash: number): number {
  return Math.min(keys - 1, Math.floor((keys + 1) ** ((hash >>> 0) / 0x1_0000_0000)) - 1);
}

/** @param service microseconds that each message costs the manager */
export function costCase(protocol: string, observations: readonly Observe[], workers: number, service: number, seed: number): Case {
  const last = observations.reduce((latest, event) => Math.max(latest, event.at), 0);
  return {
    version: 1,
    protocol,
    options: {},
    seed,
    cluster: { workers: Array.from({ length: workers }, (_, i) => ({ salt: i + 1, order: 0 })), order: 0, latency: { min: LATENCY, max: LATENCY } },
    transport: 'serialize',
    sumstats: [{ name: 'compared', reducers: [{ stream: STREAM, apply: ['SUM'] }] }],
    values: 'given',
    workload: [...observations, { at: last + 1, do: 'collect', sumstat: 'compared' }],
    faults: service > 0 ? [{ fault: 'slow-node', node: MANAGER, service, from: 0, until: FOREVER }] : [],
    window: DEFAULT_WINDOW,
    schedule: [],
  };
}

/** The same with a last worker that is a hundred times slower: it answers after 100 ms, where the others take 1, by being busy with each message for the rest. */
export function withSlowWorker(c: Case): Case {
  const there = 2 * c.cluster.latency.min;
  return { ...c, faults: [...c.faults, { fault: 'slow-node', node: c.cluster.workers.length, service: (SLOWNESS - 1) * there, from: 0, until: FOREVER }] };
}
