import { figure } from '../figure.ts';

export const max = figure({
  actual: (value) => value.max,
  of: (observations) => observations.reduce((most, x) => (x > most ? x : most)),
  bound: () => 0,
  degree: 1,
  reach: 'none',
});
