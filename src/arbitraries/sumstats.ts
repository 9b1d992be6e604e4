/** What is asked of the system in a case: which streams are reduced, by what, and with which settings. */
import type { Reducer, Sumstat } from '../model/sumstat.ts';
import type { Threshold } from '../model/threshold.ts';
import type { CaseSpace } from './space.ts';

const seen = (...reducers: readonly Reducer[]): readonly Sumstat[] => [{ name: 'seen', reducers }];

/** A sumstat that sums, with a limit to watch; what is watched can only grow, also by the hour of a hot case. */
const watched = (limits: Pick<Threshold, 'at' | 'series'>, more: Partial<Sumstat> = {}): readonly Sumstat[] => [
  { name: 'seen', reducers: [{ stream: 'conn', apply: ['SUM'] }], threshold: { watch: { field: 'sum', stream: 'conn' }, ...limits }, ...more },
];

/** The same, but that what is watched is how many there are: most keys reach such a limit in each of their epochs. */
const counted = (limits: Pick<Threshold, 'at' | 'series'>, more: Partial<Sumstat> = {}): readonly Sumstat[] =>
  watched(limits, { threshold: { watch: { field: 'num', stream: 'conn' }, ...limits }, ...more });

/** All sum all that they are given, so that hot cases can be fingerprinted. */
const HOT: readonly (readonly Sumstat[])[] = [
  seen({ stream: 'conn', apply: ['SUM'] }),
  seen({ stream: 'conn', apply: ['SUM', 'MIN', 'MAX', 'AVERAGE'] }),
  seen({ stream: 'conn', apply: ['SUM', 'AVERAGE', 'HLL_UNIQUE'], hllErrorMargin: 0.3 }),
  seen({ stream: 'conn', apply: ['SUM', 'STD_DEV', 'UNIQUE'] }),
  seen({ stream: 'conn', apply: ['SUM'] }, { stream: 'bytes', apply: ['SUM', 'VARIANCE'] }),
  seen({ stream: 'conn', apply: ['SUM', 'HLL_UNIQUE', 'LAST'], hllErrorMargin: 0.2, lastElements: 2 }),
  seen({ stream: 'conn', apply: ['SUM', 'TOPK', 'SAMPLE'], topkSize: 2, samples: 2 }),
  seen({ stream: 'conn', apply: ['SUM', 'UNIQUE'], uniqueMax: 2 }),
  watched({ at: 2 }, { reducers: [{ stream: 'conn', apply: ['SUM', 'VARIANCE'] }, { stream: 'bytes', apply: ['SUM', 'VARIANCE'] }] }),
  watched({ at: 5 }, { epochResult: false }),
  watched({ series: [1, 4, 20] }),
  counted({ series: [2] }),
  counted({ at: 1 }, { epochResult: false }),
  watched({ series: [2, 6] }, { epochResult: false, reducers: [{ stream: 'conn', apply: ['SUM', 'MAX'] }, { stream: 'bytes', apply: ['SUM'] }] }),
];

/** Without SUM, or not of everything: for quiet cases, in which the cuts tell which observations belong to an epoch. */
const QUIET: readonly (readonly Sumstat[])[] = [
  ...HOT,
  seen({ stream: 'conn', apply: ['UNIQUE'] }),
  watched({ at: 2, series: [3, 4] }, { reducers: [{ stream: 'conn', apply: ['SUM', 'VARIANCE'] }, { stream: 'bytes', apply: ['SUM', 'VARIANCE'] }] }),
  [{ name: 'seen', reducers: [{ stream: 'conn', apply: ['UNIQUE', 'MIN'] }], threshold: { watch: { field: 'unique', stream: 'conn' }, series: [2, 3] } }],
  [{ name: 'seen', reducers: [{ stream: 'conn', apply: ['MAX'] }, { stream: 'bytes', apply: ['MIN'] }], threshold: { watch: { ratio: { field: 'num', stream: 'conn' }, to: { field: 'num', stream: 'bytes' } }, at: 2 } }],
  [{ name: 'seen', reducers: [{ stream: 'conn', apply: ['HLL_UNIQUE', 'LAST'], hllErrorMargin: 0.3, lastElements: 2 }], threshold: { watch: { constant: 2 }, at: 1 } }],
  seen({ stream: 'conn', apply: ['MIN', 'MAX', 'VARIANCE'] }),
  seen({ stream: 'conn', apply: ['AVERAGE', 'HLL_UNIQUE'], hllErrorMargin: 0.5 }),
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

export function sumstatsFor(hot: boolean, { quirks, thresholds }: Pick<CaseSpace, 'quirks' | 'thresholds'>, draw: number): readonly Sumstat[] {
  const all = hot ? HOT : quirks.includes('sharedStream') ? [...QUIET, ...SHARED] : QUIET;
  const chosen = thresholds ? all : all.filter((sumstats) => sumstats.every(({ threshold }) => threshold === undefined));
  return chosen[draw % chosen.length] as readonly Sumstat[];
}

/** The same, each reducer with more calculations. */
export function withApplied(sumstats: readonly Sumstat[], more: readonly string[]): readonly Sumstat[] {
  if (more.length === 0) return sumstats;
  return sumstats.map((sumstat) => ({ ...sumstat, reducers: sumstat.reducers.map((reducer) => ({ ...reducer, apply: [...new Set([...reducer.apply, ...more])] })) }));
}
