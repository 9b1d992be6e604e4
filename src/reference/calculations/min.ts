import type { Definition } from '../definition.ts';

export const min: Definition = {
  actual: (value) => value.min,
  of: (observations) => observations.reduce((least, x) => (x < least ? x : least)),
  bound: () => 0,
};
