/**
 * Our own, from the failures of the others: the manager keeps a ledger of participants by name and counts nobody. Each sends its
 * keys in ascending order, in numbered batches that are asked for one at a time; whatever is lost is asked for again, and what
 * comes twice is known by its number. An epoch ends complete, or says whose part is missing.
 */
import { defineProtocol } from '../../protocol/protocol.ts';
import { LOOK_OPTIONS } from '../admission.ts';
import { REQUEST_TIMEOUT } from '../key-request.ts';
import { manager } from './manager.ts';
import { worker } from './worker.ts';

export const ledger = defineProtocol({
  name: 'ledger',
  summary: 'the manager keeps a ledger of participants by name, and an epoch is complete or says whom it lacks',
  source: 'docs/ledger.md: our own, from the failures of the others',
  standing: 'ideal',
  options: { credit: [8, 2, 50], ...LOOK_OPTIONS },
  watchOptions: Object.keys(LOOK_OPTIONS),
  copySites: ['request'],
  manager,
  worker,
  claims: {
    thresholds: true,
    tolerates: { slowNodeBelow: Infinity, faults: ['pause', 'reorder-link', 'slow-link', 'loss', 'duplicate', 'partition', 'crash', 'leave', 'join', 'hello'] },
    requestTimeout: REQUEST_TIMEOUT,
    messages({ keysPerWorker, crossings, options }) {
      const batches = keysPerWorker.map((keys) => Math.max(1, Math.ceil(keys / (options['credit'] as number)))).reduce((sum, n) => sum + n, 0);
      return {
        ledger_start: { exactly: 1 },
        ledger_batch: { exactly: batches },
        ledger_pull: { exactly: batches - keysPerWorker.length },
        ledger_close: { exactly: 1 },
        cluster_threshold_crossed: { exactly: crossings },
      };
    },
    requestMessages: ({ workers }) => ({ ledger_ask: { exactly: 1 }, ledger_answer: { exactly: workers } }),
    lookMessages: ({ workers, watched, views, crossings }) => ({
      cluster_key_intermediate_response: { atLeast: views, atMost: watched },
      ledger_ask: { exactly: views },
      ledger_answer: { exactly: views * workers },
      cluster_threshold_crossed: { exactly: crossings },
    }),
    // A batch of each worker at the most.
    peakResults: ({ keysPerWorker, options }) => keysPerWorker.reduce((sum, keys) => sum + Math.min(keys, options['credit'] as number), 0),
  },
});
