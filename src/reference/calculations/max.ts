import type { Definition } from '../definition.ts';

export const max: Definition = {
  actual: (value) => value.max,
  of: (observations) => observations.reduce((most, x) => (x > most ? x : most)),
  bound: () => 0,
};
