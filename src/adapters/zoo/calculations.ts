/** Bugs of what is calculated: wrong formulas, merges that read what is not there or change what they are given, and what gets lost on the way. */
import type { Result, ResultVal } from '../../model/result.ts';
import { highWord, lowWord } from '../../model/hash64.ts';
import type { Protocol } from '../../protocol/protocol.ts';
import { merge } from '../../sumstats/merge.ts';
import type { Rules } from '../per-key-polling/manager.ts';
import { managerWith, RULES } from '../per-key-polling/manager.ts';
import { perKeyPolling } from '../per-key-polling/per-key-polling.ts';
import type { ZooEntry } from './entry.ts';
import { withQuirks } from './entry.ts';
import { mergingBut, observingBut } from './spoiling.ts';

type Twin = Pick<Protocol, 'summary' | 'source'> & Partial<Pick<Protocol, 'manager' | 'worker'>>;

function twin(name: string, rest: Twin): Protocol {
  return { ...perKeyPolling, ...rest, standing: 'broken', name: `per-key-polling~${name}` };
}

const merging = (accumulate: Rules['accumulate']): Pick<Protocol, 'manager'> => ({ manager: managerWith({ ...RULES, accumulate }) });

const takesSummariesForGranted = twin('takes-summaries-for-granted', {
  summary: 'a summary of frequent values is merged with an answer that has none, which is an error',
  source: 'upstream until 0d61df30b7 (2019-04-10), PR #332',
  ...merging((gathered, part, around) => {
    if (part === null && Object.values(gathered ?? {}).some(({ topk }) => topk !== null)) throw new Error('there is no second summary');
    return merge(gathered, part, around);
  }),
});

const takesAveragesForGranted = twin('takes-averages-for-granted', {
  summary: 'variances are merged by averages, of which one may not be there',
  source: 'upstream until e93fd69cf2 (2013-04-12)',
  ...merging(
    mergingBut((out, left, right) => {
      if (out.variance !== null && (left.average === null || right.average === null)) throw new Error('field value missing: average');
    }),
  ),
});

const dividesByTheValue = twin('divides-by-the-value', {
  summary: 'a variance is divided by the last value instead of by how many there are',
  source: 'upstream from 8778761c07 (2013-03-13) to 53f9948b02 (2013-04-01)',
  worker: observingBut((value, _, x) => {
    if (value.variance !== null) value.variance = value.num > 1 && x !== 0 ? value.varS / x : 0;
  }),
});

const sumsTwice = twin('sums-twice', {
  summary: 'the merge of standard deviations is a copy of that of sums, which so are added twice',
  source: 'upstream from 8778761c07 (2013-03-13) to 53f9948b02 (2013-04-01)',
  ...merging(
    mergingBut((out, left, right) => {
      if (left.variance !== null) out.sum += right.sum;
    }),
  ),
});

const appendsRegisters = twin('appends-registers', {
  summary: 'registers are decoded behind as many that are 0: an estimate of its own is right, and a merged one 0',
  source: 'upstream from 01e662b3e0 (2019-06-15) to ca28b98fd4 (2019-06-18)',
  ...merging(
    mergingBut((out) => {
      if (out.cardinality === null) return;
      out.cardinality = { ...out.cardinality, registers: new Map(), inverse: 0 };
      out.hllUnique = 0;
    }),
  ),
});

const countsTrailingZeros = twin('counts-trailing-zeros', {
  summary: 'the rank of a hash is counted from its other end, and in 32 bits',
  source: 'upstream until 3aabe83ec6 (2016-06-13), BIT-1612',
  worker: observingBut((value, seen) => {
    if (value.cardinality === null) return;
    const { precision, registers } = value.cardinality;
    const high = highWord(String(seen), 0);
    registers.set(lowWord(String(seen), 0) & (2 ** precision - 1), 32 - Math.clz32(high & -high));
  }),
});

const prunesEachMerge = twin('prunes-each-merge', {
  summary: 'each merge of frequent values keeps as many as were asked for, so that the total is no longer right',
  source: 'upstream until 160da6f1a6 (2013-04-28)',
  ...merging(mergingBut(prune)),
});

function prune({ topk }: ResultVal): void {
  for (const count of topk === null ? [] : [...topk.buckets.keys()].sort((a, b) => a - b)) {
    const bucket = topk?.buckets.get(count) ?? new Map<never, number>();
    for (const value of bucket.keys()) {
      if (topk === null || topk.counts.size <= topk.size) return;
      topk.counts.delete(value);
      bucket.delete(value);
    }
    if (bucket.size === 0) topk?.buckets.delete(count);
  }
}

