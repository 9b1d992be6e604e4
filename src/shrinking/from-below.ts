/**
 * The way up: all cases of size 1, 2, 3, ... in a stated, finite space, until one fails in the same way. What comes out is the
 * least of that space, and the cases that were run and held are its proof.
 *
 * The space: protocol, options, sumstat and transport of the reduced case; its kinds of fault, at every target; durations
 * from a short ladder; all latencies alike; one stream; values by fingerprint; each workload event at the time of the one
 * before, one and a half hops later, or far later; and every schedule over the steps of the run.
 */
import type { Case } from '../model/case.ts';
import { MANAGER } from '../model/cluster.ts';
import type { Fault } from '../model/faults.ts';
import { normalise } from '../model/normalise.ts';
import type { WorkloadEvent } from '../model/workload.ts';
import { BETWEEN_HOPS, FAR, HOP } from './passes/plainness.ts';
import { placed } from './placed-faults.ts';
import { sizeOf } from './size.ts';

export interface Probe {
  readonly fails: boolean;
  /** Steps of the run, over which schedules are tried. */
  readonly steps: number;
}

export interface Ascent {
  readonly case: Case;
  /** Cases smaller than it that were run and held. */
  readonly held: number;
  /** Whether every smaller case of the space was run. */
  readonly least: boolean;
  /** Every case of the space up to this size was run. */
  readonly exhausted: number;
}

export interface AscentLimits {
  readonly maxRuns: number;
  /** Asked now and then whether time is up. */
  readonly isOver?: () => boolean;
}

export const ASCENT_RUNS = 100_000;

const GAPS = [0, BETWEEN_HOPS, FAR];

export function searchFromBelow(reduced: Case, probe: (c: Case) => Probe, limits: AscentLimits = { maxRuns: ASCENT_RUNS }): Ascent {
  const space = spaceOf(reduced);
  const most = sizeOf(reduced);
  let held = 0;
  for (let size = 1; size <= most; size++) {
    const smaller = held;
    for (const found of casesThatFail(space, size, probe)) {
      // Also at the reduced case's own size: then every failure of its kind comes out as the same case.
      if (found !== null) return { case: found, held: smaller, least: true, exhausted: size - 1 };
      held++;
      if (held >= limits.maxRuns || (held % 512 === 0 && limits.isOver?.() === true)) return { case: reduced, held, least: false, exhausted: size - 1 };
    }
    if (size === most) held = smaller;
  }
  return { case: reduced, held, least: true, exhausted: most - 1 };
}

interface Space {
  readonly base: Case;
  readonly stream: string;
  readonly sumstat: string;
  readonly kinds: readonly Fault[];
}

function spaceOf(reduced: Case): Space {
  const [sumstat] = reduced.sumstats;
  const kinds = new Map<string, Fault>();
  for (const fault of reduced.faults) kinds.set(fault.fault === 'missing-copy' ? fault.site : fault.fault, fault);
  return {
    base: { ...reduced, seed: 0, values: 'fingerprint', faults: [], schedule: [], workload: [] },
    stream: sumstat?.reducers[0]?.stream ?? '',
    sumstat: sumstat?.name ?? '',
    kinds: [...kinds.values()],
  };
}

interface Counts {
  readonly workers: number;
  readonly keys: number;
  readonly questions: number;
  readonly observations: number;
  readonly faults: number;
  readonly deviations: number;
}

/** Runs the cases of a size in order; null for one that held. */
function* casesThatFail(space: Space, size: number, probe: (c: Case) => Probe): Generator<Case | null> {
  for (const counts of compositions(size, space.kinds.length > 0, space.base.cluster.workers.length === 0)) {
    for (const faults of faultSets(space.kinds, counts.workers, counts.faults)) {
      for (const workload of workloads(space, counts)) {
        const calm = normalise(inSpace(space, counts.workers, workload, faults));
        const { fails, steps } = probe(calm);
        if (counts.deviations === 0) yield fails ? calm : null;
        else {
          for (const schedule of schedules(steps, counts.deviations)) {
            const c = { ...calm, schedule };
            yield probe(c).fails ? c : null;
          }
        }
      }
    }
  }
}

