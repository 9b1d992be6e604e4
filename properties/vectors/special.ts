/** The special recordings of a stand-alone Bro 2.5.5: several sumstats, several epochs, the end of the process, many keys. */
import type { z } from 'zod';
import type { caseSchema } from '../../src/model/case.ts';
import type { Case } from '../../src/model/case.ts';
import type { plainKeySchema } from '../../src/model/key.ts';
import type { RecordedObservation, RecordedReducer, RecordedStreams, RecordedThreshold, Vector } from './recorded.ts';
import { caseOf, DAY, hashed, observation, reducerOf, SECOND, streamsOf, thresholdOf } from './recorded.ts';

type PlainKey = z.input<typeof plainKeySchema>;

interface Told {
  readonly event: 'threshold_crossed' | 'epoch_result' | 'epoch_finished';
  readonly sumstat: string;
  readonly key?: PlainKey;
  readonly results?: RecordedStreams;
  readonly while_terminating?: boolean;
}

/** Of many keys only which were lost is recorded. */
interface Summary {
  readonly keys_reported: number;
  readonly keys_lost: readonly string[];
  readonly epoch_finished: readonly Told[];
}

export interface SpecialCase {
  readonly id: string;
  readonly what: string;
  readonly inputs: {
    readonly reducers?: readonly RecordedReducer[];
    readonly sumstats?: { readonly [name: string]: { readonly reducers: readonly RecordedReducer[] } };
    readonly threshold?: RecordedThreshold;
    readonly epoch?: number;
    readonly observations: readonly RecordedObservation[];
  };
  readonly observed: readonly Told[] | Summary;
}

/** After the last epoch the process stops. */
const STOP = 0.7 * SECOND;

export function specialVector({ id, what, inputs, observed }: SpecialCase): Vector {
  const { observations, threshold, epoch = 1 } = inputs;
  const asked = Object.entries(inputs.sumstats ?? { [id]: { reducers: inputs.reducers ?? [] } });
  const times = Math.max(1, Math.ceil(Math.max(...observations.map(({ at = 0 }) => at)) / epoch));
  const told = 'keys_lost' in observed ? observed.epoch_finished : observed;
  // Whether there was an epoch_result is told in words only; where there was one it told something.
  const epochResult = 'keys_lost' in observed || told.some(({ event }) => event === 'epoch_result');
  const caseUnder = (hashing: number): Case =>
    caseOf({
      protocol: `standalone@${DAY}`,
      cluster: { workers: [], latency: { min: 0, max: 0 }, ...hashed(hashing), ...('keys_lost' in observed ? { order: orderThatLoses(observed, observations) } : {}) },
      // A set of reducers has the order of its hash.
      sumstats: (hashing % 2 === 0 ? asked : asked.toReversed()).map(([name, { reducers }]) => ({ name, reducers: reducers.map(reducerOf), ...thresholdOf(threshold, reducers), ...(epochResult ? {} : { epochResult }) })),
      workload: [
        ...observations.map((one) => observation(one, 0)),
        ...asked.map(([sumstat]) => ({ at: epoch * SECOND, do: 'collect' as const, sumstat, every: epoch * SECOND, times })),
        ...asked.map(([sumstat]) => ({ at: epoch * times * SECOND + STOP, do: 'collect' as const, sumstat, final: true as const })),
      ] satisfies z.input<typeof caseSchema>['workload'],
    });
  const about = (event: Told['event']): Told[] => told.filter((one) => one.event === event);
  const figures = ({ sumstat, results = {} }: Told): ReturnType<typeof streamsOf> => streamsOf(results, asked.find(([name]) => name === sumstat)?.[1].reducers ?? []);
  return {
    name: id,
    about: `Bro 2.5.5, stand-alone, ${what}`,
    caseUnder,
    expected: {
      results: 'keys_lost' in observed ? kept(observed, observations, id) : about('epoch_result').map((one) => ({ sumstat: one.sumstat, epoch: 0, key: one.key as PlainKey, streams: figures(one) })),
      crossings: about('threshold_crossed').map((one) => ({ sumstat: one.sumstat, key: one.key as PlainKey, streams: figures(one) })),
      finished: about('epoch_finished').map((one) => ({ sumstat: one.sumstat, epoch: one.while_terminating === true ? times : 0 })),
    },
  };
}

/** An iteration order of the table with which these keys, and no others, are lost: those that were told come first. */
function orderThatLoses({ keys_lost: lost }: Summary, observations: readonly RecordedObservation[]): PlainKey[] {
  return observations.map(({ key }) => key).filter((key) => !lost.includes(nameOf(key)));
}

/** "sums_right": each key that was told had the sum of its one observation. */
function kept({ keys_lost: lost }: Summary, observations: readonly RecordedObservation[], sumstat: string): { sumstat: string; epoch: number; key: PlainKey; streams: ReturnType<typeof streamsOf> }[] {
  return observations
    .filter(({ key }) => !lost.includes(nameOf(key)))
    .map(({ stream, key, obs }) => ({ sumstat, epoch: 0, key, streams: { [stream]: { num: 1, sum: Number((obs as { num: number }).num) } } }));
}

function nameOf(key: PlainKey): string {
  return typeof key === 'string' ? key : (key.str ?? '');
}
