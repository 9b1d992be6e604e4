/**
 * The framework's own tests, as golden cases of upstream's head: their observations, and their baselines at the precision to
 * which they were printed. The conventions stand in the file itself.
 */
import type { z } from 'zod';
import type { Case, caseSchema } from '../../src/model/case.ts';
import type { plainKeySchema } from '../../src/model/key.ts';
import type { thresholdSchema } from '../../src/model/threshold.ts';
import type { PlainValue } from '../../src/model/value.ts';
import type { PlainExpected, RecordedReducer, Vector } from './recorded.ts';
import { caseOf, hashed, reducerOf, SECOND } from './recorded.ts';

type PlainKey = z.input<typeof plainKeySchema>;
type Event = z.input<typeof caseSchema>['workload'][number];
type Streams = NonNullable<PlainExpected['results']>[number]['streams'];

interface Sumstat {
  readonly name: string;
  readonly epoch_seconds: number;
  readonly callbacks: readonly string[];
}

interface Literal {
  readonly stream: string;
  readonly key: PlainKey;
  readonly obs: PlainValue;
  readonly at_seconds?: number;
}

/** Observations by rule: the same so many times; i + 1 the less often the higher it is; one for each number up to a last. */
type Generated =
  | (Literal & { readonly gen: 'repeat'; readonly times: number })
  | (Omit<Literal, 'obs'> & { readonly gen: 'triangular'; readonly n: number })
  | { readonly gen: 'sequence'; readonly from: number; readonly step: number; readonly until: string; readonly stream: string; readonly key: { readonly str: string }; readonly at_seconds: string };

type Fields = { readonly [field: string]: unknown };

interface Told {
  readonly kind: string;
  readonly sumstat?: string;
  readonly key: PlainKey;
  readonly fields: Fields;
}

export interface Btest {
  readonly name: string;
  readonly kind: 'standalone' | 'cluster';
  readonly topology: { readonly workers: readonly string[] };
  readonly sumstats: readonly Sumstat[];
  readonly reducers: readonly { readonly sumstat: string; readonly stream: string; readonly apply: readonly string[]; readonly params: Partial<RecordedReducer> }[];
  readonly thresholds: readonly { readonly sumstat: string; readonly threshold: number | null; readonly threshold_series: readonly number[] | null; readonly threshold_val: string }[];
  readonly workers: { readonly [worker: string]: readonly (Literal | Generated)[] };
  readonly expected: {
    readonly epochs?: readonly { readonly results: readonly Told[]; readonly epoch_finished: boolean }[];
    readonly output?: readonly Told[];
    readonly crossings?: number | readonly { readonly sumstat: string; readonly key: PlainKey; readonly printed: number; readonly quantity: string }[];
    readonly requests?: readonly Told[];
    readonly decimals?: { readonly [field: string]: number };
    readonly randomized?: readonly string[];
  };
}

export function btestVector(test: Btest): Vector {
  const { name, kind, topology, sumstats, workers, expected } = test;
  const caseUnder = (hashing: number): Case =>
    caseOf({
      protocol: kind === 'standalone' ? 'standalone@head' : 'per-key-polling@head',
      seed: hashing,
      cluster: { workers: kind === 'standalone' ? [] : topology.workers.map((_, i) => ({ salt: i + 1 })), latency: { min: 1_000, max: 1_000 }, ...hashed(hashing) },
      sumstats: sumstats.map((sumstat) => ({
        name: sumstat.name,
        reducers: test.reducers.filter((reducer) => reducer.sumstat === sumstat.name).map(({ stream, apply, params }) => reducerOf({ ...params, stream, apply })),
        ...thresholdOf(test, sumstat.name),
        ...(sumstat.callbacks.includes('epoch_result') ? {} : { epochResult: false }),
      })),
      workload: [...topology.workers.flatMap((worker, i) => (workers[worker] ?? []).flatMap((one) => observations(one, kind === 'standalone' ? 0 : i + 1))), ...questions(test)],
    });
  return { name, about: `upstream's own test ${name}`, caseUnder, expected: { ...tells(test), decimals: decimalsOf(expected.decimals ?? {}) } };
}

function observations(one: Literal | Generated, worker: number): Event[] {
  const seen = (stream: string, key: PlainKey, value: PlainValue, at = 0): Event => ({ at: Math.round(at * SECOND), do: 'observe', worker, stream, key, value });
  if (!('gen' in one)) return [seen(one.stream, one.key, one.obs, one.at_seconds)];
  switch (one.gen) {
    case 'repeat':
      return Array.from({ length: one.times }, () => seen(one.stream, one.key, one.obs));
    case 'triangular':
      return Array.from({ length: one.n }, (_, i) => Array.from({ length: one.n - 1 - i }, () => seen(one.stream, one.key, { num: i + 1 }))).flat();
    case 'sequence': {
      const [, last] = /value (\d+)/.exec(one.until) ?? [];
      const [, pace = '', ahead = ''] = /^([\d.]+)\*\(c\+(\d+)\)$/.exec(one.at_seconds) ?? [];
      const values = Array.from({ length: (Number(last) - one.from) / one.step + 1 }, (_, i) => one.from + i * one.step);
      return values.map((c) => seen(one.stream, { str: String(c) }, { num: c }, Number(pace) * (c + Number(ahead))));
    }
  }
}

