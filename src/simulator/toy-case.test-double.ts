/** A small case for protocols that tests make up: two workers, a hop of 100 microseconds, nothing to do. */
import type { Case } from '../model/case.ts';

export const TOY_CASE: Case = {
  version: 1,
  protocol: 'toy',
  options: {},
  seed: 0,
  cluster: { workers: [{ salt: 1, order: 0 }, { salt: 2, order: 0 }], order: 0, latency: { min: 100, max: 100 } },
  transport: 'serialize',
  sumstats: [{ name: 's', reducers: [{ stream: 'x', apply: ['SUM'] }] }],
  values: 'given',
  workload: [],
  faults: [],
  window: 1_000_000,
  schedule: [],
};
