/** A case as plain as can be, for tests to change what they are about: two workers, a hop of a millisecond, one sum, nothing to do. */
import type { Case } from './case.ts';

export const PLAIN_CASE: Case = {
  version: 1,
  protocol: 'p',
  options: {},
  seed: 0,
  cluster: { workers: [{ salt: 1, order: 0 }, { salt: 2, order: 0 }], order: 0, latency: { min: 1_000, max: 1_000 } },
  transport: 'serialize',
  sumstats: [{ name: 's', reducers: [{ stream: 'x', apply: ['SUM'] }] }],
  values: 'given',
  workload: [],
  faults: [],
  window: 0,
  schedule: [],
};

/** Its cluster with one worker alone. */
export const LONE_WORKER: Case['cluster'] = { ...PLAIN_CASE.cluster, workers: [{ salt: 1, order: 0 }] };