/** An epoch ends where its results are expected; a request is made a second after the start. */
function questions({ sumstats, expected }: Btest): Event[] {
  const tellsResults = expected.epochs !== undefined || (expected.output ?? []).some(({ kind }) => kind === 'epoch_result');
  const collections = tellsResults ? sumstats.map(({ name, epoch_seconds: seconds }): Event => ({ at: seconds * SECOND, do: 'collect', sumstat: name })) : [];
  const requests = (expected.requests ?? []).map(({ sumstat = '', key }): Event => ({ at: SECOND, do: 'request', sumstat, key }));
  return [...collections, ...requests];
}

function tells(test: Btest): PlainExpected {
  const { sumstats, expected } = test;
  const [first] = sumstats as [Sumstat];
  const output = expected.output ?? [];
  const results = expected.epochs?.flatMap((epoch) => epoch.results) ?? output.filter(({ kind }) => kind === 'epoch_result');
  const crossings = Array.isArray(expected.crossings) ? (expected.crossings as Exclude<Btest['expected']['crossings'], number | undefined>) : null;
  const ends = expected.epochs?.some((epoch) => epoch.epoch_finished) ?? output.some(({ kind }) => kind === 'epoch_finished');
  return {
    results: results.map(({ key, fields }) => ({ sumstat: first.name, epoch: 0, key, streams: figures(test, first.name, key, fields) })),
    ...(ends ? { finished: [{ sumstat: first.name, epoch: 0 }] } : {}),
    crossings:
      crossings === null
        ? output.filter(({ kind }) => kind === 'threshold_crossed').map(({ key, fields }) => ({ sumstat: first.name, key, streams: figures(test, first.name, key, fields) }))
        : crossings.map(({ sumstat, key, printed, quantity }) => ({ sumstat, key, streams: quantity === 'sum' ? figures(test, sumstat, key, { sum: printed }) : anyFigures(test, sumstat) })),
    ...(expected.requests === undefined ? {} : { requests: expected.requests.map(({ sumstat = '', key, fields }, request) => ({ request, streams: figures(test, sumstat, key, fields) })) }),
  };
}

const NAMES: { readonly [field: string]: string } = { std_dev: 'stdDev', hll_unique: 'hllUnique', sample_elements: 'sampleElements' };

function figures(test: Btest, sumstat: string, key: PlainKey, fields: Fields): Streams {
  const stream = test.reducers.find((reducer) => reducer.sumstat === sumstat)?.stream ?? '';
  const out: { [name: string]: unknown } = {};
  for (const [field, value] of Object.entries(fields)) {
    const [, k] = /^top(\d+)$/.exec(field) ?? [];
    if (k !== undefined) out['top'] = [{ k: Number(k), values: (value as { obs: PlainValue; count: number; epsilon: number }[]).map(({ obs, ...rest }) => ({ value: obs, ...rest })) }];
    else if (field === 'samples' && isRandomized(test, key)) out['sampleCount'] = (value as unknown[]).length;
    else out[NAMES[field] ?? field] = value;
  }
  return { [stream]: out };
}

/** All streams of a sumstat, with nothing said of their figures: what was printed is a ratio of two. */
function anyFigures(test: Btest, sumstat: string): Streams {
  return Object.fromEntries(test.reducers.filter((reducer) => reducer.sumstat === sumstat).map(({ stream }) => [stream, {}]));
}

function isRandomized({ expected }: Btest, key: PlainKey): boolean {
  return typeof key !== 'string' && (expected.randomized ?? []).includes(('host' in key ? key.host : undefined) ?? key.str ?? '');
}

function decimalsOf(decimals: { readonly [field: string]: number }): PlainExpected['decimals'] {
  const comparable = ['num', 'sum', 'min', 'max', 'average', 'variance', 'std_dev', 'unique', 'hll_unique'];
  return Object.fromEntries(Object.entries(decimals).flatMap(([field, digits]) => (field === 'printed' ? [['sum', digits]] : comparable.includes(field) ? [[NAMES[field] ?? field, digits]] : [])));
}

function thresholdOf({ thresholds }: Btest, sumstat: string): { threshold?: z.input<typeof thresholdSchema> } {
  const one = thresholds.find((threshold) => threshold.sumstat === sumstat);
  if (one === undefined) return {};
  const { threshold: at, threshold_series: series } = one;
  return { threshold: { watch: watchOf(one.threshold_val), ...(at === null ? {} : { at }), ...(series === null ? {} : { series: [...series] }) } };
}

/** `constant 2.0`, `sum of stream x`, `sum(x)`, or `sum(x)/sum(y) when ...`. */
function watchOf(text: string): z.input<typeof thresholdSchema>['watch'] {
  const [, constant] = /^constant ([\d.]+)$/.exec(text) ?? [];
  if (constant !== undefined) return { constant: Number(constant) };
  const [, over, under] = /^sum\(([^)]+)\)\/sum\(([^)]+)\)/.exec(text) ?? [];
  if (over !== undefined && under !== undefined) return { ratio: { field: 'sum', stream: over }, to: { field: 'sum', stream: under } };
  const [, one] = /^sum(?: of stream |\()([^)]+)\)?$/.exec(text) ?? [];
  if (one === undefined) throw new Error(`what is watched by "${text}"?`);
  return { field: 'sum', stream: one };
}
