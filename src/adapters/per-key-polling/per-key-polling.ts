/**
 * Per-key polling, upstream since 2013-08-02: the manager never holds more than one result, and pays for it with a round
 * trip to every worker for every key. As at a13de64fbb, without its quirks: nothing expires, and a uid is known or not. What it
 * really was on a day is in `../real-polling`.
 */
import { defineProtocol } from '../../protocol/protocol.ts';
import { LOOK_OPTIONS } from '../admission.ts';
import { ASKING_CLAIMS } from '../asking.ts';
import { REQUEST_TIMEOUT } from '../key-request.ts';
import { managerWith, RULES } from './manager.ts';
import { worker } from './worker.ts';

export const perKeyPolling = defineProtocol({
  name: 'per-key-polling',
  summary: 'the manager asks all workers for the name of a key, then all workers for that key, and so on',
  source: 'upstream cluster.zeek at a13de64fbb (2026-08-21), without its quirks',
  standing: 'ideal',
  options: LOOK_OPTIONS,
  watchOptions: Object.keys(LOOK_OPTIONS),
  copySites: ['request', 'epoch'],
  manager: managerWith(RULES),
  worker,
  claims: {
    ...ASKING_CLAIMS,
    thresholds: true,
    tolerates: { slowNodeBelow: Infinity, faults: ['pause', 'slow-link', 'hello'] },
    requestTimeout: REQUEST_TIMEOUT,
    messages({ workers, keys, keysPerWorker, crossings }) {
      const longest = Math.max(0, ...keysPerWorker);
      // Each round retires at most a key for each worker and at least one of every worker that has any; the last names none.
      const rounds = { least: 1 + Math.ceil(keys / workers), most: 1 + Math.min(keys, longest) };
      return {
        cluster_ss_request: { exactly: 1 },
        get_a_key: { atLeast: rounds.least, atMost: rounds.most },
        send_a_key: { atLeast: keys, atMost: (rounds.most - 1) * workers },
        send_no_key: { atLeast: workers, atMost: rounds.most * workers },
        cluster_get_result: { exactly: keys },
        cluster_send_result: { exactly: keys * workers },
        cluster_threshold_crossed: { exactly: crossings },
      };
    },
    peakResults: () => 1,
  },
});
