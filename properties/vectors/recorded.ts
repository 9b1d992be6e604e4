/**
 * Recordings of the real system, as golden cases: what it was given becomes a case of the protocol of that day, what it told
 * becomes what is expected. `../shared/vectors/README.md` tells where they are from. Nothing here looks at a case's name.
 */
import type { z } from 'zod';
import type { Case } from '../../src/model/case.ts';
import { caseSchema } from '../../src/model/case.ts';
import type { expectedSchema } from '../../src/model/expected.ts';
import type { plainKeySchema } from '../../src/model/key.ts';
import type { PlainValue } from '../../src/model/value.ts';
import type { Arrivals } from './arrivals.ts';
import { arrivalsOf, scheduleFor } from './arrivals.ts';

/** Bro 2.5.5 is of the branch that was cut for 2.5, in November 2016. */
export const DAY = '2016-11';

export type PlainExpected = z.input<typeof expectedSchema>;
type PlainKey = z.input<typeof plainKeySchema>;

export interface Vector {
  readonly name: string;
  readonly about: string;
  /** The case under the hashing of its number: 0 is tables in the order of insertion. */
  readonly caseUnder: (hashing: number) => Case;
  readonly expected: PlainExpected;
}

/** An observation, a key and a result as the recordings have them. */
export interface RecordedObservation {
  readonly stream: string;
  readonly key: PlainKey;
  readonly obs: PlainValue;
  readonly at?: number;
}
export type RecordedStreams = { readonly [stream: string]: { readonly [field: string]: unknown } };
interface RecordedResult {
  readonly key: PlainKey;
  readonly results: RecordedStreams;
}
export interface RecordedReducer {
  readonly stream: string;
  readonly apply: readonly string[];
  readonly normalize_key?: string;
  readonly unique_max?: number;
  readonly num_last_elements?: number;
  readonly topk_size?: number;
  readonly num_samples?: number;
  readonly hll_error_margin?: number;
  readonly hll_confidence?: number;
}
export interface RecordedThreshold {
  readonly value: string;
  readonly stream?: string;
  readonly threshold?: number;
  readonly threshold_series?: readonly number[];
}

export interface StandaloneCase {
  readonly id: string;
  readonly reducers: readonly RecordedReducer[];
  readonly threshold?: RecordedThreshold;
  readonly workers: { readonly standalone: readonly RecordedObservation[] };
  readonly crossings: readonly RecordedResult[];
  readonly expected: readonly RecordedResult[];
}

export interface ClusterCase {
  readonly id: string;
  readonly epoch: number;
  readonly epochs?: number;
  readonly reducers: readonly RecordedReducer[];
  readonly threshold?: RecordedThreshold;
  readonly no_epoch_result?: boolean;
  readonly request_key?: readonly { readonly at: number; readonly key: PlainKey }[];
  readonly workers: { readonly [worker: string]: readonly RecordedObservation[] };
  readonly hash_seeds?: 'one fixed seed on all nodes' | 'random per process';
  readonly expected: {
    readonly epochs: readonly { readonly results: readonly RecordedResult[]; readonly finished_at?: number | null }[];
    readonly crossings?: readonly RecordedResult[];
    readonly requests?: readonly { readonly index: number; readonly results: RecordedStreams }[];
  };
  readonly trace: Arrivals;
}

/** The sumstat of a recording that names none. */
const NAME = 'recorded';
export const SECOND = 1_000_000;

export function standaloneVector({ id, reducers, threshold, workers, crossings, expected }: StandaloneCase): Vector {
  const seen = workers.standalone.map((one) => observation(one, 0));
  const caseUnder = (hashing: number): Case => caseOf({
    protocol: `standalone@${DAY}`,
    cluster: { workers: [], latency: { min: 0, max: 0 }, ...hashed(hashing) },
    sumstats: [{ name: NAME, reducers: reducers.map(reducerOf), ...thresholdOf(threshold, reducers) }],
    workload: [...seen, { at: SECOND, do: 'collect', sumstat: NAME }],
  });
  return {
    name: id,
    about: `Bro 2.5.5, stand-alone, ${id}`,
    caseUnder,
    expected: {
      results: expected.map(({ key, results }) => ({ sumstat: NAME, epoch: 0, key, streams: streamsOf(results, reducers) })),
      crossings: crossings.map(({ key, results }) => ({ sumstat: NAME, key, streams: streamsOf(results, reducers) })),
      // Of no keys the end is not told, and with more than 50 the rest never is.
      finished: expected.length > 0 && expected.length <= 50 ? [{ sumstat: NAME, epoch: 0 }] : [],
    },
  };
}

