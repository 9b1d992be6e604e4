/** Bugs of what becomes of a message: sent as a reference, lost, late, twice; and of state that does not last as long as it takes. */
import type { Expiry } from '../../protocol/expiring-table.ts';
import type { Protocol } from '../../protocol/protocol.ts';
import { perKeyPolling } from '../per-key-polling/per-key-polling.ts';
import { generationAt } from '../real-polling/history.ts';
import { managerOf } from '../real-polling/manager.ts';
import { realPolling } from '../real-polling/real-polling.ts';
import { workerOf } from '../real-polling/worker.ts';
import type { ZooEntry } from './entry.ts';
import { claiming } from './spoiling.ts';

const HEAD = '2026-08-21';

/** Upstream's tables, which forget, without its quirks; where no limits are watched, it holds what it claims. */
const real: Protocol = { ...realPolling(HEAD), transports: ['serialize'], claims: { ...realPolling(HEAD).claims, thresholds: false } };

/** What a minute is to the tables of upstream, to the smaller ones of random cases; in microseconds. */
const SHORT = 5_000_000;

/** The same with other expiries, which it holds as well: no answer takes so long. */
function lasting(since: Expiry['since']): Protocol {
  const generation = { ...generationAt(HEAD).generation, collections: { since, after: SHORT } };
  return { ...real, manager: managerOf(generation), worker: workerOf(generation), claims: { ...real.claims, tolerates: { slowNodeBelow: 50_000, faults: [] } } };
}

const expiresWhileMoving: Protocol = {
  ...lasting('create'),
  standing: 'broken',
  name: 'per-key-polling~expires-while-moving',
  summary: 'a collection is given up some time after it began, although it is getting on',
  source: 'upstream from bec965b66f (2013-05-21) to 254dd85bff (2014-03-28)',
};

export const TRANSPORT: readonly ZooEntry[] = [
  { id: 'P-10', title: 'state expires a minute after it was made, although the collection is moving', source: 'bec965b66f (2013-05-21) to 254dd85bff (2014-03-28), BIT-1170', protocol: expiresWhileMoving, sound: lasting('read'), maxKeys: 60, by: 'always finishes: epoch' },
  {
    id: 'P-22',
    title: 'what is sent is a live reference, and what is observed after a look is lost',
    source: 'd984243a77, fe779575d5, 2cfef36116 (2013-05-02)',
    protocol: perKeyPolling,
    pinned: { transport: 'cached', faults: [{ fault: 'missing-copy', site: 'request' }] },
    by: 'no stale data: cluster_send_result',
  },
  { id: 'P-28', title: '"took longer than 1 minute and was automatically cancelled": nobody is told, and the epoch never ends', source: 'zeek #844 (2020-03-05), #911', protocol: claiming(real, 'to-outlast-a-minute', ['slow-link']), by: 'always finishes: epoch' },
  { id: 'P-38', title: 'the transport drops a message, and nobody asks again', source: 'zeek #2334, #4431, broker #426', protocol: claiming(perKeyPolling, 'loss', ['loss']), by: 'always finishes: epoch' },
  { id: 'L-04', title: 'an answer that is delivered twice ends the collection too early', source: 'a13de64fbb (2026-08-21), in a model', protocol: claiming(perKeyPolling, 'duplicate', ['duplicate']), by: 'never early: epoch' },
];
