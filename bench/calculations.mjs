/**
 * Contenders for each calculation: a worker's `observe` and a manager's `merge`, beside the same by hand; and `observe` where
 * little and where much is held already. Each has a table of keys, as any aggregation has.
 */
import { NOWHERE } from '../dist/sumstats/calculation.js';
import { merge } from '../dist/sumstats/merge.js';
import { observe, openTables } from '../dist/sumstats/observe.js';
import { BY_HAND, KEPT } from './by-hand.mjs';

/** Milliseconds that a stretch takes at the least. */
const STRETCH = 20;

const KEYS = Array.from({ length: 10 }, (_, i) => `key-${i}`);

/** Observations in a row before the tables are emptied, and different values among them. */
const ROW = 20_000;
const VALUES = 1_000;

/** Observations of each side of a merge, all different; half of them are on both sides. */
const MERGED = 100;

const SETTINGS = { lastElements: KEPT, samples: KEPT, topkSize: KEPT };

const reducerOf = (name, settings = SETTINGS) => ({
  stream: 'seen',
  apply: [name.split(',')[0]],
  ...settings,
  ...(name.endsWith('limited') ? { uniqueMax: KEPT } : {}),
});

export const OPERATIONS = ['observe', 'merge'];
export const NAMES = Object.keys(BY_HAND);
export const contenderName = (name, operation, who) => `${name}/${operation}/${who}`;

/** What is held when observing is measured: little and much. */
export const HELD = [1_000, 100_000];
export const HOLDING = ['LAST', 'UNIQUE', 'TOPK', 'SAMPLE'];

/** Spread evenly, and the same in every run. */
const valueAt = (i) => (Math.imul(i + 1, 0x9e3779b1) >>> 12) % VALUES;
const keyAt = (i) => KEYS[(Math.imul(i + 1, 0x85ebca6b) >>> 12) % KEYS.length];

const seenAt = (i, value) => ({ stream: 'seen', key: keyAt(i), value });

function ownTables(reducer) {
  const sumstats = [{ name: 'bench', reducers: [reducer] }];
  const env = { ...NOWHERE, random: Math.random, sumstats, now: 0 };
  return { env, live: openTables(sumstats) };
}

const OWN = {
  observe: (name) => {
    const reducer = reducerOf(name);
    const row = Array.from({ length: ROW }, (_, i) => seenAt(i, valueAt(i)));
    return () => {
      const { env, live } = ownTables(reducer);
      for (const seen of row) observe(live, seen, env);
      return ROW;
    };
  },
  merge: (name) => {
    const { env, live } = ownTables(reducerOf(name));
    const [a, b] = [0, MERGED / 2].map((from, side) => {
      const key = KEYS[side];
      for (let i = 0; i < MERGED; i++) observe(live, { stream: 'seen', key, value: from + i }, env);
      return live.get('bench').get(key);
    });
    return () => repeated(() => merge(a, b, env));
  },
};

const HAND = {
  observe: (name) => {
    const { begin, observe: take } = BY_HAND[name];
    const row = Array.from({ length: ROW }, (_, i) => seenAt(i, valueAt(i)));
    return () => {
      const table = new Map();
      for (const { key, value } of row) {
        let state = table.get(key);
        if (state === undefined) table.set(key, (state = begin()));
        take(state, value);
      }
      return ROW;
    };
  },
  merge: (name) => {
    const { begin, observe: take, merge: unite } = BY_HAND[name];
    const [a, b] = [0, MERGED / 2].map((from) => {
      const state = begin();
      for (let i = 0; i < MERGED; i++) take(state, from + i);
      return state;
    });
    return () => repeated(() => unite(a, b));
  },
};

/** Into one value that holds so many elements and cannot hold more: values that it knows, for a set, and new ones for the rest. */
function observedInto(name, held) {
  const { env, live } = ownTables(reducerOf(name, { lastElements: held, samples: held, topkSize: held }));
  let i = 0;
  const next = () => observe(live, { stream: 'seen', key: KEYS[0], value: name === 'UNIQUE' ? i++ % held : i++ }, env);
  while (i < held) next();
  return () => repeated(next);
}

/** What no compiler may leave out. */
let sink;

function repeated(work) {
  const times = 100;
  for (let i = 0; i < times; i++) sink = work();
  return times;
}

function forAStretch(work) {
  return () => {
    const end = performance.now() + STRETCH;
    let units = 0;
    while (performance.now() < end) units += work();
    return sink === contenderName ? 0 : units;
  };
}

/** @type {Record<string, () => () => number>} */
export const CALCULATION_CONTENDERS = Object.fromEntries([
  ...NAMES.flatMap((name) =>
    OPERATIONS.flatMap((operation) => [
      [contenderName(name, operation, 'own'), () => forAStretch(OWN[operation](name))],
      [contenderName(name, operation, 'hand'), () => forAStretch(HAND[operation](name))],
    ]),
  ),
  ...HOLDING.flatMap((name) => HELD.map((held) => [contenderName(name, 'observe', held), () => forAStretch(observedInto(name, held))])),
]);