export function clusterVector(recorded: ClusterCase): Vector {
  const { id, reducers, threshold, expected, epoch } = recorded;
  const names = Object.keys(recorded.workers);
  const sumstat = { name: NAME, reducers: reducers.map(reducerOf), ...thresholdOf(threshold, reducers), ...(recorded.no_epoch_result === true ? { epochResult: false } : {}) };
  const observations = names.flatMap((name, i) => (recorded.workers[name] ?? []).map((one) => observation(one, i + 1)));
  const requests = (recorded.request_key ?? []).map(({ at, key }) => ({ at: Math.round(at * SECOND), do: 'request' as const, sumstat: NAME, key }));
  const collect = { at: epoch * SECOND, do: 'collect' as const, sumstat: NAME, every: epoch * SECOND, times: expected.epochs.length };
  const order = arrivalsOf(recorded.trace, names);
  const caseUnder = (hashing: number): Case => {
    const calm = caseOf({
      protocol: `per-key-polling@${DAY}`,
      ...(recorded.hash_seeds === 'random per process' ? { quirks: ['hllSeed'] } : {}),
      seed: hashing,
      cluster: { workers: names.map((_, i) => ({ salt: i + 1 })), latency: { min: 1_000, max: 1_000 }, ...hashed(hashing) },
      transport: 'cached',
      sumstats: [sumstat],
      workload: [...observations, ...requests, ...(expected.epochs.length > 0 ? [collect] : [])],
    });
    return { ...calm, schedule: scheduleFor(calm, order) };
  };
  return {
    name: id,
    about: `Bro 2.5.5, a cluster of ${names.length} workers, ${id}`,
    caseUnder,
    expected: {
      results: expected.epochs.flatMap(({ results }, i) => results.map(({ key, results: streams }) => ({ sumstat: NAME, epoch: i, key, streams: streamsOf(streams, reducers) }))),
      finished: expected.epochs.flatMap(({ finished_at: at }, i) => (typeof at === 'number' ? [{ sumstat: NAME, epoch: i }] : [])),
      crossings: (expected.crossings ?? []).map(({ key, results }) => ({ sumstat: NAME, key, streams: streamsOf(results, reducers) })),
      requests: (expected.requests ?? []).map(({ index, results }) => ({ request: index, streams: Object.keys(results).length === 0 ? null : streamsOf(results, reducers) })),
    },
  };
}

/** What the hash of a table or of HyperLogLog decided in the real system is not in the recording: it is tried. */
export function hashed(hashing: number): { order: number; hashSeed: number } | object {
  return hashing === 0 ? {} : { order: hashing, hashSeed: hashing };
}

export function caseOf(plain: Partial<z.input<typeof caseSchema>>): Case {
  return caseSchema.parse({ version: 1, transport: 'serialize', workload: [], ...plain });
}

export function observation({ stream, key, obs, at = 0 }: RecordedObservation, worker: number): z.input<typeof caseSchema>['workload'][number] {
  return { at: Math.round(at * SECOND), do: 'observe', worker, stream, key, value: exact(obs) };
}

/** JSON's numbers end at 2^53 for us; a count from there on is text. */
export function exact(obs: PlainValue): PlainValue {
  return typeof obs === 'object' && 'num' in obs && typeof obs.num === 'number' && !Number.isSafeInteger(obs.num) ? { ...obs, num: String(BigInt(obs.num)) } : obs;
}

export function reducerOf(reducer: RecordedReducer): z.input<typeof caseSchema>['sumstats'][number]['reducers'][number] {
  const { stream, apply, normalize_key, unique_max, num_last_elements, topk_size, num_samples, hll_error_margin, hll_confidence } = reducer;
  const settings = { uniqueMax: unique_max, lastElements: num_last_elements, topkSize: topk_size, samples: num_samples, hllErrorMargin: hll_error_margin, hllConfidence: hll_confidence };
  return { stream, apply: [...apply], ...(normalize_key === undefined ? {} : { normalise: { to: 'str' } }), ...Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) };
}

export function thresholdOf(threshold: RecordedThreshold | undefined, reducers: readonly RecordedReducer[]): object {
  if (threshold === undefined) return {};
  const { stream = reducers[0]?.stream ?? '', threshold: at, threshold_series: series } = threshold;
  return { threshold: { watch: { field: 'sum', stream }, ...(at === undefined ? {} : { at }), ...(series === undefined ? {} : { series: [...series] }) } };
}

/** Fields of the recordings by those of a golden case. What is set only where it was made is absent elsewhere. */
const FIGURES = { num: 'num', sum: 'sum', variance: 'variance', var_s: 'varS', std_dev: 'stdDev', unique: 'unique', hll_unique: 'hllUnique', average: 'average', min: 'min', max: 'max', sample_elements: 'sampleElements' } as const;
const ABSENT = ['min', 'max', 'average', 'variance', 'last', 'unique_vals'] as const;
const GOLDEN_NAME = { min: 'min', max: 'max', average: 'average', variance: 'variance', last: 'last', unique_vals: 'uniqueVals' } as const;

export function streamsOf(recorded: RecordedStreams, reducers: readonly RecordedReducer[]): NonNullable<PlainExpected['results']>[number]['streams'] {
  return Object.fromEntries(
    Object.entries(recorded).map(([stream, fields]) => {
      const figures: { [name: string]: unknown } = {};
      for (const name of ABSENT) if (!(name in fields)) figures[GOLDEN_NAME[name]] = null;
      for (const [name, golden] of Object.entries(FIGURES)) if (name in fields) figures[golden] = fields[name];
      if ('unique_vals' in fields) figures['uniqueVals'] = (fields['unique_vals'] as PlainValue[]).map(exact);
      if ('last' in fields) figures['last'] = (fields['last'] as PlainValue[]).map(exact);
      if (reducers.some((reducer) => reducer.stream === stream && reducer.apply.includes('SAMPLE'))) figures['sampleCount'] = (fields['samples'] as unknown[]).length;
      if ('topk' in fields) figures['top'] = topsOf(fields['topk'] as RecordedTopK);
      return [stream, figures];
    }),
  );
}

interface RecordedTopK {
  readonly size: number;
  readonly top: readonly { readonly obs: PlainValue; readonly count: number; readonly epsilon: number }[];
  readonly top1: readonly PlainValue[];
}

function topsOf({ size, top, top1 }: RecordedTopK): object[] {
  return [
    { k: size, values: top.map(({ obs, count, epsilon }) => ({ value: exact(obs), count, epsilon })) },
    { k: 1, values: top1.map((value) => ({ value: exact(value) })) },
  ];
}
