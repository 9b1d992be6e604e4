/**
 * How it began, in 2013: each worker pushes its table in batches of 50 keys, without being asked for more. The fewest messages
 * of all; the manager holds all keys at once, and cannot slow anybody down. Without the quirks of its day: a collection may take
 * as long as it likes, and every key is held against the threshold, also those of batches that were not the last.
 */
import { defineProtocol } from '../../protocol/protocol.ts';
import { LOOK_OPTIONS } from '../admission.ts';
import { ASKING_CLAIMS } from '../asking.ts';
import { REQUEST_TIMEOUT } from '../key-request.ts';
import { manager } from './manager.ts';
import { worker } from './worker.ts';

export const batchedPush = defineProtocol({
  name: 'batched-push',
  summary: 'each worker pushes its keys in batches, the last of which says that it is the last',
  source: 'upstream cluster.bro at 48cbb31747 (2013-04), without its quirks',
  standing: 'ideal',
  options: { batch: [50, 1, 2], ...LOOK_OPTIONS },
  watchOptions: Object.keys(LOOK_OPTIONS),
  copySites: ['request', 'epoch'],
  manager,
  worker,
  claims: {
    ...ASKING_CLAIMS,
    thresholds: true,
    tolerates: { slowNodeBelow: Infinity, faults: ['pause', 'slow-link', 'hello'] },
    requestTimeout: REQUEST_TIMEOUT,
    messages: ({ keysPerWorker, crossings, options }) => ({
      cluster_ss_request: { exactly: 1 },
      cluster_ss_response: { exactly: keysPerWorker.reduce((sum, keys) => sum + Math.max(1, Math.ceil(keys / Number(options['batch']))), 0) },
      cluster_threshold_crossed: { exactly: crossings },
    }),
    peakResults: ({ keys }) => keys,
  },
});
