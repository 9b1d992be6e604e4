import type { Definition } from '../definition.ts';

export const unique: Definition = {
  actual: (value) => value.unique,
  of: (observations) => new Set(observations).size,
  bound: () => 0,
  also(observations, value) {
    const lost = observations.find((x) => !value.uniqueVals?.has(x));
    return lost === undefined ? null : `the value ${lost} is not in the set`;
  },
};
