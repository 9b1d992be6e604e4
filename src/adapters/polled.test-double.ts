/** One stream with a limit: a workload, and what was sent and told, mostly by polling key by key. */
import { runCase } from '../harness/run-case.ts';
import type { Case, Options } from '../model/case.ts';
import type { Quirk } from '../model/quirks.ts';
import type { Sumstat } from '../model/sumstat.ts';
import type { Report, Trace } from '../model/trace.ts';
import type { WorkloadEvent } from '../model/workload.ts';
import type { Protocol } from '../protocol/protocol.ts';
import { perKeyPolling } from './per-key-polling/per-key-polling.ts';

export const SECOND = 1_000_000;

/** From a node to another. */
export const HOP = 1_000;

export interface Polled {
  /** By type, how many messages were sent, a broadcast counted once. */
  readonly sent: { readonly [type: string]: number };
  readonly told: readonly Report[];
  readonly verdict: string;
  readonly trace: Trace;
}

export function polled(workers: number, sumstat: Partial<Sumstat>, workload: readonly WorkloadEvent[], quirks: readonly Quirk[] = [], options: Options = {}): Polled {
  return watched({ ...watchingCase(workers, [sumstat], workload, options), ...(quirks.length > 0 ? { quirks } : {}) });
}

/** @param protocol which other one is to run it */
export function watched(c: Case, protocol: Protocol = perKeyPolling): Polled {
  const { trace, verdict } = runCase({ ...c, protocol: protocol.name }, protocol);
  const sent: { [type: string]: number } = {};
  for (let event = 0; event < trace.length; event++) {
    if (!trace.isMessage(event) || trace.group[event] !== event) continue;
    const type = trace.typeName(event);
    sent[type] = (sent[type] ?? 0) + 1;
  }
  return { sent, told: trace.reports, verdict: verdict.kind, trace };
}

export function watchingCase(workers: number, sumstats: readonly Partial<Sumstat>[], workload: readonly WorkloadEvent[], options: Options = {}): Case {
  return {
    version: 1,
    protocol: perKeyPolling.name,
    options,
    seed: 0,
    cluster: { workers: Array.from({ length: workers }, (_, i) => ({ salt: i + 1, order: 0 })), order: 0, latency: { min: HOP, max: HOP } },
    transport: 'serialize',
    sumstats: sumstats.map((sumstat) => ({ name: 's', reducers: [{ stream: 'x', apply: ['SUM', 'MAX'] }], ...sumstat })),
    values: 'given',
    workload,
    faults: [],
    window: 0,
    schedule: [],
  };
}

export const observe = (at: number, worker: number, value: number, key = 'k', stream = 'x'): WorkloadEvent => ({ at, do: 'observe', worker, stream, key, value });
export const collect = (at: number): WorkloadEvent => ({ at, do: 'collect', sumstat: 's' });

/** When which limit of a key was told, by how many were crossed before. */
export const crossingsIn = ({ told }: Polled): [at: number, key: string, index: number][] => told.flatMap(({ kind, at, key, index }) => (kind === 'crossing' ? [[at, key, index]] : []));
