/**
 * Recordings of a real cluster of which one node was stopped, killed or late, as golden cases. What waited at a stopped node
 * and when it was done is in its log; at which phase a node sweeps its tables is not, and is tried.
 */
import type { z } from 'zod';
import type { Case, caseSchema } from '../../src/model/case.ts';
import type { plainKeySchema } from '../../src/model/key.ts';
import type { PlainExpected, RecordedObservation, RecordedReducer, RecordedStreams, Vector } from './recorded.ts';
import { caseOf, DAY, observation, reducerOf, SECOND, streamsOf } from './recorded.ts';

type PlainKey = z.input<typeof plainKeySchema>;
type PlainFault = NonNullable<z.input<typeof caseSchema>['faults']>[number];

interface Logged {
  readonly at: number;
  readonly event: string;
  readonly num?: number;
}

interface Traced {
  readonly event: string;
  readonly at: number;
  readonly from?: string;
  readonly collection?: number;
  readonly key?: PlainKey;
}

export interface SlowNodeCase {
  readonly id: string;
  readonly what: string;
  readonly reducers: readonly RecordedReducer[];
  readonly request_key?: readonly { readonly at: number; readonly key: PlainKey }[];
  readonly faults: readonly { readonly at: number; readonly node: string; readonly do: 'stop' | 'continue' | 'kill' | 'start' }[];
  readonly workers: { readonly [worker: string]: readonly RecordedObservation[] };
  readonly expected: {
    readonly epochs: readonly { readonly results: readonly { readonly key: PlainKey; readonly collection: number; readonly results: RecordedStreams }[] }[];
    readonly requests: readonly { readonly index: number; readonly results: RecordedStreams }[];
    readonly manager_messages: readonly { readonly at: number; readonly what: string; readonly text: string }[];
  };
  readonly trace: readonly Traced[];
  readonly worker_logs: { readonly [worker: string]: readonly Logged[] };
}

const NAME = 'recorded';
const HOP = 1_000;

/** By so many seconds the clocks of the recording differ at the most. */
const CLOCKS_APART = 0.01;

const MINUTE_PASSED = 'took longer than 1 minute';

export function slowNodeVector(recorded: SlowNodeCase): Vector {
  const { id, what, reducers, request_key: requests = [], workers, expected, trace } = recorded;
  const names = Object.keys(workers);
  const collections = trace.flatMap(({ event, collection = 0 }) => (event === 'raise cluster_ss_request' ? [collection] : []));
  const epochOf = (collection: number): number => collections.indexOf(collection);
  const caseUnder = (hashing: number): Case =>
    caseOf({
      protocol: `per-key-polling@${DAY}`,
      cluster: {
        workers: names.map((_, i) => ({ salt: i + 1, order: keysInOrder(trace), sweep: phase(hashing, i + 1) })),
        order: keysInOrder(trace),
        sweep: phaseOfManager(recorded) ?? phase(hashing, 0),
        latency: { min: HOP, max: HOP },
      },
      transport: 'cached',
      sumstats: [{ name: NAME, reducers: reducers.map(reducerOf) }],
      workload: [
        ...names.flatMap((name, i) => observationsOf(recorded, name, i + 1)),
        ...requests.map(({ at, key }) => ({ at: Math.round(at * SECOND), do: 'request' as const, sumstat: NAME, key })),
        ...trace.flatMap(({ event, at }) => (event === 'raise cluster_ss_request' ? [{ at: Math.round(at * SECOND), do: 'collect' as const, sumstat: NAME }] : [])),
      ],
      faults: faultsOf(recorded, names),
    });
  return {
    name: id,
    about: `Bro 2.5.5, a cluster of ${names.length} workers: ${what}`,
    caseUnder,
    expected: {
      results: expected.epochs.flatMap(({ results }) => results.map(({ key, collection, results: streams }) => ({ sumstat: NAME, epoch: epochOf(collection), key, streams: streamsOf(streams, reducers) }))),
      finished: finishedIn(trace).map((collection) => ({ sumstat: NAME, epoch: epochOf(collection) })),
      requests: expected.requests.map(({ index, results }) => ({ request: index, streams: Object.keys(results).length === 0 ? null : streamsOf(results, reducers) })),
    } satisfies PlainExpected,
  };
}

