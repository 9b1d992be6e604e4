import type { Definition } from '../definition.ts';

export const unique: Definition = {
  actual: (value) => value.unique,
  of: (observations) => new Set(observations).size,
  bound: () => 0,
  also(observations, value) {
    const lost = observations.find((x) => !value.uniqueVals?.has(x));
    if (lost !== undefined) return `the value ${lost} is not in the set`;
    const held = value.uniqueVals?.size ?? 0;
    return held === value.unique ? null : `the set holds ${held}`;
  },
};
