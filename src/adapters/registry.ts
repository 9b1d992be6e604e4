/** All protocols that rollcall knows, and what must come out of judging each. */
import { BadInput } from '../model/case-file.ts';
import { suggestion } from '../model/nearest-names.ts';
import type { CheckName } from '../model/verdict.ts';
import type { Protocol } from '../protocol/protocol.ts';
import type { Subject } from '../protocol/subject.ts';
import { protocolAsOf, REAL } from './as-of.ts';
import { batchedPush } from './batched-push/batched-push.ts';
import * as batchedPushTwins from './batched-push/twins.ts';
import { keyStream } from './key-stream/key-stream.ts';
import * as keyStreamTwins from './key-stream/twins.ts';
import { ledger } from './ledger/ledger.ts';
import * as ledgerTwins from './ledger/twins.ts';
import { perKeyPolling } from './per-key-polling/per-key-polling.ts';
import * as perKeyPollingTwins from './per-key-polling/twins.ts';
import { sharded } from './sharded/sharded.ts';
import * as shardedTwins from './sharded/twins.ts';
import { sortedMerge } from './sorted-merge/sorted-merge.ts';
import * as sortedMergeTwins from './sorted-merge/twins.ts';
import { standalone } from './standalone/standalone.ts';
import { subjectOf } from './zoo/entry.ts';
import { PLANTED } from './zoo/zoo.ts';

/** The real ones by day: of each, the first day and the last. */
export const REAL_BY_DAY: typeof REAL = REAL;

export const PROTOCOLS: readonly Protocol[] = [
  perKeyPolling,
  keyStream,
  batchedPush,
  sortedMerge,
  sharded,
  ledger,
  standalone,
  ...perKeyPollingTwins.twins,
  ...keyStreamTwins.twins,
  ...batchedPushTwins.twins,
  ...sortedMergeTwins.twins,
  ...shardedTwins.twins,
  ...ledgerTwins.twins,
];

/** The check that each broken twin was made for. */
const CAUGHT_BY: readonly (readonly [Protocol, CheckName])[] = [
  [perKeyPollingTwins.noCount, 'never early'],
  [perKeyPollingTwins.offByOne, 'never early'],
  [perKeyPollingTwins.emptyOverwrites, 'exactly once'],
  [perKeyPollingTwins.keepsFirstEnd, 'results equal reference'],
  [perKeyPollingTwins.forgetsCrossed, 'thresholds'],
  [perKeyPollingTwins.decidesTooEarly, 'thresholds'],
  [perKeyPollingTwins.silentWhenEmpty, 'always finishes'],
  [perKeyPollingTwins.keepsItsSnapshot, 'no residue'],
  [keyStreamTwins.noCount, 'never early'],
  [keyStreamTwins.offByOne, 'never early'],
  [keyStreamTwins.countsEveryMessage, 'never early'],
  [keyStreamTwins.keepsItsTable, 'exactly once'],
  [keyStreamTwins.looksOnlyBetween, 'thresholds'],
  [keyStreamTwins.endsFirst, 'sane'],
  [keyStreamTwins.keepsCollections, 'no residue'],
  [keyStreamTwins.throwsOnUnknownKey, 'sane'],
  [keyStreamTwins.leavesRequestsOpen, 'always finishes'],
  [keyStreamTwins.claimsAnEndTooFew, 'message bound'],
  [keyStreamTwins.claimsAResultTooFew, 'memory bound'],
  [batchedPushTwins.looksAtLastBatch, 'thresholds'],
  [batchedPushTwins.fullIsNotLast, 'always finishes'],
  [sortedMergeTwins.doesNotWait, 'results equal reference'],
  [sortedMergeTwins.forgetsToPull, 'always finishes'],
  [sortedMergeTwins.silentWhenEmpty, 'always finishes'],
  [sortedMergeTwins.claimsOneLess, 'memory bound'],
  [shardedTwins.seededHash, 'results equal reference'],
  [ledgerTwins.cutsAgain, 'exactly once'],
  [ledgerTwins.forgetsTheDead, 'exactly once'],
  [ledgerTwins.takesTheNewForTheOld, 'always finishes'],
  [ledgerTwins.asksOnce, 'always finishes'],
  [ledgerTwins.waitsToBeClosed, 'no residue'],
  [ledgerTwins.neverRests, 'always finishes'],
];

/** A copy left out where live results are sent must be seen; where a snapshot is handed over it is not needed. */
function copySubjects(protocol: Protocol): Subject[] {
  const leavingOut = (site: string, expect: Subject['expect']): Subject => ({
    name: `${protocol.name}~no-copy-at-${site}`,
    summary: `copy() is left out where a worker sends its part of ${site === 'request' ? 'a requested key' : 'an epoch'}, over the caching transport`,
    protocol,
    pinned: { transport: 'cached', faults: [{ fault: 'missing-copy', site }] },
    expect,
  });
  return [leavingOut('request', { kind: 'caught', by: 'no stale data' }), leavingOut('epoch', { kind: 'not needed' })];
}

const holds = (protocol: Protocol): Subject => ({
  name: protocol.name,
  summary: protocol.summary,
  protocol,
  pinned: { faults: [] },
  expect: { kind: 'holds' },
});

/** What `rollcall check` goes through, the sound protocols first. */
export const SUBJECTS: readonly Subject[] = [
  holds(perKeyPolling),
  holds(keyStream),
  holds(batchedPush),
  holds(sortedMerge),
  holds(sharded),
  // Enough for several batches of each worker.
  { ...holds(ledger), maxKeys: 20 },
  holds(standalone),
  ...CAUGHT_BY.map(([protocol, by]): Subject => ({ ...holds(protocol), expect: { kind: 'caught', by } })),
  ...copySubjects(perKeyPolling),
  ...copySubjects(keyStream),
];

/**
 * Also the real ones of a day, as in `per-key-polling@2016-07`, and those of the bug zoo.
 * @throws {BadInput} where no protocol has that name
 */
export function protocolNamed(name: string): Protocol {
  return protocolAsOf(name) ?? named([...PROTOCOLS, ...PLANTED.map(({ protocol }) => protocol)], name, 'protocol');
}

/** @throws {BadInput} where no subject has that name */
export function subjectNamed(name: string): Subject {
  const real = protocolAsOf(name);
  return real === undefined ? named([...SUBJECTS, ...PLANTED.map(subjectOf)], name, 'protocol') : holds(real);
}

function named<T extends { readonly name: string }>(all: readonly T[], name: string, what: string): T {
  const found = all.find((item) => item.name === name);
  if (found !== undefined) return found;
  const instead = suggestion(name, all.map((item) => item.name));
  throw new BadInput(`There is no ${what} named "${name}".\n${instead} \`rollcall list\` names each.`);
}
