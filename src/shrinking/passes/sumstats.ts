/** Less asked of the system: sumstats, reducers, calculations, settings, thresholds and quirks, one after another. */
import type { Draft } from 'immer';
import type { Case } from '../../model/case.ts';
import type { Sumstat } from '../../model/sumstat.ts';
import { sharesStreams } from '../../model/sumstat.ts';
import type { Pass } from '../pass.ts';
import { changed } from '../pass.ts';

export const fewerSumstats: Pass = function* (c) {
  if (c.sumstats.length === 1) return;
  for (const [i, { name }] of c.sumstats.entries()) {
    yield changed(c, (draft) => {
      draft.sumstats.splice(i, 1);
      draft.workload = draft.workload.filter((event) => event.do === 'observe' || event.sumstat !== name);
    });
  }
};

export const fewerQuirks: Pass = function* (c) {
  for (const [i, quirk] of (c.quirks ?? []).entries()) {
    // It alone makes such a case legal.
    if (quirk === 'sharedStream' && c.sumstats.some(sharesStreams)) continue;
    yield changed(c, (draft) => {
      if (draft.quirks?.length === 1) delete draft.quirks;
      else draft.quirks?.splice(i, 1);
    });
  }
};

export const plainerSumstats: Pass = function* (c) {
  for (const [i, sumstat] of c.sumstats.entries()) {
    const altered = (recipe: (draft: Draft<Sumstat>) => void): Case => changed(c, (draft) => recipe(draft.sumstats[i] as Draft<Sumstat>));
    if (sumstat.threshold !== undefined) yield altered((draft) => void delete draft.threshold);
    if (sumstat.epochResult !== undefined) yield altered((draft) => void delete draft.epochResult);
    yield* fewerReducers(sumstat, altered);
    yield* plainerThreshold(sumstat, altered);
  }
};

type Alter = (recipe: (draft: Draft<Sumstat>) => void) => Case;

function* fewerReducers({ reducers }: Sumstat, altered: Alter): Generator<Case> {
  for (const [k, reducer] of reducers.entries()) {
    if (reducers.length > 1) yield altered((draft) => void draft.reducers.splice(k, 1));
    const { stream, apply } = reducer;
    // Without its settings all at once, then one by one.
    yield altered((draft) => void (draft.reducers[k] = { stream, apply: [...apply] }));
    for (const name of Object.keys(reducer)) {
      if (name !== 'stream' && name !== 'apply') yield altered((draft) => void delete (draft.reducers[k] as { [name: string]: unknown })[name]);
    }
    yield altered((draft) => void ((draft.reducers[k] as Draft<Sumstat>['reducers'][number]).apply = ['SUM']));
    for (const [j] of apply.entries()) if (apply.length > 1) yield altered((draft) => void draft.reducers[k]?.apply.splice(j, 1));
  }
}

function* plainerThreshold({ threshold, reducers }: Sumstat, altered: Alter): Generator<Case> {
  if (threshold === undefined) return;
  const { watch, at, series } = threshold;
  const watched = reducers[0]?.stream ?? '';
  yield altered((draft) => void (draft.threshold = { watch: { field: 'num', stream: watched }, at: 1 }));
  yield altered((draft) => void (draft.threshold = { watch: { ...watch }, at: 1 }));
  if (at !== undefined && series !== undefined) {
    yield altered((draft) => void delete draft.threshold?.at);
    yield altered((draft) => void delete draft.threshold?.series);
  }
  if (at !== undefined && at !== 1) yield altered((draft) => void ((draft.threshold as { at: number }).at = 1));
  if (series === undefined) return;
  yield altered((draft) => void (draft.threshold as { series: number[] }).series.fill(0).forEach((_, i, limits) => (limits[i] = i + 1)));
  for (const [k] of series.entries()) if (series.length > 1) yield altered((draft) => void draft.threshold?.series?.splice(k, 1));
}
