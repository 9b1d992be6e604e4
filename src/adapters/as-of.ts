/**
 * The real protocols as they were on a day, each with all quirks on that were in force then. What is found in them is found in
 * the real system.
 */
import { BadInput } from '../model/case-file.ts';
import { quirksAt } from '../model/quirks.ts';
import type { Protocol } from '../protocol/protocol.ts';
import { BEGINNING as BATCHES, LAST as LAST_BATCHES } from './real-batches/history.ts';
import { realBatches } from './real-batches/real-batches.ts';
import { BEGINNING as POLLING } from './real-polling/history.ts';
import { realPolling } from './real-polling/real-polling.ts';
import { standalone } from './standalone/standalone.ts';

interface Lineage {
  readonly name: string;
  /** The first day (ISO date), and the last; null for still there. */
  readonly since: string;
  readonly last: string | null;
  /** The protocol as of a day from then on. */
  readonly on: (day: string) => Protocol;
}

const LINEAGES: readonly Lineage[] = [
  { name: 'batched-push', since: BATCHES, last: LAST_BATCHES, on: realBatches },
  { name: 'per-key-polling', since: POLLING, last: null, on: realPolling },
  // af36915186: an epoch is told in portions.
  { name: 'standalone', since: '2014-03-17', last: null, on: () => standalone },
];

/** Which there are, and the first and last day of each. */
export const REAL: readonly Pick<Lineage, 'name' | 'since' | 'last'>[] = LINEAGES.map(({ name, since, last }) => ({ name, since, last }));

/** fe7e1ee7f0: from then on all that is sent is serialised; before, a connection remembered what it had sent. */
const SERIALISED = '2018-05-16';

/** The last day of upstream that was read: a13de64fbb. */
const HEAD = '2026-08-21';

const made = new Map<string, Protocol>();

/**
 * A protocol as of a day, such as `per-key-polling@2016-07` (by the end of that month) or `standalone@head`; undefined where
 * the name has no day.
 * @throws {BadInput} where there was none, or where the day is none
 */
export function protocolAsOf(name: string): Protocol | undefined {
  const at = name.lastIndexOf('@');
  if (at === -1) return undefined;
  let protocol = made.get(name);
  if (protocol === undefined) made.set(name, (protocol = make(name, name.slice(0, at), name.slice(at + 1))));
  return protocol;
}

function make(name: string, of: string, when: string): Protocol {
  const lineage = LINEAGES.find((one) => one.name === of);
  if (lineage === undefined) throw new BadInput(`There is no "${of}" of a day.\nThere is ${REAL.map((one) => `${one.name}@${one.since}`).join(', ')}, and later ones.`);
  const day = dayOf(when);
  if (day === null) throw new BadInput(`"${when}" in "${name}" is no day.\nWrite ${of}@2016-07, ${of}@2016-07-29 or ${of}@head.`);
  if (day < lineage.since) throw new BadInput(`Rollcall knows no ${of} as early as ${when}.\nThe first that it has is ${of}@${lineage.since}.`);
  if (lineage.last !== null && day > lineage.last) throw new BadInput(`There was no ${of} any more by the end of ${when}.\nThe last is ${of}@${lineage.last}.`);
  const protocol = lineage.on(day);
  return { ...protocol, name, standing: 'real', summary: `${protocol.summary}; as it really was (${day})`, quirks: quirksAt(day), transports: [day < SERIALISED ? 'cached' : 'serialize'] };
}

/** A month stands for its last day, which is no later in text than day 31. */
function dayOf(when: string): string | null {
  if (when === 'head') return HEAD;
  const [, month, day] = /^(\d{4}-(?:0[1-9]|1[0-2]))(-(?:0[1-9]|[12]\d|3[01]))?$/.exec(when) ?? [];
  return month === undefined ? null : `${month}${day ?? '-31'}`;
}
