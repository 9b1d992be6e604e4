/** Which laws the calculations of SumStats obey, as they are: each law that is not named here holds, and a test shows both. */
import type { Law } from '../model/law.ts';
import type { ResultVal } from '../model/result.ts';
import type { Calculation, Reducer } from '../model/sumstat.ts';

export interface BuiltInLaws {
  readonly calculation: Calculation;
  /** What the reducer says of it. */
  readonly settings: Partial<Reducer>;
  /** What of a result counts; two are the same exactly, or else where the reference accepts both. */
  readonly view: (value: ResultVal) => unknown;
  readonly same: 'exactly' | 'within rounding';
  readonly broken: readonly Law[];
}

/** Where the order of arrival shows in the result. */
const BY_ORDER: readonly Law[] = ['commutative', 'associative', 'partition equals whole'];

/** By name; a calculation for which settings, or what counts, make a difference stands here more than once. */
export const BUILT_IN_LAWS: { readonly [name: string]: BuiltInLaws } = {
  SUM: { calculation: 'SUM', settings: {}, view: ({ sum }) => sum, same: 'within rounding', broken: [] },
  // 0.1 + 0.2 + 0.3 is 0.6 where the last two come first, and a bit more where they do not.
  'SUM to the last bit': { calculation: 'SUM', settings: {}, view: ({ sum }) => sum, same: 'exactly', broken: ['associative', 'partition equals whole'] },
  MIN: { calculation: 'MIN', settings: {}, view: ({ min }) => min, same: 'exactly', broken: [] },
  MAX: { calculation: 'MAX', settings: {}, view: ({ max }) => max, same: 'exactly', broken: [] },
  AVERAGE: { calculation: 'AVERAGE', settings: {}, view: ({ num, average }) => ({ num, average }), same: 'within rounding', broken: [] },
  VARIANCE: { calculation: 'VARIANCE', settings: {}, view: ({ num, varS, variance }) => ({ num, varS, variance }), same: 'within rounding', broken: [] },
  STD_DEV: { calculation: 'STD_DEV', settings: {}, view: ({ num, stdDev }) => ({ num, stdDev }), same: 'within rounding', broken: [] },
  UNIQUE: { calculation: 'UNIQUE', settings: {}, view: ({ unique, uniqueVals }) => ({ unique, uniqueVals }), same: 'exactly', broken: [] },
  // The first to arrive stays whole, with up to one more than the limit; of the others there is what fits. Since sets keep
  // the order in which they were filled, it does not matter how the merges are bracketed; upstream's do not.
  'UNIQUE with a limit': { calculation: 'UNIQUE', settings: { uniqueMax: 2 }, view: ({ unique, uniqueVals }) => ({ unique, uniqueVals }), same: 'exactly', broken: ['commutative', 'partition equals whole'] },
  HLL_UNIQUE: { calculation: 'HLL_UNIQUE', settings: { hllErrorMargin: 0.2 }, view: ({ hllUnique, cardinality }) => ({ hllUnique, registers: cardinality?.registers ?? null }), same: 'exactly', broken: [] },
  // What is last of several workers is an artefact of how the queues are interleaved.
  LAST: { calculation: 'LAST', settings: { lastElements: 2 }, view: ({ last }) => last?.elements ?? null, same: 'exactly', broken: BY_ORDER },
  // Of which observations it is a sample is up to chance. That each is as likely as another is for statistics to show.
  SAMPLE: { calculation: 'SAMPLE', settings: { samples: 2 }, view: ({ sample }) => sample && { seen: sample.seen, elements: [...sample.elements].sort() }, same: 'exactly', broken: BY_ORDER },
  // Workers that evict forget other values than one that sees all; merging adds up what they have left.
  TOPK: { calculation: 'TOPK', settings: { topkSize: 2 }, view: ({ topk }) => topk && countsOf(topk), same: 'exactly', broken: ['partition equals whole'] },
  // Of two values with one count, the one that arrived first stands first.
  'TOPK with its order of ties': { calculation: 'TOPK', settings: { topkSize: 2 }, view: ({ topk }) => topk && bucketsOf(topk), same: 'exactly', broken: BY_ORDER },
};

type TopK = NonNullable<ResultVal['topk']>;

/** By value, its count and how much of it may be an error. */
function countsOf({ buckets }: TopK): Map<unknown, [number, number]> {
  return new Map([...buckets].flatMap(([count, values]) => [...values].map(([value, epsilon]) => [value, [count, epsilon]])));
}

/** From the highest count down. */
function bucketsOf({ buckets }: TopK): unknown {
  return [...buckets].sort(([a], [b]) => b - a).map(([count, values]) => [count, ...values.keys()]);
}
