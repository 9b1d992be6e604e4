/**
 * Each calculation as the simplest code that anybody would write for it by hand: what Rollcall's own, which also answer for
 * quirks, settings and any kind of value, are measured against. Only of numbers, and only what is asked for.
 */

/** How many values the bounded ones keep. */
export const KEPT = 100;

/** @type {Record<string, { begin(): any, observe(state: any, x: number): void, merge(a: any, b: any): any }>} */
export const BY_HAND = {
  SUM: {
    begin: () => ({ sum: 0 }),
    observe: (state, x) => void (state.sum += x),
    merge: (a, b) => ({ sum: a.sum + b.sum }),
  },
  MIN: {
    begin: () => ({ min: Infinity }),
    observe: (state, x) => void (state.min = Math.min(state.min, x)),
    merge: (a, b) => ({ min: Math.min(a.min, b.min) }),
  },
  MAX: {
    begin: () => ({ max: -Infinity }),
    observe: (state, x) => void (state.max = Math.max(state.max, x)),
    merge: (a, b) => ({ max: Math.max(a.max, b.max) }),
  },
  AVERAGE: {
    begin: () => ({ num: 0, sum: 0 }),
    observe: (state, x) => {
      state.num++;
      state.sum += x;
    },
    merge: (a, b) => ({ num: a.num + b.num, sum: a.sum + b.sum }),
  },
  VARIANCE: { begin: welford, observe: welfordStep, merge: welfordMerge },
  STD_DEV: { begin: welford, observe: welfordStep, merge: welfordMerge },
  UNIQUE: {
    begin: () => new Set(),
    observe: (state, x) => void state.add(x),
    merge: (a, b) => {
      const all = new Set(a);
      for (const x of b) all.add(x);
      return all;
    },
  },
  'UNIQUE, limited': {
    begin: () => new Set(),
    observe: (state, x) => {
      if (state.size <= KEPT) state.add(x);
    },
    merge: (a, b) => {
      const all = new Set(a);
      for (const x of b) {
        if (all.size >= KEPT) break;
        all.add(x);
      }
      return all;
    },
  },
  HLL_UNIQUE: {
    begin: () => new Uint8Array(2 ** 16),
    observe: (state, x) => {
      const hash = hashOf(x);
      const index = hash & 0xffff;
      const rank = Math.clz32(hash >>> 16) - 15;
      if (rank > state[index]) state[index] = rank;
    },
    merge: (a, b) => a.map((rank, i) => (b[i] > rank ? b[i] : rank)),
  },
  LAST: {
    begin: () => [],
    observe: (state, x) => {
      if (state.length === KEPT) state.shift();
      state.push(x);
    },
    merge: (a, b) => a.flatMap((x, i) => (i < b.length ? [x, b[i]] : [x])).slice(-KEPT),
  },
  SAMPLE: {
    begin: () => ({ seen: 0, kept: [] }),
    observe: (state, x) => {
      const slot = state.seen < KEPT ? state.seen : Math.floor(Math.random() * (state.seen + 1));
      if (slot < KEPT) state.kept[slot] = x;
      state.seen++;
    },
    merge: (a, b) => {
      const seen = a.seen + b.seen;
      return { seen, kept: a.kept.map((x, i) => (Math.random() * seen < a.seen ? x : b.kept[i])) };
    },
  },
  TOPK: {
    begin: () => new Map(),
    observe: (state, x) => {
      const count = state.get(x);
      if (count !== undefined || state.size < KEPT) state.set(x, (count ?? 0) + 1);
      else {
        let least = [0, Infinity];
        for (const entry of state) if (entry[1] < least[1]) least = entry;
        state.delete(least[0]);
        state.set(x, least[1] + 1);
      }
    },
    merge: (a, b) => {
      const all = new Map(a);
      for (const [x, count] of b) all.set(x, (all.get(x) ?? 0) + count);
      return all;
    },
  },
};

function welford() {
  return { num: 0, mean: 0, squares: 0 };
}

function welfordStep(state, x) {
  const from = x - state.mean;
  state.mean += from / ++state.num;
  state.squares += from * (x - state.mean);
}

function welfordMerge(a, b) {
  const num = a.num + b.num;
  const apart = b.mean - a.mean;
  return { num, mean: a.mean + (apart * b.num) / num, squares: a.squares + b.squares + (apart * apart * a.num * b.num) / num };
}

/** A number's own bits, mixed. */
function hashOf(x) {
  let h = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
