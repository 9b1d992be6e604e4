/** What polling makes of workers that come and go, and of messages that are lost or come twice: as it counts replies, and does not know whose they are. */
import { describe, expect, it } from 'vitest';
import { perKeyPolling } from '../src/adapters/per-key-polling/per-key-polling.ts';
import { runCase } from '../src/harness/run-case.ts';
import { describeTrace } from '../src/model/describe.ts';
import type { Case } from '../src/model/case.ts';
import type { Fault } from '../src/model/faults.ts';
import { caseOf, collect, observe } from './small-case.ts';
import { firstViolation } from './trace-script.ts';

/** Each of three workers holds `a`; a message takes a millisecond, and the last worker as long again for each. */
function polled(...faults: Fault[]): Case {
  const c = caseOf(observe(0, 1, 'a', 1), observe(0, 2, 'a', 10), observe(0, 3, 'a', 100), collect(1));
  const workers = [1, 2, 3].map((salt) => ({ salt, order: 0 }));
  return {
    ...c,
    protocol: 'per-key-polling',
    cluster: { ...c.cluster, workers, latency: { min: 1_000, max: 1_000 } },
    faults: [{ fault: 'slow-node', node: 3, service: 1_000, from: 0, until: 1_000_000 }, ...faults],
  };
}

const judged = (...faults: Fault[]): ReturnType<typeof firstViolation> => firstViolation(runCase(polled(...faults), perKeyPolling).verdict);

describe('polling', () => {
  it('is right as long as all is well, also where a worker says hello twice or stops for a minute', () => {
    expect(judged()).toBeUndefined();
    expect(judged({ fault: 'hello', worker: 1, at: 2_000 }, { fault: 'pause', node: 2, from: 500, until: 60_000_000 })).toBeUndefined();
  });

  it('ends early where a worker answers and is gone: another stands in for it', () => {
    // Worker-1 and worker-2 have sent their part of `a` by then, and two are left to count on.
    expect(judged({ fault: 'leave', worker: 1, at: 5_500, noticed: 0 })).toMatchObject({ check: 'never early', workers: [3] });
  });

  it('ends early where an answer comes twice', () => {
    expect(judged({ fault: 'duplicate', worker: 1, toward: 'manager', nth: 2, after: 0 })).toMatchObject({ check: 'never early' });
  });

  it.each<[string, Fault, number[]]>([
    ['dies after the others have answered', { fault: 'crash', worker: 3, at: 2_500, noticed: 0 }, [3]],
    ['does not get the question', { fault: 'loss', worker: 1, toward: 'worker', nth: 2 }, [1]],
    ['is heard in vain', { fault: 'loss', worker: 2, toward: 'manager', nth: 1 }, [2]],
    ['is cut off by a partition', { fault: 'partition', worker: 2, from: 900, until: 1_100 }, [2]],
  ])('hangs where a worker %s', (_, fault, workers) => {
    expect(judged(fault)).toMatchObject({ check: 'always finishes', side: 'epoch', workers });
  });

  it('hangs where a worker joins meanwhile, which nobody asked', () => {
    const c = polled({ fault: 'join', worker: 3, at: 2_500 });

    expect(firstViolation(runCase(c, perKeyPolling).verdict)).toMatchObject({ check: 'always finishes', side: 'epoch' });
  });

  it('gives the same trace again under every fault', () => {
    const all: Fault[] = [
      { fault: 'crash', worker: 3, at: 1_500, noticed: 400, restart: 800 },
      { fault: 'leave', worker: 2, at: 2_500, noticed: 10, back: 900 },
      { fault: 'duplicate', worker: 1, toward: 'manager', nth: 1, after: 30 },
      { fault: 'loss', worker: 1, toward: 'worker', nth: 3 },
      { fault: 'slow-link', worker: 1, toward: 'worker', extra: 700, from: 0, until: 3_000 },
      { fault: 'partition', worker: 2, from: 4_000, until: 5_000 },
      { fault: 'pause', node: 0, from: 2_000, until: 6_000 },
    ];
    const [first, second] = [1, 2].map(() => describeTrace(runCase(polled(...all), perKeyPolling).trace));

    expect(second).toBe(first);
    expect(first).toContain('lost ');
  });
});
