/** A small case for protocols that tests make up: two workers, a hop of 100 microseconds, nothing to do. */
import type { Case } from '../model/case.ts';
import { PLAIN_CASE } from '../model/plain-case.test-double.ts';

export const TOY_CASE: Case = { ...PLAIN_CASE, protocol: 'toy', cluster: { ...PLAIN_CASE.cluster, latency: { min: 100, max: 100 } }, window: 1_000_000 };
