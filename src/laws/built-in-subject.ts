/** A calculation of SumStats, put to the laws: values are observed and merged as nodes do it, and judged as the oracle does. */
import type { Quirk } from '../model/quirks.ts';
import { quirksOf } from '../model/quirks.ts';
import type { ResultVal } from '../model/result.ts';
import type { Reducer, Sumstat } from '../model/sumstat.ts';
import { agrees } from '../reference/agrees.ts';
import { NOWHERE } from '../sumstats/calculation.ts';
import type { Observing } from '../sumstats/observe.ts';
import { observeInto, preparedValue } from '../sumstats/observe.ts';
import { mergeValues } from '../sumstats/merge.ts';
import type { BuiltInLaws } from './built-in-laws.ts';
import type { LawSubject } from './subject.ts';

/** @param settings what the reducer says beyond what the table has it say */
export function builtInSubject(name: string, stated: BuiltInLaws, settings: Partial<Reducer> = {}, quirks: readonly Quirk[] = []): LawSubject<ResultVal> {
  const reducer: Reducer = { ...stated.settings, ...settings, stream: 'x', apply: [stated.calculation] };
  return {
    name,
    laws: Object.fromEntries(stated.broken.map((law) => [law, false])),
    empty: () => preparedValue(reducer, 0),
    observe: (value, seen) => observeInto(value, seen, reducer, surroundings(quirks)),
    merge: (a, b) => mergeValues(a, b, surroundings(quirks)),
    view: stated.view,
    rounds: stated.same === 'within rounding',
    mismatch(seen, value) {
      return agrees(reducer, { values: seen.map((one) => one.value), times: seen.map(() => 0), workers: seen.map((one) => one.worker) }, value);
    },
  };
}

/** All happens at once, and the same is drawn for the same: multiples of the golden ratio, which spread evenly. */
function surroundings(quirks: readonly Quirk[]): Observing {
  let drawn = 0;
  const sumstats: readonly Sumstat[] = [];
  return { ...NOWHERE, quirks: quirksOf(quirks), random: () => (++drawn * ((Math.sqrt(5) - 1) / 2)) % 1, sumstats, now: 0 };
}