function inSpace({ base }: Space, workers: number, workload: readonly WorkloadEvent[], faults: readonly Fault[]): Case {
  const cluster = {
    order: 0,
    latency: { min: HOP, max: HOP },
    workers: Array.from({ length: workers }, (_, i) => ({ salt: i + 1, order: 0 })),
  };
  return { ...base, cluster, workload, faults };
}

/** All ways to share a size out, in the order of ties. */
function* compositions(size: number, withFaults: boolean, isAlone: boolean): Generator<Counts> {
  for (let workers = isAlone ? 0 : 1; workers <= (isAlone ? 0 : size); workers++) {
    for (let keys = 0; workers + keys <= size; keys++) {
      for (let questions = 0; workers + keys + questions <= size; questions++) {
        for (let observations = 0; workers + keys + questions + observations <= size; observations++) {
          // Each key is in an event; without a question nothing is asked of the system.
          if (questions === 0 || keys > questions + observations || (keys === 0 && observations > 0)) continue;
          const rest = size - workers - keys - questions - observations;
          for (let faults = 0; faults <= (withFaults ? rest : 0); faults++) yield { workers, keys, questions, observations, faults, deviations: rest - faults };
        }
      }
    }
  }
}

/** All sets of a number of faults out of the kinds at hand, at every target. */
function* faultSets(kinds: readonly Fault[], workers: number, count: number, from = 0): Generator<readonly Fault[]> {
  if (count === 0) {
    yield [];
    return;
  }
  const all = kinds.flatMap((kind) => placed(kind, workers));
  for (let i = from; i < all.length; i++) for (const rest of faultSets(kinds, workers, count - 1, i + 1)) yield [all[i] as Fault, ...rest];
}

/** All workloads with these counts: keys named by first use, events of one instant in one order only. */
function* workloads(space: Space, counts: Counts): Generator<WorkloadEvent[]> {
  const { workers, keys } = counts;
  function* grow(events: readonly WorkloadEvent[], at: number, lastCode: number, used: number, questions: number, observations: number): Generator<WorkloadEvent[]> {
    if (questions + observations < keys - used) return;
    if (questions === 0 && observations === 0) {
      if (used === keys) yield [...events];
      return;
    }
    for (const gap of events.length === 0 ? [0] : GAPS) {
      const time = at + gap;
      const add = function* (code: number, event: WorkloadEvent, usedNow: number, question: boolean): Generator<WorkloadEvent[]> {
        // Events of one instant at different nodes happen in the order of nodes, however they are listed: here, the manager's last.
        if (gap === 0 && code < lastCode) return;
        yield* grow([...events, event], time, code, usedNow, questions - Number(question), observations - Number(!question));
      };
      if (questions > 0) {
        yield* add(workers + 1, { at: time, do: 'collect', sumstat: space.sumstat }, used, true);
        for (let k = 0; k < Math.min(keys, used + 1); k++) yield* add(workers + 1, { at: time, do: 'request', sumstat: space.sumstat, key: keyName(k) }, Math.max(used, k + 1), true);
      }
      if (observations > 0) {
        for (const worker of workers === 0 ? [MANAGER] : workersUpTo(workers)) {
          for (let k = 0; k < Math.min(keys, used + 1); k++) {
            yield* add(worker, { at: time, do: 'observe', worker, stream: space.stream, key: keyName(k), value: 1 }, Math.max(used, k + 1), false);
          }
        }
      }
    }
  }
  yield* grow([], 0, 0, 0, counts.questions, counts.observations);
}

function workersUpTo(workers: number): number[] {
  return Array.from({ length: workers }, (_, i) => i + 1);
}

function keyName(k: number): string {
  return String.fromCharCode(97 + k);
}

/** All schedules over a number of steps whose entries have this sum. */
function* schedules(steps: number, sum: number, from = 0): Generator<number[]> {
  if (sum === 0) {
    yield [];
    return;
  }
  for (let step = from; step < steps; step++) {
    for (let passed = 1; passed <= sum; passed++) {
      for (const rest of schedules(steps, sum - passed, step + 1)) {
        const schedule = [...rest];
        for (let i = 0; i <= step; i++) schedule[i] ??= 0;
        schedule[step] = passed;
        yield schedule;
      }
    }
  }
}
