/** Bugs of limits: not looked at, told twice, forgotten too early or never, and steps of a series that are missed. */
import type { Env, ManagerEnv } from '../../protocol/env.ts';
import type { Crossed } from '../../sumstats/limiter.ts';
import { crossedBefore } from '../../sumstats/limiter.ts';
import type { Observation } from '../../sumstats/observe.ts';
import { ASKING_CLAIMS } from '../asking.ts';
import * as batchedPushTwins from '../batched-push/twins.ts';
import * as keyStreamTwins from '../key-stream/twins.ts';
import type { Messages } from '../per-key-polling/messages.ts';
import { perKeyPolling } from '../per-key-polling/per-key-polling.ts';
import { standalone } from '../standalone/standalone.ts';
import { noteRecent } from '../worker-watch.ts';
import type { ZooEntry } from './entry.ts';
import { withQuirks } from './entry.ts';
import { inAnotherWorld } from './spoiling.ts';

const polling = perKeyPolling.manager;
const broken = { ...perKeyPolling, standing: 'broken' } as const;

const neverForgets: typeof perKeyPolling = {
  ...broken,
  name: 'per-key-polling~never-forgets-crossed',
  summary: 'what was crossed in an epoch counts as crossed in the next',
  source: 'upstream from 2013-08-02 to 22b1e78ec1 (2013-08-21)',
  manager: {
    ...polling,
    on: {
      ...polling.on,
      cluster_send_result(state, body, env, from) {
        const collection = state.collections.get(body.uid);
        polling.on.cluster_send_result?.(state, body, env, from);
        if (state.watch === null || collection === undefined) return;
        const { sumstat, epoch } = collection;
        const known = state.watch.crossed.get(`${sumstat}\n${epoch + 1}`);
        state.watch.crossed.set(`${sumstat}\n${epoch + 1}`, new Map([...(state.watch.crossed.get(`${sumstat}\n${epoch}`) ?? []), ...(known ?? [])]));
      },
    },
  },
};

const forgetsTooEarly: typeof perKeyPolling = {
  ...broken,
  name: 'per-key-polling~forgets-before-the-end',
  summary: 'what was crossed is forgotten when the collection of the epoch begins, which looks at every key once more',
  source: 'upstream from 22b1e78ec1 to 2091bbbf6f (both 2013-08-21)',
  manager: {
    ...polling,
    on: {
      ...polling.on,
      collect(state, asked, env, from) {
        state.watch?.crossed.delete(`${asked.sumstat}\n${asked.epoch}`);
        polling.on.collect(state, asked, env, from);
      },
    },
  },
};

const alone = { ...standalone, standing: 'broken' } as const;

const neverTestsItsMark: typeof perKeyPolling = {
  ...broken,
  name: 'per-key-polling~never-tests-its-mark',
  summary: 'the manager marks a key that it looks at, and looks at it again when another worker asks',
  source: 'upstream until 92285a9711 (2012-11-28)',
  options: { intermediate: ['upstream', 'patch'] },
  manager: {
    ...polling,
    on: {
      ...polling.on,
      cluster_key_intermediate_response(state, wish, env, from) {
        state.watch?.recent.clear();
        polling.on.cluster_key_intermediate_response?.(state, wish, env, from);
      },
    },
  },
};

const marksBeforeItTests: typeof perKeyPolling = {
  ...broken,
  name: 'per-key-polling~marks-before-it-tests',
  summary: 'the manager marks a key before it tests the mark, and so never looks at any',
  source: 'upstream from 92285a9711 to f1b7ca62ee (both 2012-11-28)',
  options: { intermediate: ['upstream', 'patch'] },
  manager: {
    ...polling,
    on: {
      ...polling.on,
      cluster_key_intermediate_response(state, wish, env, from) {
        if (state.watch !== null) noteRecent(state.watch.recent, wish.sumstat, wish.key, env.now);
        polling.on.cluster_key_intermediate_response?.(state, wish, env, from);
      },
    },
  },
};

const leavesItToWorkers: typeof perKeyPolling = {
  ...broken,
  name: 'per-key-polling~leaves-it-to-workers',
  summary: 'what was looked at lately is remembered by each worker for itself, and not by the manager',
  source: 'upstream from c3a6916572 (2013-01-04) to 1f7f16be9d (2016-07-29)',
  options: { intermediate: ['worker-only'] },
  // What holds where the manager remembers it as well.
  claims: { ...perKeyPolling.claims, lookMessages: (figures) => ASKING_CLAIMS.lookMessages({ ...figures, options: { intermediate: 'upstream' } }) },
};

/** The manager in a world where all that is asked for has been cut off. */
const looking = inAnotherWorld(polling, (env: ManagerEnv<Messages>) => ({
  broadcast(type, body) {
    env.broadcast(type, 'cleanup' in body ? { ...body, cleanup: true } : body);
  },
}));

