/** Broken twins of the batches: each is the protocol with one mistake that people make. */
import { batchedPush } from './batched-push.ts';
import { managerWith } from './manager.ts';
import { workerWith } from './worker.ts';

type Twin = typeof batchedPush;

const broken = { ...batchedPush, standing: 'broken', options: { batch: [1, 2, 50] } } as const;

export const looksAtLastBatch: Twin = {
  ...broken,
  name: 'batched-push~looks-at-last-batch',
  summary: 'only the keys of the batch that came last are held against the threshold',
  source: 'upstream in April 2013 (437815454d)',
  manager: managerWith((key, last) => last.has(key)),
};

export const fullIsNotLast: Twin = {
  ...broken,
  name: 'batched-push~full-is-not-last',
  summary: 'a full batch is taken not to be the last: with as many keys as fit, no worker is ever done',
  source: 'the classic of every protocol that sends in pages',
  worker: workerWith((held, _, size) => held < size),
};

export const twins: readonly Twin[] = [looksAtLastBatch, fullIsNotLast];
