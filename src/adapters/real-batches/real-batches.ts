/**
 * Upstream's batches as they really were on a day of spring 2013: the tables, messages and done conditions of the scripts of
 * that day, with what they forget, and when. The ideal of them is in `../batched-push`.
 */
import type { Protocol } from '../../protocol/protocol.ts';
import { batchedPush } from '../batched-push/batched-push.ts';
import { generationAt } from './history.ts';
import { managerOf } from './manager.ts';
import { workerOf } from './worker.ts';

export function realBatches(day: string): Protocol {
  const { commit, generation } = generationAt(day);
  return {
    ...batchedPush,
    source: `upstream cluster.bro at ${commit}`,
    standing: 'real',
    options: { batch: [50, 1] },
    watchOptions: [],
    copySites: generation.copies ? ['request', 'epoch'] : [],
    manager: managerOf(generation),
    worker: workerOf(generation),
    claims: {
      ...batchedPush.claims,
      // Batches wait for a slow worker to be told ten milliseconds, and for a slow manager as long as there are.
      tolerates: { slowNodeBelow: 50_000, faults: ['hello'] },
      messages: ({ keysPerWorker, crossings, options }) => {
        const batch = Number(options['batch']);
        return {
          cluster_ss_request: { exactly: 1 },
          // Keys that are passed over need batches of their own.
          cluster_ss_response: { atLeast: keysPerWorker.reduce((sum, keys) => sum + Math.max(1, Math.ceil(keys / batch)), 0), atMost: keysPerWorker.reduce((sum, keys) => sum + Math.max(1, keys), 0) },
          cluster_threshold_crossed: { exactly: crossings },
          thresholds_reset: { atLeast: 0, atMost: 1 },
        };
      },
      requestMessages: ({ workers }) => ({ cluster_key_request: { exactly: 1 }, cluster_key_response: { exactly: workers } }),
      lookMessages: ({ workers, watched, views, crossings }) => ({
        cluster_key_intermediate_response: { atLeast: views, atMost: watched },
        cluster_key_request: { exactly: views },
        cluster_key_response: { exactly: views * workers },
        cluster_threshold_crossed: { exactly: crossings },
      }),
    },
  };
}
