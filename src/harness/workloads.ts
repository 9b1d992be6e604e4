/** Workloads for comparing costs: everything is observed, then one epoch is collected. */
import { BadInput } from '../model/case-file.ts';
import type { Case } from '../model/case.ts';
import { DEFAULT_WINDOW } from '../model/case.ts';
import { MANAGER } from '../model/cluster.ts';
import type { Observe } from '../model/workload.ts';
import { below, hashText, mix } from '../simulator/keyed-draw.ts';

export const STREAM = 'seen';

/** Microseconds that a message travels in a comparison, each way. */
const LATENCY = 500;

/** Microseconds: beyond the end of any run. */
const FOREVER = 2 ** 46;

/** How many times longer than the others a slow worker takes to answer. */
const SLOWNESS = 100;

/** Observations of one worker in a Zipf workload. */
const ZIPF_OBSERVATIONS = 100;

/** How keys are spread over workers: the kinds of `--keys`. */
const SPREADS = ['distinct', 'same', 'zipf', 'scan'] as const;
type SpreadKind = (typeof SPREADS)[number];

/**
 * @param spec `distinct:K`, K keys each on one worker; `same:K`, K keys each on every worker; `zipf:K`, drawn by rank; `scan:K`, K keys
 * each on a worker that is drawn, and a few on others, too
 * @throws {BadInput} where it is none of these
 */
export function parseKeys(spec: string): { kind: SpreadKind; keys: number } {
  const [, name, count] = /^([a-z]+):(\d{1,7})$/.exec(spec) ?? [];
  const kind = SPREADS.find((one) => one === name);
  if (kind === undefined || Number(count) < 1) {
    throw new BadInput(
      `--keys ${spec} is not understood.\nSay distinct:56 (56 keys, each on one worker), same:1 (1 key on every worker), zipf:100 (drawn by rank) or scan:1000 (most on one worker).`,
    );
  }
  return { kind, keys: Number(count) };
}

/**
 * Who observes which keys.
 * @param spec as `parseKeys` reads it
 * @throws {BadInput} where it is not understood, or too much to be held
 */
export function keyedObservations(spec: string, workers: number, seed: number): Observe[] {
  const { kind, keys } = parseKeys(spec);
  const most = observationsOf(spec, workers);
  if (most > MOST_OBSERVATIONS) {
    const told = (n: number): string => n.toLocaleString('en-US');
    throw new BadInput(`--keys ${spec} on ${told(workers)} workers comes to ${told(most)} observations, and at most ${told(MOST_OBSERVATIONS)} fit in memory.\nCompare with fewer keys, or fewer --workers.`);
  }
  const out: Observe[] = [];
  const seen = (worker: number, key: number): void => void out.push({ at: 0, do: 'observe', worker, stream: STREAM, key: `key-${key}`, value: 1 });
  if (kind === 'distinct') for (let key = 0; key < keys; key++) seen(1 + (key % workers), key);
  else if (kind === 'same') for (let worker = 1; worker <= workers; worker++) for (let key = 0; key < keys; key++) seen(worker, key);
  else if (kind === 'zipf') for (let worker = 1; worker <= workers; worker++) for (let i = 0; i < ZIPF_OBSERVATIONS; i++) seen(worker, zipf(keys, mix(mix(seed, worker), hashText(String(i)))));
  else for (let key = 0; key < keys; key++) for (const worker of scanned(workers, mix(mix(seed, SCAN), key))) seen(worker, key);
  return out;
}

/**
 * How many observations that comes to; of a scan, about.
 * @throws {BadInput} where it is not understood
 */
export function observationsOf(spec: string, workers: number): number {
  const { kind, keys } = parseKeys(spec);
  return { distinct: keys, same: keys * workers, zipf: workers * ZIPF_OBSERVATIONS, scan: Math.ceil((keys * 7) / (7 - SHARED_OF_SEVEN)) }[kind];
}

/** About half a gigabyte. */
export const MOST_OBSERVATIONS = 2_000_000;

/** Sets what a scan draws apart from what a Zipf workload does. */
const SCAN = hashText('scan');

/** Of seven keys that are on a worker, how many are on a further one as well. */
const SHARED_OF_SEVEN = 2;

/**
 * The workers that see a key of a scan: one, and with a chance of 2 in 7 the next one, too, and so on. That makes 1.4 workers for a key on average,
 * which is what 97.5 % of useless replies come to with 56 workers, the share that the e-mail speaks of.
 */
function scanned(workers: number, hash: number): number[] {
  const first = below(hash, workers);
  const out = [1 + first];
  for (let i = 1; i < workers && below(mix(hash, i), 7) < SHARED_OF_SEVEN; i++) out.push(1 + ((first + i) % workers));
  return out;
}

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
