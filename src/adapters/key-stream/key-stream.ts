/**
 * The push of the e-mail that started this (bro-dev, 2016, "scan detector related sumstats load"): the manager asks once, each
 * worker streams its keys, and the `worker_count` check counts ends instead of replies to each key. Few messages; the manager
 * holds all keys at once.
 */
import { defineProtocol } from '../../protocol/protocol.ts';
import { LOOK_OPTIONS } from '../admission.ts';
import { ASKING_CLAIMS } from '../asking.ts';
import { REQUEST_TIMEOUT } from '../key-request.ts';
import { manager } from './manager.ts';
import { worker } from './worker.ts';

export const keyStream = defineProtocol({
  name: 'key-stream',
  summary: 'each worker pushes its keys one by one, then says that it has no more',
  source: 'the e-mail to bro-dev, 2016: get_some_key_data, send_no_more_data',
  standing: 'ideal',
  options: { endEager: [true, false], ...LOOK_OPTIONS },
  watchOptions: Object.keys(LOOK_OPTIONS),
  copySites: ['request', 'epoch'],
  manager,
  worker,
  claims: {
    ...ASKING_CLAIMS,
    thresholds: true,
    tolerates: { slowNodeBelow: Infinity, faults: ['pause', 'slow-link', 'hello'] },
    requestTimeout: REQUEST_TIMEOUT,
    messages: ({ workers, pairs, crossings }) => ({
      cluster_ss_request: { exactly: 1 },
      get_some_key_data: { exactly: 1 },
      cluster_send_result: { exactly: pairs },
      send_no_more_data: { exactly: workers },
      cluster_threshold_crossed: { exactly: crossings },
    }),
    peakResults: ({ keys }) => keys,
  },
});
