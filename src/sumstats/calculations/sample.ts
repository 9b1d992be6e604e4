import type { Sample } from '../../model/result.ts';
import { DEFAULTS } from '../../model/sumstat.ts';
import type { Value } from '../../model/value.ts';
import type { IncrementalCalculation, Surroundings } from '../calculation.ts';

/** A reservoir: each observation is in it with the same chance (Vitter's algorithm R). */
export const sample: IncrementalCalculation = {
  prepare(value, { samples = DEFAULTS.samples }) {
    value.sample = { size: samples, seen: 0, elements: [] };
  },
  observe(value, _, seen, __, around) {
    offer(value.sample as Sample, seen, around);
  },
  merge(out, a, b, around) {
    if (a.sample === null || b.sample === null) {
      const present = a.sample ?? b.sample;
      if (present !== null) out.sample = { ...present, elements: [...present.elements] };
      return;
    }
    out.sample = around.quirks.sampleBias ? biased(a.sample, b.sample, around) : drawn(a.sample, b.sample, around);
  },
};

function offer(into: Sample, seen: Value, around: Surroundings): void {
  into.seen += 1;
  if (into.elements.length < into.size) {
    into.elements.push(seen);
  } else if (into.size > 0) {
    const slot = below(into.seen, around);
    if (slot < into.size) into.elements[slot] = seen;
  }
}

function below(bound: number, around: Surroundings): number {
  return Math.floor(around.random('sample') * bound);
}

interface Side {
  readonly elements: Value[];
  /** How many observations that were not drawn it stands for. */
  left: number;
}

/**
 * Draws as many as there is room for from all that both sides stand for, none twice: the next is of a side with the chance
 * of what that side still stands for, and then any of its elements, which are themselves drawn so. Of two sizes, which only
 * reducers that share a stream can have, the smaller holds: there is no more to draw from on its side.
 */
function drawn(a: Sample, b: Sample, around: Surroundings): Sample {
  const [ours, theirs] = [a, b].map((side) => ({ elements: [...side.elements], left: side.seen })) as [Side, Side];
  const elements: Value[] = [];
  const seen = a.seen + b.seen;
  const size = Math.min(a.size, b.size);
  for (let left = seen; left > 0 && elements.length < size; left--) {
    const side = below(left, around) < ours.left ? ours : theirs;
    elements.push(takeOut(side.elements, below(side.elements.length, around)));
    side.left -= 1;
  }
  return { size, seen, elements };
}

/** The last one fills the gap: to close it would be linear in what is left, for each one that is drawn. */
function takeOut(elements: Value[], i: number): Value {
  const taken = elements[i] as Value;
  const filler = elements.pop() as Value;
  if (i < elements.length) elements[i] = filler;
  return taken;
}

/** As the source has it: the larger side stays but for the slots that the other side's elements win, each by its own number. */
function biased(a: Sample, b: Sample, around: Surroundings): Sample {
  if (a.elements.length < a.size && b.elements.length < b.size) {
    const out: Sample = { size: a.size, seen: 0, elements: [] };
    for (const element of a.elements) offer(out, element, around);
    for (const element of b.elements) offer(out, element, around);
    return out;
  }
  const [base, other] = a.seen > b.seen ? [a, b] : [b, a];
  const out: Sample = { size: a.size, seen: a.seen + b.seen, elements: [...base.elements] };
  other.elements.forEach((element, i) => {
    if (below(out.seen, around) <= other.seen) out.elements[i] = element;
  });
  return out;
}
