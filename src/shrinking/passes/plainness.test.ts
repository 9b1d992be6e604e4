import { describe, expect, it } from 'vitest';
import type { Case } from '../../model/case.ts';
import { LONE_WORKER, PLAIN_CASE } from '../../model/plain-case.test-double.ts';
import { isSmaller } from '../size.ts';
import { plainSettings } from './plainness.ts';

const plain: Case = { ...PLAIN_CASE, cluster: LONE_WORKER, workload: [{ at: 0, do: 'collect', sumstat: 's' }], window: 1_000_000 };

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
