/** What is asked of the system in a case: which streams are reduced, by what, and with which settings. */
import type { Quirk } from '../model/quirks.ts';
import type { Reducer, Sumstat } from '../model/sumstat.ts';

const seen = (...reducers: readonly Reducer[]): readonly Sumstat[] => [{ name: 'seen', reducers }];

/** All sum all that they are given, so that hot cases can be fingerprinted. */
const HOT: readonly (readonly Sumstat[])[] = [
  seen({ stream: 'conn', apply: ['SUM'] }),
  seen({ stream: 'conn', apply: ['SUM', 'MIN', 'MAX'] }),
  seen({ stream: 'conn', apply: ['SUM', 'AVERAGE'] }),
  seen({ stream: 'conn', apply: ['SUM', 'STD_DEV', 'UNIQUE'] }),
  seen({ stream: 'conn', apply: ['SUM'] }, { stream: 'bytes', apply: ['SUM', 'VARIANCE'] }),
  seen({ stream: 'conn', apply: ['SUM', 'HLL_UNIQUE', 'LAST'], hllErrorMargin: 0.2, lastElements: 2 }),
  seen({ stream: 'conn', apply: ['SUM', 'TOPK', 'SAMPLE'], topkSize: 2, samples: 2 }),
  seen({ stream: 'conn', apply: ['SUM', 'UNIQUE'], uniqueMax: 2 }),
];

/** Without SUM, or not of everything: for quiet cases, in which the cuts tell which observations belong to an epoch. */
const QUIET: readonly (readonly Sumstat[])[] = [
  ...HOT,
  seen({ stream: 'conn', apply: ['UNIQUE'] }),
  seen({ stream: 'conn', apply: ['MIN', 'MAX', 'VARIANCE'] }),
  seen({ stream: 'conn', apply: ['AVERAGE'] }),
  seen({ stream: 'conn', apply: ['HLL_UNIQUE'], hllErrorMargin: 0.5 }),
  seen({ stream: 'conn', apply: ['LAST', 'SAMPLE'], lastElements: 3, samples: 3 }),
  seen({ stream: 'conn', apply: ['TOPK', 'UNIQUE'], topkSize: 1, uniqueMax: 1 }),
  seen({ stream: 'conn', apply: ['SUM', 'UNIQUE'], predicate: { test: 'value-at-least', bound: 1 } }),
  seen({ stream: 'conn', apply: ['SUM'], normalise: { to: 'network', bits: 24 }, predicate: { test: 'host-within', network: '10.0.0.0', bits: 32 } }),
  [
    { name: 'seen', reducers: [{ stream: 'conn', apply: ['SUM'], normalise: { to: 'str' } }] },
    { name: 'also', reducers: [{ stream: 'conn', apply: ['SUM', 'MAX'] }] },
  ],
];

/** Two reducers that share a stream: legal only where that is what is asked about. */
const SHARED: readonly (readonly Sumstat[])[] = [seen({ stream: 'conn', apply: ['SUM'] }, { stream: 'conn', apply: ['AVERAGE'] })];

export function sumstatsFor(hot: boolean, quirks: readonly Quirk[], draw: number): readonly Sumstat[] {
  const all = hot ? HOT : quirks.includes('sharedStream') ? [...QUIET, ...SHARED] : QUIET;
  return all[draw % all.length] as readonly Sumstat[];
}

/** The same, each reducer with more calculations. */
export function withApplied(sumstats: readonly Sumstat[], more: readonly string[]): readonly Sumstat[] {
  if (more.length === 0) return sumstats;
  return sumstats.map((sumstat) => ({ ...sumstat, reducers: sumstat.reducers.map((reducer) => ({ ...reducer, apply: [...new Set([...reducer.apply, ...more])] })) }));
}
