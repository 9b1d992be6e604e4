/**
 * The second of the two ways out that the e-mail names: "shard the sumstats table itself". Keys are put into 37 buckets by a hash,
 * and the buckets are collected one after another. The manager holds a 37th of the keys at once, on average over the buckets,
 * and waits 37 times for the slowest worker.
 */
import { defineProtocol } from '../../protocol/protocol.ts';
import { LOOK_OPTIONS } from '../admission.ts';
import { ASKING_CLAIMS } from '../asking.ts';
import { REQUEST_TIMEOUT } from '../key-request.ts';
import { manager } from './manager.ts';
import { worker } from './worker.ts';

export const sharded = defineProtocol({
  name: 'sharded',
  summary: 'keys are put into buckets by a hash, and each bucket is pushed as a whole, one after another',
  source: 'the e-mail to bro-dev, 2016: bucketed by a hash of the key into 37 buckets',
  standing: 'ideal',
  options: { shards: [37, 2, 1], ...LOOK_OPTIONS },
  watchOptions: Object.keys(LOOK_OPTIONS),
  copySites: ['request'],
  manager,
  worker,
  claims: {
    ...ASKING_CLAIMS,
    thresholds: true,
    tolerates: { slowNodeBelow: Infinity, faults: ['pause', 'slow-link', 'hello'] },
    requestTimeout: REQUEST_TIMEOUT,
    messages({ workers, pairs, crossings, options }) {
      const shards = options['shards'] as number;
      return {
        cluster_ss_request: { exactly: 1 },
        get_shard: { exactly: shards },
        cluster_send_result: { exactly: pairs },
        shard_done: { exactly: shards * workers },
        cluster_threshold_crossed: { exactly: crossings },
      };
    },
    // All keys may be in one bucket.
    peakResults: ({ keys }) => keys,
  },
});
