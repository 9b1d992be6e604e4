import { describeValue } from '../../model/describe.ts';
import { DEFAULTS } from '../../model/sumstat.ts';
import type { Definition } from '../definition.ts';

/**
 * A sample of the observations, without replacement: of a single one it can only be said whether it is possible. That all
 * are equally likely shows in many (`properties/sampling.test.ts`).
 */
export const sample: Definition = {
  isTold: (value) => value.sample !== null,
  judge({ values }, value, { samples = DEFAULTS.samples }) {
    const held = value.sample;
    const expected = `${Math.min(samples, values.length)} of ${values.length} observations`;
    if (held === null) return { expected, actual: 'absent' };
    const actual = `${held.elements.length} of ${held.seen}`;
    if (held.seen !== values.length || held.elements.length !== Math.min(samples, values.length)) return { expected, actual };
    const left = [...values];
    for (const element of held.elements) {
      const at = left.indexOf(element);
      if (at === -1) return { expected, actual: `${actual}, with ${describeValue(element)} more often than it was observed` };
      left.splice(at, 1);
    }
    return null;
  },
};
