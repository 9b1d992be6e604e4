/**
 * The history of upstream's batches as data: what they did from the day on which workers were first told of crossings, and
 * what each commit since has changed. Read from scripts/base/frameworks/sumstats/cluster.bro of each. Until polling took
 * their place: ../real-polling/history.ts.
 */
import type { Expiry } from '../../protocol/expiring-table.ts';
import { CREATED, NEVER, READ } from '../upstream/expiries.ts';
import type { Change } from '../upstream/history.ts';
import { asOf } from '../upstream/history.ts';

/** What the roles ask of the version that they play. */
export interface Generation {
  /** Is what a worker sends copied first? */
  readonly copies: boolean;
  /** Do requests say whether they end an epoch? And do batches? */
  readonly requestsSayCleanup: boolean;
  readonly batchesSayCleanup: boolean;
  /** What becomes of a batch whose collection has expired: nothing is taken of it, and its end tells nothing; it is taken for all there is; or it begins the collection anew. */
  readonly lateBatches: 'are not taken' | 'are all there is' | 'begin anew';
  /** Is the counter of a look made when it is asked for? Otherwise by its first reply. */
  readonly looksCountFromZero: boolean;
  /** `stats_results`, `done_with`, `key_requests` */
  readonly collections: Expiry;
  /** `outstanding_global_views` */
  readonly outstanding: Expiry;
}

/** 48cbb31747. */
const FIRST: Generation = {
  copies: false,
  requestsSayCleanup: false,
  batchesSayCleanup: false,
  lateBatches: 'are not taken',
  looksCountFromZero: false,
  collections: READ,
  outstanding: NEVER,
};

/** The oldest first. */
const CHANGES: readonly Change<Generation>[] = [
  { day: '2013-04-25', commit: '48cbb31747', made: {} },
  { day: '2013-05-02', commit: 'fe779575d5', made: { copies: true } },
  { day: '2013-05-21', commit: 'bec965b66f', made: { requestsSayCleanup: true, lateBatches: 'are all there is', looksCountFromZero: true, collections: CREATED, outstanding: CREATED } },
  { day: '2013-05-23', commit: '4f4ef99a6b', made: { batchesSayCleanup: true, lateBatches: 'begin anew' } },
];

/** The first day of it, and the last: on the next, 0e23a8bc9e began to take it down. */
export const BEGINNING = '2013-04-25';
export const LAST = '2013-07-29';

/** As of a day from the first one on, with the commit that was the last. */
export function generationAt(day: string): ReturnType<typeof asOf<Generation>> {
  return asOf(day, FIRST, CHANGES);
}
