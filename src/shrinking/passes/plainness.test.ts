import { describe, expect, it } from 'vitest';
import type { Case } from '../../model/case.ts';
import { isSmaller } from '../size.ts';
import { plainSettings } from './plainness.ts';

const plain: Case = {
  version: 1,
  protocol: 'p',
  options: {},
  seed: 0,
  cluster: { workers: [{ salt: 1, order: 0 }], order: 0, latency: { min: 1_000, max: 1_000 } },
  transport: 'serialize',
  sumstats: [{ name: 's', reducers: [{ stream: 'x', apply: ['SUM'] }] }],
  values: 'given',
  workload: [{ at: 0, do: 'collect', sumstat: 's' }],
  faults: [],
  window: 1_000_000,
  schedule: [],
};

describe('plainSettings', () => {
  it('has all nodes sweep at once, where only that is not plain', () => {
    const phased: Case = { ...plain, cluster: { ...plain.cluster, sweep: 3, workers: [{ salt: 1, order: 0, sweep: 4_000_000 }] } };

    const smaller = [...plainSettings(phased)].filter((c) => isSmaller(c, phased));

    expect(smaller.length).toBeGreaterThan(0);
    for (const c of smaller) expect(c).toEqual(plain);
  });

  it('has nothing smaller to offer where all is plain', () => {
    expect([...plainSettings(plain)].filter((c) => isSmaller(c, plain))).toEqual([]);
  });
});
