/**
 * Recordings of who sent and received how many messages of which type, as golden cases. Which key a node names or asks for
 * first, its hash tables decided, so that the order of each node's tables is tried.
 */
import type { Case } from '../../src/model/case.ts';
import { MANAGER } from '../../src/model/cluster.ts';
import type { Expected } from '../../src/model/expected.ts';
import type { RecordedObservation, RecordedReducer, RecordedThreshold, Vector } from './recorded.ts';
import { caseOf, observation, reducerOf, SECOND, thresholdOf } from './recorded.ts';

type Counts = { readonly [type: string]: number };

export interface MessageCase {
  readonly id: string;
  readonly epoch: number;
  readonly hash_seeds: 'one fixed seed on all nodes' | 'random per process';
  readonly reducers: readonly RecordedReducer[];
  readonly threshold?: RecordedThreshold;
  readonly request_key?: readonly { readonly at: number; readonly key: { readonly str: string } }[];
  readonly workers: { readonly [worker: string]: readonly RecordedObservation[] };
  /** What a node raised went to all who asked for it; what it received came from another node. */
  readonly expected: { readonly counts: { readonly [node: string]: { readonly received?: Counts; readonly raised?: Counts } } };
}

const NAME = 'recorded';

export function messageVector({ id, epoch, hash_seeds: seeds, reducers, threshold, request_key: requests = [], workers, expected }: MessageCase): Vector {
  const names = Object.keys(workers);
  const caseUnder = (hashing: number): Case =>
    caseOf({
      protocol: 'per-key-polling@2016-07',
      seed: hashing,
      cluster: {
        workers: names.map((_, i) => ({ salt: i + 1, order: seeds === 'random per process' ? hashing * (i + 2) : hashing })),
        order: hashing,
        latency: { min: 1_000, max: 1_000 },
      },
      transport: 'cached',
      sumstats: [{ name: NAME, reducers: reducers.map(reducerOf), ...thresholdOf(threshold, reducers) }],
      workload: [
        ...names.flatMap((name, i) => (workers[name] ?? []).map((one) => observation(one, i + 1))),
        ...requests.map(({ at, key }) => ({ at: Math.round(at * SECOND), do: 'request' as const, sumstat: NAME, key })),
        { at: epoch * SECOND, do: 'collect', sumstat: NAME },
      ],
    });
  return {
    name: id,
    about: `Bro 2.5.5, a cluster of ${names.length} workers, ${id}: the messages of each node`,
    caseUnder,
    expected: { finished: [{ sumstat: NAME, epoch: 0 }], messages: messagesOf(expected.counts, names) },
  };
}

function messagesOf(counts: MessageCase['expected']['counts'], names: readonly string[]): NonNullable<Expected['messages']> {
  return Object.entries(counts).map(([name, { received = {}, raised = {} }]) => ({ node: name.startsWith('manager') ? MANAGER : names.indexOf(name) + 1, sent: raised, received }));
}
