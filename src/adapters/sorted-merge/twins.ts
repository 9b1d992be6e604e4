/** Broken twins of the merge: each is the protocol with one mistake that people make. */
import type { ResultTable } from '../../model/result.ts';
import { isReady } from './inflow.ts';
import { managerWith, RULES } from './manager.ts';
import { sortedMerge } from './sorted-merge.ts';
import { worker } from './worker.ts';

type Twin = typeof sortedMerge;

const broken = { ...sortedMerge, standing: 'broken' } as const;

export const doesNotWait: Twin = {
  ...broken,
  name: 'sorted-merge~does-not-wait',
  summary: 'the least key at hand is taken for complete, although some workers have not named theirs',
  source: 'a merge that takes a stream which is late for one that has ended',
  manager: managerWith({ ...RULES, mayTake: (inflows) => inflows.every(isReady) || inflows.some(({ queue }) => queue.length > 0) }),
};

export const forgetsToPull: Twin = {
  ...broken,
  name: 'sorted-merge~forgets-to-pull',
  summary: 'credit is given once, for one key, and not again',
  source: 'flow control that was tested with small tables',
  options: { ...sortedMerge.options, credit: [1] },
  manager: managerWith({ ...RULES, mayPull: () => false }),
};

export const silentWhenEmpty: Twin = {
  ...broken,
  name: 'sorted-merge~silent-when-empty',
  summary: 'a worker that has nothing to send does not say so',
  source: 'an end that rides on the last item, where there is no last item',
  worker: {
    ...worker,
    on: {
      ...worker.on,
      merge_start(state, start, env, from) {
        if ((state.live.get(start.sumstat) as ResultTable).size > 0) worker.on.merge_start?.(state, start, env, from);
      },
    },
  },
};

export const claimsOneLess: Twin = {
  ...broken,
  name: 'sorted-merge~claims-one-less',
  summary: 'its claim leaves out the key that is being merged',
  source: 'a formula for memory that counts the queues alone',
  // A key at a time, so that the most that there can be is reached by small tables.
  options: { credit: [1] },
  claims: { ...sortedMerge.claims, peakResults: (figures) => (sortedMerge.claims.peakResults?.(figures) ?? NaN) - 1 },
};

export const twins: readonly Twin[] = [doesNotWait, forgetsToPull, silentWhenEmpty, claimsOneLess];
