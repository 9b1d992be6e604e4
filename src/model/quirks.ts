/**
 * Quirks of the real system, each a switch: what the source really does where that is not what the framework promises. A case
 * may turn any of them on, and a protocol of a date has all that were in force then.
 */

export interface QuirkEntry {
  readonly summary: string;
  /** From this day on (ISO date, inclusive), null where it is not a matter of the day; and until that one (exclusive), null for still there. */
  readonly since: string | null;
  readonly until: string | null;
}

/** The first commit of the framework in its present form: 437815454d. */
const BEGINNING = '2013-04-01';

/** 2091bbbf6f: from then on the manager forgets at the end of a collection, and the workers at its start. */
const RESET_AT_END = '2013-08-21';

/** af36915186: from then on a node that is alone tells an epoch in portions. */
const INCREMENTAL_END = '2014-03-17';

export const QUIRKS = {
  sharedStream: {
    summary: 'two reducers of one sumstat on one stream write into one value: num counts every observation twice',
    since: BEGINNING,
    until: null,
  },
  normalizeLeak: {
    summary: "a reducer's normalised key is what the reducers after it see, also those of other sumstats",
    since: BEGINNING,
    until: '2018-08-13',
  },
  predBeforeNormalize: {
    summary: 'a predicate sees the key as it was before it was normalised',
    since: BEGINNING,
    until: '2013-04-25',
  },
  dblFirst: {
    summary: 'where an observation has both num and dbl, dbl is counted',
    since: BEGINNING,
    until: '2013-05-21',
  },
  varUnconditional: {
    summary: 'a merge makes a variance of the averages, and a standard deviation of that, where nobody asked for them',
    since: BEGINNING,
    until: null,
  },
  varLeftEmpty: {
    summary: 'merging into a value without observations loses the variance of what is merged',
    since: BEGINNING,
    until: null,
  },
  hllThirdContributor: {
    summary: 'every third, fifth, ... part merged loses the registers: three workers with the key give 0',
    since: BEGINNING,
    until: null,
  },
  hllSeed: {
    summary: 'each node hashes with a seed of its own, as it does unless it is given one: a value seen by two workers is counted twice',
    since: null,
    until: null,
  },
  sampleBias: {
    summary: 'merging full reservoirs favours the larger side, and all of it where both are alike and of one element',
    since: BEGINNING,
    until: null,
  },
  composeDropsStreams: {
    summary: 'merging walks the side with more streams: a stream that only the other side has vanishes',
    since: BEGINNING,
    until: '2013-05-21',
  },
  madeUpStreams: {
    summary: 'a look at a threshold gives the key a value, of no observations, on every stream that it lacks',
    since: BEGINNING,
    until: null,
  },
  limiterPrecedence: {
    summary: 'once all limits of a series are crossed a node stops counting the key, although results are asked for',
    since: BEGINNING,
    until: null,
  },
  crossLeak: {
    summary: "a limit crossed at an epoch's end counts as crossed on the workers for the next epoch, which then may not be told",
    since: RESET_AT_END,
    until: null,
  },
  resetRace: {
    summary: 'the end of a collection forgets what was crossed since, so that a limit is told twice, and before it what was crossed then',
    since: RESET_AT_END,
    until: null,
  },
  lastBatchThresholds: {
    summary: "batches: at an epoch's end only the keys of the message that came last are held against their limits",
    since: BEGINNING,
    until: '2013-08-02',
  },
  noResultNoEnd: {
    summary: 'stand-alone: where no results are asked for, the end of an epoch is never told',
    since: INCREMENTAL_END,
    until: null,
  },
  noResultNoReset: {
    summary: 'stand-alone: where no results are asked for, a second epoch never begins',
    since: '2024-11-18',
    until: null,
  },
  emptyNoEnd: {
    summary: 'stand-alone: the end of an epoch without observations is not told',
    since: INCREMENTAL_END,
    until: '2020-11-16',
  },
  skipsWhileWalking: {
    summary: 'stand-alone: a key is deleted while the table is walked, and another that shares its place is skipped, and no end told',
    since: INCREMENTAL_END,
    until: '2018-01-18',
  },
  firstPortionOnly: {
    summary: 'stand-alone: of an epoch with more than 50 keys the first 50 are told, and never an end',
    since: INCREMENTAL_END,
    until: '2018-01-18',
  },
} as const satisfies { readonly [name: string]: QuirkEntry };

export type Quirk = keyof typeof QUIRKS;
export const QUIRK_NAMES = Object.keys(QUIRKS) as Quirk[];

/** Which quirks are on. */
export type Quirks = { readonly [name in Quirk]: boolean };

export function quirksOf(on: readonly Quirk[]): Quirks {
  return Object.fromEntries(QUIRK_NAMES.map((name) => [name, on.includes(name)])) as Quirks;
}

/** What the framework promises. */
export const IDEAL: Quirks = quirksOf([]);

/** All that were in force on a day. */
export function quirksAt(day: string): Quirk[] {
  return QUIRK_NAMES.filter((name) => {
    const { since, until }: QuirkEntry = QUIRKS[name];
    return since !== null && since <= day && (until === null || day < until);
  });
}
