import { figure } from '../figure.ts';

export const min = figure({
  actual: (value) => value.min,
  of: (observations) => observations.reduce((least, x) => (x < least ? x : least)),
  bound: () => 0,
  degree: 1,
  reach: 'none',
});
