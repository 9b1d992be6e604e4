import { DEFAULTS } from '../../model/sumstat.ts';
import type { Value } from '../../model/value.ts';
import type { IncrementalCalculation } from '../calculation.ts';

/** The last observations. Merged they are interleaved as the source does it: by position, as far as the left side goes. */
export const last: IncrementalCalculation = {
  observe(value, _, seen, { lastElements = DEFAULTS.lastElements }) {
    if (lastElements === 0) return;
    value.last ??= { max: lastElements, elements: [] };
    push(value.last.elements, seen, lastElements);
  },
  merge(out, a, b) {
    if (a.last === null || b.last === null) {
      const present = a.last ?? b.last;
      if (present !== null) out.last = { max: present.max, elements: [...present.elements] };
      return;
    }
    const { max } = a.last;
    const elements: Value[] = [];
    a.last.elements.forEach((element, i) => {
      push(elements, element, max);
      const other = b.last?.elements[i];
      if (other !== undefined) push(elements, other, max);
    });
    out.last = { max, elements };
  },
};

function push(elements: Value[], seen: Value, max: number): void {
  if (elements.length === max) elements.shift();
  elements.push(seen);
}