/** The order of the real tables: that in which keys were fetched. */
function keysInOrder(trace: readonly Traced[]): PlainKey[] {
  const keys = new Map<string, PlainKey>();
  for (const { event, key } of trace.toReversed()) if (event === 'raise cluster_get_result' && key !== undefined) keys.set(JSON.stringify(key), key);
  return [...keys.values()].reverse();
}

/** The end that was told of a collection follows its last reply. */
function finishedIn(trace: readonly Traced[]): number[] {
  let last = 0;
  return trace.flatMap(({ event, collection = 0 }) => {
    if (event === 'send_no_key') last = collection;
    return event === 'epoch_finished' ? [last] : [];
  });
}

/** As they were made, in the order of the node's log; one that it did not come to is left out. */
function observationsOf(recorded: SlowNodeCase, name: string, worker: number): z.input<typeof caseSchema>['workload'] {
  const planned = recorded.workers[name] ?? [];
  return logOf(recorded, name).flatMap(({ event, num, at }) => {
    const one = event === 'observe' ? planned.find(({ obs }) => typeof obs === 'object' && 'num' in obs && obs.num === num) : undefined;
    return one === undefined ? [] : [observation({ ...one, at }, worker)];
  });
}

/** A log has milliseconds since the node connected, and its order. */
function logOf(recorded: SlowNodeCase, name: string): Logged[] {
  const since = told(recorded, name, 'worker connected later');
  let last = 0;
  return (recorded.worker_logs[name] ?? []).map((entry) => ({ ...entry, at: (last = Math.max(since + entry.at, last + 1 / SECOND)) }));
}

/** When the manager told something of a node, in seconds; 0 where it did not. */
function told({ expected }: SlowNodeCase, name: string, what: string): number {
  return expected.manager_messages.find((message) => message.text === name && message.what === what)?.at ?? 0;
}

/** What waited at the node was done as soon as it went on, but for what was overdue and done before. */
function goesOn(recorded: SlowNodeCase, node: string, at: number): number {
  const first = logOf(recorded, node).find(({ event, at: time }) => event !== 'observe' && time >= at);
  return first === undefined || first.at > at + 1 ? at : first.at;
}

/** A node that was stopped within a collection had answered so many times, which takes us a hop there and back each. */
function stops({ trace }: SlowNodeCase, node: string, at: number): number {
  const begun = trace.findLast(({ event, at: time }) => event === 'raise cluster_ss_request' && time < at + CLOCKS_APART);
  const answers = trace.filter(({ from, collection, at: time }) => from === node && collection === begun?.collection && time < at + 1).length;
  return Math.max(at, answers === 0 ? 0 : (begun?.at ?? 0) + (2 * answers * HOP) / SECOND);
}

function faultsOf(recorded: SlowNodeCase, names: readonly string[]): PlainFault[] {
  const { faults } = recorded;
  const micros = (seconds: number): number => Math.round(seconds * SECOND);
  return faults.flatMap(({ at, node, do: what }): PlainFault[] => {
    const worker = names.indexOf(node) + 1;
    switch (what) {
      case 'stop': {
        const end = faults.find((other) => other.node === node && other.at > at);
        const until = end === undefined ? at : end.do === 'continue' ? goesOn(recorded, node, end.at) : end.at;
        return [{ fault: 'pause', node: worker, from: micros(stops(recorded, node, at)), until: micros(until) }];
      }
      case 'kill':
        return [{ fault: 'crash', worker, at: micros(at), noticed: micros(told(recorded, node, 'connection closed') - at) }];
      case 'start':
        return [{ fault: 'join', worker, at: micros(told(recorded, node, 'worker connected later')) - HOP }];
      case 'continue':
        return [];
    }
  });
}

/** It is told when the list of keys was swept. */
function phaseOfManager({ expected }: SlowNodeCase): number | undefined {
  const told = expected.manager_messages.find(({ text }) => text.includes(MINUTE_PASSED));
  return told === undefined ? undefined : Math.round(told.at * SECOND) % (10 * SECOND);
}

/** To the second is enough; each node runs through all ten in another order. */
function phase(hashing: number, node: number): number {
  return ((hashing * (3 + 4 * node) + Math.floor(hashing / 10) * node) % 10) * SECOND + SECOND / 2;
}
