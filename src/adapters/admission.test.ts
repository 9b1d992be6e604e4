import { describe, expect, it } from 'vitest';
import { caseSpace } from '../harness/case-space.ts';
import { caseGenerator } from '../harness/generate.ts';
import { Runner } from '../harness/run-case.ts';
import type { Case, Options } from '../model/case.ts';
import type { Sumstat } from '../model/sumstat.ts';
import type { Trace } from '../model/trace.ts';
import { OBSERVE } from '../model/trace.ts';
import type { WorkloadEvent } from '../model/workload.ts';
import type { Protocol } from '../protocol/protocol.ts';
import { batchedPush } from './batched-push/batched-push.ts';
import { keyStream } from './key-stream/key-stream.ts';
import { perKeyPolling } from './per-key-polling/per-key-polling.ts';
import type { Polled } from './polled.test-double.ts';
import { collect, crossingsIn, HOP, observe, polled, SECOND, watched, watchingCase } from './polled.test-double.ts';
import { subjectNamed } from './registry.ts';
import { sharded } from './sharded/sharded.ts';
import { sortedMerge } from './sorted-merge/sorted-merge.ts';

const protocols: readonly [Protocol][] = [[perKeyPolling], [keyStream], [batchedPush], [sortedMerge], [sharded]];

const WORKER_ONLY: Options = { intermediate: 'worker-only' };
const PATCH: Options = { intermediate: 'patch' };
const UPSTREAM: Options = { intermediate: 'upstream' };
const ALL = [WORKER_ONLY, PATCH, UPSTREAM].map((options) => [options['intermediate'] as string, options] as const);

/** A value of 1 is worth a look, and of 5 one that finds something, however many workers have one. */
const MAX_AT_5: Partial<Sumstat> = { threshold: { watch: { field: 'max', stream: 'x' }, at: 5 } };

/** A popular key: each worker comes upon it one hop after the other, so that never more than a few looks are open. */
const popular = (workers: number): WorkloadEvent[] => Array.from({ length: workers }, (_, i) => observe(i * HOP, i + 1, 1));

const total = ({ sent }: Polled): number => Object.values(sent).reduce((sum, n) => sum + n, 0);

describe('a popular key', () => {
  it.each(protocols)('takes $name W + W + W x W messages where only the workers remember what they asked for: 3,248 for 56', (protocol: Protocol) => {
    const storm = watched(watchingCase(56, [MAX_AT_5], popular(56), WORKER_ONLY), protocol);

    expect(storm.sent).toEqual({ cluster_key_intermediate_response: 56, cluster_get_result: 56, cluster_send_result: 56 * 56 });
    expect([total(storm), storm.verdict]).toEqual([3_248, 'held']);
  });

  it.each(protocols)('takes $name W + 1 + W where the manager does, by the patch or as upstream has it: 113', (protocol: Protocol) => {
    for (const options of [PATCH, UPSTREAM]) {
      const run = watched(watchingCase(56, [MAX_AT_5], popular(56), options), protocol);

      expect(run.sent).toEqual({ cluster_key_intermediate_response: 56, cluster_get_result: 1, cluster_send_result: 56 });
      expect([total(run), run.verdict]).toEqual([113, 'held']);
    }
  });

  it('that all ask for at once takes 683 all the same: the other 45 are one look too many', () => {
    const { sent } = polled(56, MAX_AT_5, Array.from({ length: 56 }, (_, i) => observe(0, i + 1, 1)), [], WORKER_ONLY);

    expect(sent).toEqual({ cluster_key_intermediate_response: 56, cluster_get_result: 11, cluster_send_result: 11 * 56 });
  });

  it('is no storm without end, also where each observation leads to a look for each of two sumstats', () => {
    const c = watchingCase(56, [MAX_AT_5, { ...MAX_AT_5, name: 't' }], popular(56), WORKER_ONLY);

    const { trace, sent } = watched(c);

    expect(trace.ending).toEqual({ kind: 'quiescent' });
    expect([sent['cluster_get_result'], trace.steps]).toEqual([112, 56 + 112 * (1 + 2 * 56)]);
  });

  it('is none either where each wish arrives twice, and leads to two looks', () => {
    const faults: Case['faults'] = [1, 2, 3].map((nth) => ({ fault: 'duplicate', worker: 1, toward: 'manager', nth, after: 0 }));
    const c: Case = { ...watchingCase(56, [MAX_AT_5], [observe(0, 1, 5, 'a'), observe(0, 1, 5, 'b'), observe(0, 1, 5, 'c')], WORKER_ONLY), faults };

    const { trace } = watched(c);

    const questions = Array.from({ length: trace.length }, (_, event) => event).filter((event) => trace.typeName(event) === 'cluster_get_result');
    expect([trace.ending, questions.length]).toEqual([{ kind: 'quiescent' }, 6 * 56]);
  });

  it('has its price: what comes after the first look is found at the end of the epoch, where a storm finds it at once', () => {
    const workload = [...popular(55), observe(SECOND, 56, 5), collect(2 * SECOND)];
    const foundAt = (options: Options): number[] => crossingsIn(polled(56, MAX_AT_5, workload, [], options)).map(([at]) => at);

    expect(foundAt(WORKER_ONLY)).toEqual([SECOND + 3 * HOP]);
    for (const options of [PATCH, UPSTREAM]) {
      const [at, ...more] = foundAt(options);
      expect(at).toBeGreaterThan(2 * SECOND);
      expect(more).toEqual([]);
    }
  });

  it('is told once of each limit, although each look finds it anew', () => {
    const sums: Partial<Sumstat> = { threshold: { watch: { field: 'sum', stream: 'x' }, series: [5, 6, 400] } };

    const run = polled(3, sums, [observe(0, 1, 5), observe(0, 2, 5), observe(0, 3, 5)], [], WORKER_ONLY);

    expect(run.sent['cluster_get_result']).toBe(3);
    expect(crossingsIn(run)).toEqual([[3 * HOP, 'k', 0], [3 * HOP, 'k', 1]]);
    expect(run.verdict).toBe('held');
  });
});

