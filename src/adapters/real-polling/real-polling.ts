/**
 * Upstream's per-key polling as it really was on a day: the tables, messages and done conditions of the scripts of that day,
 * with what they forget, and when. The ideal of it is in `../per-key-polling`.
 */
import type { Protocol } from '../../protocol/protocol.ts';
import { REQUEST_TIMEOUT } from '../key-request.ts';
import { perKeyPolling } from '../per-key-polling/per-key-polling.ts';
import { generationAt } from './history.ts';
import { managerOf } from './manager.ts';
import { workerOf } from './worker.ts';

/** A node that takes so long for a message, in microseconds, still answers before anything expires: where what is read lives on, and where it does not. */
const SLOW = { read: 1_000_000, create: 50_000 } as const;

export function realPolling(day: string): Protocol {
  const { commit, generation } = generationAt(day);
  const sites = [...(generation.copies ? ['request', 'epoch'] : []), ...(generation.snapshotIsCopied ? ['snapshot'] : [])];
  return {
    ...perKeyPolling,
    source: `upstream cluster.${day < '2019-04-11' ? 'bro' : 'zeek'} at ${commit}`,
    standing: 'real',
    options: {},
    watchOptions: [],
    copySites: sites,
    manager: managerOf(generation),
    worker: workerOf(generation),
    claims: {
      ...perKeyPolling.claims,
      tolerates: { slowNodeBelow: SLOW[generation.collections.since], faults: ['hello'] },
      requestTimeout: REQUEST_TIMEOUT,
    },
  };
}