const looksIntoTheSnapshot: typeof perKeyPolling = {
  ...broken,
  name: 'per-key-polling~looks-into-the-snapshot',
  summary: 'a look asks for what was cut off for it, which is nothing',
  source: 'upstream from 4f8100774c to 6b58ef12d7 (both 2013-08-02)',
  manager: {
    ...polling,
    on: {
      ...polling.on,
      cluster_key_intermediate_response(state, wish, env, from) {
        looking.on.cluster_key_intermediate_response?.(state, wish, env, from);
      },
    },
  },
};

/** How many steps of its series a key has not crossed yet; undefined where there is no series. */
function stepsLeft(crossed: Crossed, { key }: Observation, { sumstats }: Env<object>): number | undefined {
  const watched = sumstats.find(({ threshold }) => threshold?.series !== undefined);
  return watched?.threshold?.series && watched.threshold.series.length - crossedBefore(crossed, watched.name, key);
}

const stopsBeforeTheLast: typeof standalone = {
  ...alone,
  name: 'standalone~stops-before-the-last-step',
  summary: 'a key is not counted any more when one step of its series is still to come',
  source: 'upstream from 48cbb31747 (2013-04-25) to bec965b66f (2013-05-21)',
  manager: {
    ...standalone.manager,
    on: {
      ...standalone.manager.on,
      observe(state, seen, env, from) {
        if (stepsLeft(state.crossed, seen, env) === 1) return;
        standalone.manager.on.observe?.(state, seen, env, from);
      },
    },
  },
};

const readsPastTheEnd: typeof standalone = {
  ...alone,
  name: 'standalone~reads-past-the-end',
  summary: 'a series is asked for a step behind its last, which is an error',
  source: 'upstream from 82f94881c0 (2011-08-16) to bec965b66f (2013-05-21)',
  manager: {
    ...standalone.manager,
    on: {
      ...standalone.manager.on,
      observe(state, seen, env, from) {
        if (stepsLeft(state.crossed, seen, env) === 0) throw new Error('no such index');
        standalone.manager.on.observe?.(state, seen, env, from);
      },
    },
  },
};

export const THRESHOLDS: readonly ZooEntry[] = [
  { id: 'P-05', title: 'each of the workers that report a key leads to a look at it', source: 'until 92285a9711 (2012-11-28)', protocol: neverTestsItsMark, by: 'message bound: look: too many cluster_get_result' },
  { id: 'P-05', title: 'and the first fix turns looks off altogether', source: '92285a9711 to f1b7ca62ee (2012-11-28)', protocol: marksBeforeItTests, by: 'thresholds: not told at once' },
  { id: 'P-06', title: 'the manager does not remember what it looked at lately, for three and a half years', source: 'c3a6916572 (2013-01-04) to 1f7f16be9d (2016-07-29)', protocol: leavesItToWorkers, by: 'message bound: look: too many cluster_get_result' },
  { id: 'P-09', title: 'limits are not looked at when an epoch ends', source: 'a7f6e4c582 (2011-08-21) to 3ca0333294 (2012-12-04)', protocol: keyStreamTwins.looksOnlyBetween, by: 'thresholds: not told' },
  { id: 'P-09', title: 'limits are looked at for the keys of the last batch alone', source: '3ca0333294 (2012-12-04) to 2013-08-02', protocol: batchedPushTwins.looksAtLastBatch, by: 'thresholds: not told' },
  { id: 'P-13', title: 'a look asks for the snapshot instead of the open table', source: '4f8100774c to 6b58ef12d7 (2013-08-02)', protocol: looksIntoTheSnapshot, by: 'thresholds: not told at once' },
  { id: 'P-17', title: 'the manager never forgets what was crossed, so that a key is told once and for all', source: '2013-08-02 to 22b1e78ec1 (2013-08-21)', protocol: neverForgets, by: 'thresholds: not told' },
  { id: 'P-18', title: 'the manager forgets what was crossed before it looks at the end of the epoch, and tells it again', source: '22b1e78ec1 to 2091bbbf6f (2013-08-21)', protocol: forgetsTooEarly, by: 'thresholds: told twice' },
  { id: 'P-33', title: 'counting stops before the last step of a series', source: '48cbb31747 (2013-04-25) to bec965b66f (2013-05-21)', protocol: stopsBeforeTheLast, by: 'thresholds: not told' },
  { id: 'P-34', title: 'a series is read past its end', source: '82f94881c0 (2011-08-16) to bec965b66f (2013-05-21)', protocol: readsPastTheEnd, by: 'sane: observe threw' },
  { id: 'L-06', title: 'what is crossed in the open epoch is forgotten when the collection of the last one ends', source: 'a13de64fbb (2026-08-21), in a model', protocol: perKeyPolling, ...withQuirks('resetRace'), by: 'thresholds: told twice' },
  { id: 'L-06', title: 'what was crossed in the last epoch counts for the open one', source: 'a13de64fbb (2026-08-21), in a model', protocol: perKeyPolling, ...withQuirks('crossLeak'), by: 'thresholds: not told' },
  { id: 'L-09', title: 'counting stops when the last step of a series is crossed, although results are wanted', source: 'a13de64fbb (2026-08-21), in a model', protocol: standalone, ...withQuirks('limiterPrecedence'), by: 'exactly once: lost' },
];
