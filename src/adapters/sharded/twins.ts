/** Broken twins of the shards. */
import { bucketOf, OFFSET_BASIS } from './bucket.ts';
import { sharded } from './sharded.ts';
import { workerWith } from './worker.ts';

type Twin = typeof sharded;

export const seededHash: Twin = {
  ...sharded,
  standing: 'broken',
  name: 'sharded~seeded-hash',
  summary: 'each node hashes with a seed of its own, and puts the same key into another bucket than the others do',
  source: 'the hash tables of most languages, which are seeded when a process starts',
  options: { shards: [2, 37] },
  worker: workerWith((key, shards, node) => bucketOf(key, shards, { ...OFFSET_BASIS, low: OFFSET_BASIS.low ^ node })),
};

export const twins: readonly Twin[] = [seededHash];
