/** What the result of a key may be where an epoch says that some are missing: with the part of each of them, or without it. */
import type { Sumstat } from '../model/sumstat.ts';
import type { Result } from '../model/result.ts';
import type { Account } from './accounts.ts';
import type { Difference } from './disagreement.ts';
import { disagreement } from './disagreement.ts';
import type { Evidence, Question } from './evidence.ts';

type Streams = ReadonlyMap<string, number[]>;

/**
 * What may be in the result of a key of an epoch: what must be, and with it each choice of the parts that may be. By stream;
 * nothing for no result at all.
 */
export function* possibleStreams(account: Account, question: Question, key: string): Generator<Streams> {
  const required = account.expected?.get(question)?.get(key) ?? new Map<string, number[]>();
  const parts = (account.optional.get(question) ?? []).flatMap((part) => part.get(key) ?? []);
  // From all of them to none, so that where nothing fits it is the whole that is told.
  for (let choice = 2 ** parts.length - 1; choice >= 0; choice--) {
    const streams = parts.length === 0 ? required : new Map(required);
    parts.forEach((part, i) => {
      if ((choice >> i) % 2 === 1) for (const [stream, events] of part) streams.set(stream, [...(streams.get(stream) ?? []), ...events]);
    });
    yield streams;
  }
}

/** Null where a result agrees with one of these; undefined where there is none; otherwise how it differs from the first. */
export function whyNoneFits(evidence: Evidence, sumstat: Sumstat, possible: Iterable<Streams>, told: Result | null): Difference | null | undefined {
  let first: Difference | undefined;
  for (const streams of possible) {
    const why = disagreement(evidence, sumstat, streams, told);
    if (why === null) return null;
    first ??= why;
  }
  return first;
}
