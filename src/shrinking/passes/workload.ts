/** Fewer observations, collections, requests and keys. */
import uniq from 'lodash/uniq.js';
import type { Pass } from '../pass.ts';
import { changed, chunks } from '../pass.ts';

export const fewerEvents: Pass = function* (c) {
  for (const [start, count] of chunks(c.workload.length)) yield changed(c, (draft) => void draft.workload.splice(start, count));
};

export const fewerOfAKind: Pass = function* (c) {
  for (const kind of ['request', 'observe', 'collect']) {
    if (c.workload.some((event) => event.do === kind)) yield changed(c, (draft) => void (draft.workload = draft.workload.filter((event) => event.do !== kind)));
  }
};

/** A key with all that concerns it, or two keys made one. */
export const fewerKeys: Pass = function* (c) {
  const keys = uniq(c.workload.flatMap((event) => ('key' in event ? [event.key] : [])));
  for (const key of keys) yield changed(c, (draft) => void (draft.workload = draft.workload.filter((event) => !('key' in event) || event.key !== key)));
  for (const [i, key] of keys.entries()) {
    if (i === 0) continue;
    yield changed(c, (draft) => {
      for (const event of draft.workload) if ('key' in event && event.key === key) event.key = keys[i - 1] as string;
    });
  }
};

/** Two events at once, for what needs a pair to go. */
export const fewerPairs: Pass = function* (c) {
  if (c.workload.length > 12) return;
  for (let j = c.workload.length - 1; j > 0; j--) {
    for (let i = j - 1; i >= 0; i--) yield changed(c, (draft) => void (draft.workload = draft.workload.filter((_, k) => k !== i && k !== j)));
  }
};
