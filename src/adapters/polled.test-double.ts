/** One stream with a limit, polled key by key: a workload, and what was sent and told. */
import { runCase } from '../harness/run-case.ts';
import type { Case } from '../model/case.ts';
import type { Quirk } from '../model/quirks.ts';
import type { Sumstat } from '../model/sumstat.ts';
import type { Report } from '../model/trace.ts';
import type { WorkloadEvent } from '../model/workload.ts';
import { perKeyPolling } from './per-key-polling/per-key-polling.ts';

export const SECOND = 1_000_000;

/** From a node to another. */
export const HOP = 1_000;

export interface Polled {
  /** By type, how many messages were sent, a broadcast counted once. */
  readonly sent: { readonly [type: string]: number };
  readonly told: readonly Report[];
  readonly verdict: string;
}

export function polled(workers: number, { threshold, epochResult, reducers }: Partial<Sumstat>, workload: readonly WorkloadEvent[], quirks: readonly Quirk[] = []): Polled {
  const c: Case = {
    version: 1,
    protocol: perKeyPolling.name,
    options: {},
    ...(quirks.length > 0 ? { quirks } : {}),
    seed: 0,
    cluster: { workers: Array.from({ length: workers }, (_, i) => ({ salt: i + 1, order: 0 })), order: 0, latency: { min: HOP, max: HOP } },
    transport: 'serialize',
    sumstats: [{ name: 's', reducers: reducers ?? [{ stream: 'x', apply: ['SUM', 'MAX'] }], threshold, epochResult }],
    values: 'given',
    workload,
    faults: [],
    window: 0,
    schedule: [],
  };
  const { trace, verdict } = runCase(c, perKeyPolling);
  const sent: { [type: string]: number } = {};
  for (let event = 0; event < trace.length; event++) {
    if (!trace.isMessage(event) || trace.group[event] !== event) continue;
    const type = trace.typeName(event);
    sent[type] = (sent[type] ?? 0) + 1;
  }
  return { sent, told: trace.reports, verdict: verdict.kind };
}

export const observe = (at: number, worker: number, value: number, key = 'k', stream = 'x'): WorkloadEvent => ({ at, do: 'observe', worker, stream, key, value });
export const collect = (at: number): WorkloadEvent => ({ at, do: 'collect', sumstat: 's' });

/** When which limit of a key was told, by how many were crossed before. */
export const crossingsIn = ({ told }: Polled): [at: number, key: string, index: number][] => told.flatMap(({ kind, at, key, index }) => (kind === 'crossing' ? [[at, key, index]] : []));