const leavesTopkOut = twin('leaves-topk-out', {
  summary: 'the most frequent values are in no table of calculations, and so nothing is calculated',
  source: 'upstream from bec965b66f (2013-05-21) to 7b8073556e (2013-08-02)',
  worker: observingBut(({ topk }) => {
    topk?.counts.clear();
    topk?.buckets.clear();
    if (topk) topk.lowest = 0;
  }),
});

const losesTypes = twin('loses-types', {
  summary: 'the last observations come over the wire as what they were wrapped in',
  source: 'upstream until 01e17b5ea0 (2018-11-08)',
  ...merging((gathered, part, around) => merge(gathered, asWrapped(part), around)),
});

function asWrapped(part: Result | null): Result | null {
  if (part === null) return null;
  return Object.fromEntries(Object.entries(part).map(([stream, value]) => [stream, { ...value, last: value.last && { ...value.last, elements: value.last.elements.map((element) => `str ${element}`) } }]));
}

const returnsNoQueue = twin('returns-no-queue', {
  summary: 'the merge of two queues has no return statement',
  source: 'upstream until 2add60b4b1 (2012-11-28)',
  ...merging(mergingBut((out) => void (out.last &&= { ...out.last, elements: [] }))),
});

const knowsOneField = twin('knows-one-field', {
  summary: 'an observation with a second field does not fit into the set of different ones, which is an error',
  source: 'zeek #839 (2020-03-03)',
  worker: observingBut(({ uniqueVals }, seen) => {
    if (uniqueVals !== null && String(seen).includes(' dbl ')) throw new Error("the index type does not match the set's");
  }),
});

const keepsAllDifferent = twin('keeps-all-different', {
  summary: 'a set of different values grows beyond its limit',
  source: 'upstream until 2b78922af8 (2013-08-28)',
  worker: observingBut((value, seen) => {
    value.unique = value.uniqueVals?.add(seen).size ?? 0;
  }),
});

export const CALCULATIONS: readonly ZooEntry[] = [
  { id: 'P-32', title: 'a set of different values is not cut off where nobody will read more', source: '48cbb31747 (2013-04-25) to 2b78922af8 (2013-08-28)', protocol: keepsAllDifferent, by: 'results equal reference: UNIQUE' },
  { id: 'C-03', title: 'a merge reads what one side does not have: no second summary', source: '0d61df30b7 (2019-04-10), PR #332', protocol: takesSummariesForGranted, by: 'sane: cluster_send_result threw' },
  { id: 'C-03', title: 'a merge reads what one side does not have: no average', source: 'e93fd69cf2 (2013-04-12)', protocol: takesAveragesForGranted, ...withQuirks('madeUpStreams'), by: 'sane: cluster_send_result threw' },
  { id: 'C-04', title: 'a variance is divided by the last value', source: '8778761c07 (2013-03-13) to 53f9948b02 (2013-04-01)', protocol: dividesByTheValue, by: 'results equal reference: VARIANCE' },
  { id: 'C-04', title: 'where standard deviations are merged, sums are added twice', source: '8778761c07 (2013-03-13) to 53f9948b02 (2013-04-01)', protocol: sumsTwice, by: 'results equal reference: SUM' },
  { id: 'C-06', title: 'registers are appended instead of assigned', source: '01e662b3e0 (2019-06-15) to ca28b98fd4 (2019-06-18)', protocol: appendsRegisters, by: 'results equal reference: HLL_UNIQUE' },
  { id: 'C-07', title: 'the rank of a hash is counted from the wrong end, and in 32 bits', source: '3aabe83ec6 (2016-06-13), b7c64c4522, e1218cc7fa (2016-07-13)', protocol: countsTrailingZeros, by: 'results equal reference: HLL_UNIQUE' },
  { id: 'C-08', title: 'every merge of frequent values prunes, and the total is wrong', source: '160da6f1a6 (2013-04-28)', protocol: prunesEachMerge, by: 'results equal reference: TOPK' },
  { id: 'C-09', title: 'a calculation is registered nowhere, and nothing is calculated', source: 'bec965b66f (2013-05-21) to 7b8073556e (2013-08-02)', protocol: leavesTopkOut, by: 'results equal reference: TOPK' },
  { id: 'C-10', title: 'the types of the last observations are lost over the wire', source: 'until 01e17b5ea0 (2018-11-08)', protocol: losesTypes, by: 'results equal reference: LAST' },
  { id: 'C-11', title: 'the merge of queues returns nothing', source: 'until 2add60b4b1 (2012-11-28)', protocol: returnsNoQueue, by: 'results equal reference: LAST' },
  { id: 'C-14', title: 'an observation with a field more does not fit into the set of different ones', source: 'zeek #839 (2020-03-03)', protocol: knowsOneField, by: 'sane: observe threw' },
];
