/** Broken twins of per-key polling: each is the protocol with one mistake that people make. */
import type { Result } from '../../model/result.ts';
import type { Surroundings } from '../../sumstats/calculation.ts';
import { merge } from '../../sumstats/merge.ts';
import { managerWith, RULES } from './manager.ts';
import { perKeyPolling } from './per-key-polling.ts';
import { worker } from './worker.ts';

type Twin = typeof perKeyPolling;

const broken = { ...perKeyPolling, standing: 'broken' } as const;

export const noCount: Twin = {
  ...broken,
  name: 'per-key-polling~no-count',
  summary: 'the done check is removed: every reply acts at once',
  source: 'the e-mail to bro-dev, 2016: on removing the Cluster::worker_count check',
  manager: managerWith({ ...RULES, isComplete: () => true }),
};

export const offByOne: Twin = {
  ...broken,
  name: 'per-key-polling~off-by-one',
  summary: 'the done check is satisfied by one worker too few',
  source: 'the classic',
  manager: managerWith({ ...RULES, isComplete: (replies, workers) => replies >= workers - 1 }),
};

export const emptyOverwrites: Twin = {
  ...broken,
  name: 'per-key-polling~empty-overwrites',
  summary: 'an empty reply replaces what has been merged so far, so that the last worker decides',
  source: 'upstream until c3a6916572 (2013-01-04)',
  manager: managerWith({ ...RULES, accumulate: (gathered, part, around) => (gathered !== null && part !== null ? merge(gathered, part, around) : part) }),
};

export const silentWhenEmpty: Twin = {
  ...broken,
  name: 'per-key-polling~silent-when-empty',
  summary: 'a worker that does not hold the key does not reply',
  source: 'upstream until d9195076b1 (2012-11-16)',
  worker: {
    ...worker,
    on: {
      ...worker.on,
      cluster_get_result(state, asked, env, from) {
        const table = asked.cleanup ? state.sending.get(asked.uid) : state.live.get(asked.sumstat);
        if (table?.has(asked.key) === true) worker.on.cluster_get_result?.(state, asked, env, from);
      },
    },
  },
};

export const keepsItsSnapshot: Twin = {
  ...broken,
  name: 'per-key-polling~keeps-its-snapshot',
  summary: 'a worker never forgets a snapshot that has been collected',
  source: 'a table that nobody deletes when its epoch is over',
  worker: {
    ...worker,
    on: {
      ...worker.on,
      get_a_key(state, asked, env, from) {
        const snapshot = state.sending.get(asked.uid);
        worker.on.get_a_key?.(state, asked, env, from);
        if (snapshot !== undefined) state.sending.set(asked.uid, snapshot);
      },
    },
  },
};

export const keepsFirstEnd: Twin = {
  ...broken,
  name: 'per-key-polling~keeps-first-end',
  summary: 'merging leaves the time of the last observation as the first worker to reply has it',
  source: 'a merge that was forgotten when a field was added',
  manager: managerWith({ ...RULES, accumulate: mergeButEnd }),
};

function mergeButEnd(gathered: Result | null, part: Result | null, around: Surroundings): Result | null {
  const merged = merge(gathered, part, around);
  for (const [stream, first] of Object.entries(gathered ?? {})) {
    const value = merged?.[stream];
    if (value !== undefined) value.end = first.end;
  }
  return merged;
}

export const forgetsCrossed: Twin = {
  ...broken,
  name: 'per-key-polling~forgets-crossed',
  summary: 'the manager does not remember what was crossed, and tells it again at the end of the epoch',
  source: 'a callback that is called where the tracker is not advanced',
  manager: {
    ...perKeyPolling.manager,
    on: {
      ...perKeyPolling.manager.on,
      cluster_send_result(state, body, env, from) {
        perKeyPolling.manager.on.cluster_send_result?.(state, body, env, from);
        state.watch?.crossed.clear();
      },
    },
  },
};

export const decidesTooEarly: Twin = {
  ...broken,
  name: 'per-key-polling~decides-too-early',
  summary: 'whether a limit was told before is settled when a look begins: two looks at a key, open at once, both tell it',
  source: 'the classic of check and act: hidden by what upstream remembers since 2016-07',
  options: { intermediate: ['worker-only'] },
  manager: {
    ...perKeyPolling.manager,
    on: {
      ...perKeyPolling.manager.on,
      cluster_send_result(state, body, env, from) {
        const { views, watch } = state;
        const wasOpen = views.has(body.uid);
        perKeyPolling.manager.on.cluster_send_result?.(state, body, env, from);
        if (!wasOpen || views.has(body.uid)) return;
        // What this look found, those that are open do not know: they began before.
        const isOpen = [...views.values()].some(({ sumstat, key }) => sumstat === body.sumstat && key === body.key);
        if (isOpen) for (const keys of watch?.crossed.values() ?? []) keys.delete(body.key);
      },
    },
  },
};

export const twins: readonly Twin[] = [forgetsCrossed, decidesTooEarly, noCount, offByOne, emptyOverwrites, silentWhenEmpty, keepsItsSnapshot, keepsFirstEnd];
