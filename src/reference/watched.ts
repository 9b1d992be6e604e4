/** What a watched value may be, by definition: between which bounds it lies for the observations of a key. */
import type { Calculation, Sumstat } from '../model/sumstat.ts';
import type { Quantity, Watch } from '../model/threshold.ts';
import { DEFINITIONS } from './agrees.ts';
import type { Range } from './definition.ts';
import type { Observed } from './observed.ts';

/** Which calculations bring a figure about: those that it is, and those that depend on it. */
const BROUGHT_BY: { readonly [field in Exclude<Quantity['field'], 'num'>]: readonly [Calculation, ...Calculation[]] } = {
  sum: ['SUM'],
  min: ['MIN'],
  max: ['MAX'],
  average: ['AVERAGE', 'VARIANCE', 'STD_DEV'],
  variance: ['VARIANCE', 'STD_DEV'],
  stdDev: ['STD_DEV'],
  unique: ['UNIQUE'],
  hllUnique: ['HLL_UNIQUE'],
};

const exactly = (x: number): Range => ({ least: x, most: x });

/**
 * The bounds of the watched value; null where nothing can be said.
 * @param streams the observations of one key by stream
 */
export function watchedRange(watch: Watch, sumstat: Sumstat, streams: ReadonlyMap<string, Observed>): Range | null {
  if ('constant' in watch) return exactly(watch.constant);
  const of = (quantity: Quantity): Range | null => quantityRange(quantity, sumstat, streams.get(quantity.stream));
  if ('field' in watch) return of(watch);
  const [over, under] = [of(watch.ratio), of(watch.to)];
  if (over === null || under === null) return null;
  if (under.most <= 0) return exactly(0);
  const corners = [over.least / under.least, over.least / under.most, over.most / under.least, over.most / under.most];
  return under.least <= 0 ? null : { least: Math.min(...corners), most: Math.max(...corners) };
}

function quantityRange({ field, stream }: Quantity, sumstat: Sumstat, observed: Observed | undefined): Range | null {
  const reducer = sumstat.reducers.find((one) => one.stream === stream);
  if (observed === undefined || reducer === undefined) return exactly(0);
  if (field === 'num') return exactly(observed.values.length);
  const brought = BROUGHT_BY[field];
  if (!brought.some((calculation) => reducer.apply.includes(calculation))) return exactly(0);
  return DEFINITIONS[brought[0]].range?.(observed, reducer) ?? null;
}

/** Can more observations only raise it? */
export function isMonotone(watch: Watch, sumstat: Sumstat, quantities: (stream: string) => readonly number[]): boolean {
  if ('constant' in watch) return true;
  if (!('field' in watch)) return false;
  switch (watch.field) {
    case 'num':
    case 'unique':
    case 'hllUnique':
      return true;
    // What is absent counts 0, from which a first negative one would bring the maximum down.
    case 'max':
    case 'sum':
      return quantities(watch.stream).every((x) => x >= 0);
    case 'min':
    case 'average':
    case 'variance':
    case 'stdDev':
      return sumstat.reducers.every((reducer) => reducer.stream !== watch.stream);
  }
}
