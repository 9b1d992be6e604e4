/**
 * The history of upstream's per-key polling as data: what its first version did, and what each commit since has changed in
 * what nodes keep, send and wait for. Read from scripts/base/frameworks/sumstats/cluster.{bro,zeek} of each.
 */
import type { Expiry } from '../../protocol/expiring-table.ts';
import { CREATED, NEVER, READ } from '../upstream/expiries.ts';
import type { Change } from '../upstream/history.ts';
import { asOf } from '../upstream/history.ts';

/** What the roles ask of the version that they play. */
export interface Generation {
  /** Does a worker copy its table when it cuts an epoch off? Otherwise it hands the table over and starts a new one. */
  readonly snapshotIsCopied: boolean;
  /** Does a worker that does not know a uid name a key of its open table? */
  readonly namesOpenKeys: boolean;
  /** Is a key struck off the list when all have sent it? Otherwise when it is asked for. */
  readonly keysGoLast: boolean;
  /** Is it told of replies by `when`, which looks at the counters whenever they, or the workers, have changed? Otherwise the handler of the last reply goes on. */
  readonly waitsForReplies: boolean;
  /** What becomes of a look: asked for as if it were of an epoch, so that nobody waits for it; waited for by `when`; or ended by the last reply. */
  readonly looks: 'are lost' | 'are waited for' | 'end with the last reply';
  /** Does the manager keep apart which uids are requests of the user? */
  readonly marksRequests: boolean;
  /** Are counters and keys looked for before they are read? Otherwise, where they have expired, the statement fails and is skipped. */
  readonly looksBeforeReading: boolean;
  /** Does the manager forget at the end of an epoch what was crossed in it? */
  readonly managerResets: boolean;
  /** Does a reset raise an event on which what was crossed is forgotten once more? */
  readonly resetsTwice: boolean;
  /** Is the list of an epoch's keys deleted at its end? Otherwise it stays until it expires. */
  readonly keysGoAtEnd: boolean;
  /** Does the manager remember, too, which keys were looked at lately? */
  readonly managerRemembers: boolean;
  /** Are looks in flight told apart by their uids? Otherwise there is a count, which looks raise and the keys of epochs lower. */
  readonly looksHaveUids: boolean;
  /** Does it say so where a collection expires, or a key comes for one that is gone? */
  readonly warns: boolean;
  /** Is `when` told that a worker came or went? */
  readonly whenSeesWorkers: boolean;
  /** Is what a worker sends copied first? */
  readonly copies: boolean;
  /** `sending_results` */
  readonly snapshots: Expiry;
  /** `stats_keys`, `done_with`, `key_requests`, `dynamic_requests` */
  readonly collections: Expiry;
  /** `outstanding_global_views` */
  readonly outstanding: Expiry;
  /** `recent_global_view_keys` */
  readonly recent: Expiry;
}

/** 4f8100774c. */
const FIRST: Generation = {
  snapshotIsCopied: true,
  namesOpenKeys: true,
  keysGoLast: true,
  waitsForReplies: true,
  looks: 'are lost',
  marksRequests: false,
  looksBeforeReading: false,
  managerResets: false,
  resetsTwice: true,
  keysGoAtEnd: false,
  managerRemembers: false,
  looksHaveUids: false,
  warns: false,
  whenSeesWorkers: true,
  copies: true,
  snapshots: NEVER,
  collections: CREATED,
  outstanding: CREATED,
  recent: CREATED,
};

/** The oldest first. */
const CHANGES: readonly Change<Generation>[] = [
  { day: '2013-08-02', commit: '4f8100774c', made: {} },
  // Two of the evening before, and the one that stopped workers from keeping each snapshot for ever.
  { day: '2013-08-03', commit: '135094428e', made: { namesOpenKeys: false, keysGoLast: false } },
  { day: '2013-08-03', commit: '6b58ef12d7', made: { looks: 'are waited for' } },
  { day: '2013-08-03', commit: '1eadeaec3c', made: { snapshotIsCopied: false, snapshots: CREATED } },
  { day: '2013-08-21', commit: '73a5106bd9', made: { looksBeforeReading: true } },
  { day: '2013-08-21', commit: '22b1e78ec1', made: { resetsTwice: false } },
  { day: '2013-08-21', commit: '2091bbbf6f', made: { managerResets: true } },
  { day: '2013-08-26', commit: '72d2cd363e', made: { waitsForReplies: false, looks: 'end with the last reply', marksRequests: true, warns: true, outstanding: READ } },
  { day: '2013-08-26', commit: 'ea89e30a9c', made: { keysGoAtEnd: true } },
  { day: '2014-03-28', commit: '254dd85bff', made: { snapshots: READ, collections: READ, recent: READ } },
  { day: '2014-04-03', commit: '9438bc166b', made: { recent: CREATED } },
  { day: '2016-07-29', commit: '1f7f16be9d', made: { managerRemembers: true } },
  { day: '2016-07-29', commit: 'f80f2f2a08', made: { looksHaveUids: true } },
  // The count of workers was a variable; since then it is asked for by a call, into which `when` does not look.
  { day: '2023-04-21', commit: '3db8bb4a44', made: { whenSeesWorkers: false } },
  { day: '2024-11-14', commit: 'aabc4a4114', made: { copies: false } },
];

/** The first day of it. */
export const BEGINNING = '2013-08-02';

/** As of a day from the first one on, with the commit that was the last. */
export function generationAt(day: string): ReturnType<typeof asOf<Generation>> {
  return asOf(day, FIRST, CHANGES);
}
