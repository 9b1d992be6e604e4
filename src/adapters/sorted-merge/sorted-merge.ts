/**
 * The first of the two ways out that the e-mail names: "an n-way merge of streams of sorted keys from each worker". The manager
 * holds a few keys of each worker and no more, and asks again for as many when they are used up. Keys come out in ascending order,
 * and since parts are merged in the order of workers, the results are the same to the last bit whoever was faster.
 */
import { defineProtocol } from '../../protocol/protocol.ts';
import { LOOK_OPTIONS } from '../admission.ts';
import { ASKING_CLAIMS } from '../asking.ts';
import { REQUEST_TIMEOUT } from '../key-request.ts';
import { manager } from './manager.ts';
import { worker } from './worker.ts';

export const sortedMerge = defineProtocol({
  name: 'sorted-merge',
  summary: 'each worker sends its keys in ascending order, a few at a time, and the manager merges the streams',
  source: 'the e-mail to bro-dev, 2016: an n-way merge of streams of sorted keys',
  standing: 'ideal',
  options: { credit: [2, 1, 8], ...LOOK_OPTIONS },
  watchOptions: Object.keys(LOOK_OPTIONS),
  copySites: ['request'],
  manager,
  worker,
  claims: {
    ...ASKING_CLAIMS,
    thresholds: true,
    // Items may overtake one another; looks at thresholds may not overtake the start of an epoch.
    tolerates: { slowNodeBelow: Infinity, faults: ['pause', 'slow-link', 'hello'] },
    requestTimeout: REQUEST_TIMEOUT,
    messages({ pairs, keysPerWorker, crossings, options }) {
      const credit = options['credit'] as number;
      return {
        merge_start: { exactly: 1 },
        merge_item: { exactly: pairs },
        merge_end: { exactly: keysPerWorker.filter((keys) => keys === 0).length },
        merge_pull: { exactly: keysPerWorker.reduce((pulls, keys) => pulls + Math.max(0, Math.ceil(keys / credit) - 1), 0) },
        cluster_threshold_crossed: { exactly: crossings },
      };
    },
    // What the workers were asked for; of the one that holds the merge up, the key that lets it go on, and no more. Where all have many
    // keys, that is (workers - 1) * credit + 1.
    peakResults({ keysPerWorker, options }) {
      const asked = keysPerWorker.map((keys) => Math.min(keys, options['credit'] as number));
      return asked.reduce((sum, n) => sum + n, 0) - Math.max(0, Math.min(...asked) - 1);
    },
  },
});
