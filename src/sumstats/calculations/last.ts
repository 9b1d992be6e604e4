import type { LastElements } from '../../model/result.ts';
import { oldestFirst } from '../../model/result.ts';
import { DEFAULTS } from '../../model/sumstat.ts';
import type { Value } from '../../model/value.ts';
import type { IncrementalCalculation } from '../calculation.ts';

/** The last observations. Merged they are interleaved as the source does it: by position, as far as the left side goes. */
export const last: IncrementalCalculation = {
  observe(value, _, seen, { lastElements = DEFAULTS.lastElements }) {
    if (lastElements === 0) return;
    value.last ??= { max: lastElements, elements: [], oldest: 0 };
    push(value.last, seen);
  },
  merge(out, a, b) {
    if (a.last === null || b.last === null) {
      const present = a.last ?? b.last;
      if (present !== null) out.last = { ...present, elements: [...present.elements] };
      return;
    }
    out.last = { max: a.last.max, elements: interleaved(oldestFirst(a.last), oldestFirst(b.last)).slice(-a.last.max), oldest: 0 };
  },
};

function push(into: LastElements, seen: Value): void {
  if (into.elements.length < into.max) {
    into.elements.push(seen);
  } else {
    into.elements[into.oldest] = seen;
    into.oldest = (into.oldest + 1) % into.max;
  }
}

/** No longer than the sides are: the merge is of the order of its result. */
function interleaved(left: readonly Value[], right: readonly Value[]): Value[] {
  const elements: Value[] = [];
  left.forEach((element, i) => {
    elements.push(element);
    if (i < right.length) elements.push(right[i] as Value);
  });
  return elements;
}