describe('overload', () => {
  const keys = Array.from({ length: 40 }, (_, i) => `k${i}`);

  it.each(ALL)('has exactly 11 looks in flight at once, and no more: %s', (_, options) => {
    const inFlightWith = (workload: WorkloadEvent[]): number => mostInFlight(polled(2, MAX_AT_5, workload, [], options).trace);
    const atOnce = (count: number): WorkloadEvent[] => keys.slice(0, count).map((key) => observe(0, 1, 1, key));
    // As long as a look takes, the next keys come in: 20 a hop, where there is room for 11 in two.
    const rolling = keys.map((key, i) => observe((i * HOP) / 20, 1 + (i % 2), 1, key));

    expect([10, 11, 12, 40].map((count) => inFlightWith(atOnce(count)))).toEqual([10, 11, 11, 11]);
    expect(inFlightWith(rolling)).toBe(11);
  });

  it.each(ALL)('is counted for each sumstat by itself: %s', (_, options) => {
    const { sent, trace } = watched(watchingCase(1, [MAX_AT_5, { ...MAX_AT_5, name: 't' }], keys.map((key) => observe(0, 1, 1, key)), options));

    expect([sent, mostInFlight(trace)]).toEqual([{ cluster_key_intermediate_response: 80, cluster_get_result: 22, cluster_send_result: 22 }, 22]);
  });

  // Eleven keys take all the room there is; a twelfth is refused, and then seen by another worker, over the limit.
  const [refused = '', ...others] = keys.slice(0, 12);
  const overload = [...others.map((key) => observe(0, 1, 1, key)), observe(0, 1, 1, refused)];

  it('leaves the key that was refused to the next worker by the patch, and to nobody for a minute as upstream has it', () => {
    const looks = (options: Options, at: number): number | undefined => polled(2, MAX_AT_5, [...overload, observe(at, 2, 1, refused)], [], options).sent['cluster_get_result'];

    expect([SECOND, 60 * SECOND, 61 * SECOND].map((at) => looks(WORKER_ONLY, at))).toEqual([12, 12, 12]);
    expect([SECOND, 60 * SECOND, 61 * SECOND].map((at) => looks(PATCH, at))).toEqual([12, 12, 12]);
    expect([SECOND, 60 * SECOND, 61 * SECOND].map((at) => looks(UPSTREAM, at))).toEqual([11, 11, 12]);
  });

  it('so puts off what a refused key has crossed, but does not lose it', () => {
    const workload = [...overload, observe(SECOND, 2, 5, refused), collect(2 * SECOND)];
    const crossings = (options: Options): [second: number, key: string][] => {
      const run = polled(2, MAX_AT_5, workload, [], options);
      expect(run.verdict).toBe('held');
      return crossingsIn(run).map(([at, key]) => [Math.floor(at / SECOND), key]);
    };

    expect(crossings(PATCH)).toEqual([[1, refused]]);
    expect(crossings(UPSTREAM)).toEqual([[2, refused]]);
  });

  it('is nothing that the worker which was refused hears of: it waits for a minute whatever the manager remembers', () => {
    for (const [, options] of ALL) {
      const asked = (at: number): number | undefined => polled(2, MAX_AT_5, [...overload, observe(at, 1, 1, refused)], [], options).sent['cluster_key_intermediate_response'];

      expect([asked(SECOND), asked(61 * SECOND)]).toEqual([12, 13]);
    }
  });
});

describe('random cases with many keys', () => {
  it.each<[Protocol]>([[perKeyPolling], [sharded]])('hold for $name whatever the manager remembers, and some have more looks asked for than there is room for', (protocol: Protocol) => {
    const draw = caseGenerator(caseSpace(subjectNamed(protocol.name), { maxKeys: 60 }), 3);
    const runner = new Runner(protocol);
    const overloaded = new Map<unknown, number>();
    for (let i = 0; i < 2_000; i++) {
      const c = draw(i);
      const { intermediate } = c.options;
      if (intermediate === undefined || new Set(c.workload.map((event) => ('key' in event ? event.key : ''))).size < 12) continue;

      const { trace, verdict } = runner.run(c);

      expect([i, verdict]).toEqual([i, { kind: 'held' }]);
      if (mostInFlight(trace) === 11) overloaded.set(intermediate, (overloaded.get(intermediate) ?? 0) + 1);
    }
    for (const [option] of ALL) expect(overloaded.get(option)).toBeGreaterThan(3);
  });
});

/** How many looks were open at once at the most: from the step in which the manager asks to that of the last answer. */
function mostInFlight(trace: Trace): number {
  const spans = new Map<number, { asked: number; answered: number }>();
  for (let event = 0; event < trace.length; event++) {
    if (!trace.isMessage(event) || trace.type[trace.root[event] as number] !== OBSERVE) continue;
    const { uid } = trace.bodies[event] as { uid?: number };
    if (uid === undefined) continue;
    const span = spans.get(uid);
    if (span === undefined) spans.set(uid, { asked: trace.step[trace.cause[event] as number] as number, answered: -1 });
    else if (trace.typeName(event) === 'cluster_send_result') span.answered = Math.max(span.answered, trace.step[event] as number);
  }
  const all = [...spans.values()];
  return Math.max(...all.map(({ asked }) => all.filter((other) => other.asked <= asked && asked < other.answered).length));
}
