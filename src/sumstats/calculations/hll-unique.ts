import { highWord, lowWord } from '../../model/hash64.ts';
import type { Cardinality } from '../../model/result.ts';
import { DEFAULTS } from '../../model/sumstat.ts';
import type { IncrementalCalculation } from '../calculation.ts';

/**
 * The number of different observations, estimated: HyperLogLog (Flajolet, Fusy, Gandouet, Meunier, "HyperLogLog: the analysis
 * of a near-optimal cardinality estimation algorithm", 2007) over a hash of 64 bits. The lowest bits choose a register,
 * which keeps the highest position of the first bit set in the rest.
 */
export const hllUnique: IncrementalCalculation = {
  observe(value, _, seen, { hllErrorMargin = DEFAULTS.hllErrorMargin, hllConfidence = DEFAULTS.hllConfidence }, { hashSeed }) {
    value.cardinality ??= { precision: precisionFor(hllErrorMargin, hllConfidence), registers: new Map(), inverse: 0, errorMargin: hllErrorMargin, confidence: hllConfidence };
    const { precision } = value.cardinality;
    const text = String(seen);
    const low = lowWord(text, hashSeed);
    const index = low & (2 ** precision - 1);
    const rank = rankOf(highWord(text, hashSeed), low >>> precision, precision);
    if (raise(value.cardinality, index, rank)) value.hllUnique = estimate(value.cardinality);
  },

  merge(out, a, b, { quirks }) {
    const first = a.cardinality ?? b.cardinality;
    if (first === null) return;
    // The real merge makes its result anew from the settings of its left side, which it does not hand on.
    if (quirks.hllThirdContributor && first.errorMargin === null) return;
    const { errorMargin, confidence } = quirks.hllThirdContributor ? { errorMargin: null, confidence: null } : first;
    const [more, fewer] = moreOccupied(a.cardinality, b.cardinality);
    out.cardinality = { precision: more.precision, registers: new Map(more.registers), inverse: more.inverse, errorMargin, confidence };
    if (fewer !== null) for (const [index, rank] of fewer.registers) raise(out.cardinality, index, rank);
    out.hllUnique = estimate(out.cardinality);
  },
};

/** Of the sides that have registers, the one with more of them in use, and the other. */
function moreOccupied(a: Cardinality | null, b: Cardinality | null): [Cardinality, Cardinality | null] {
  if (a === null || b === null) return [(a ?? b) as Cardinality, null];
  return a.registers.size < b.registers.size ? [b, a] : [a, b];
}

/** 2 to the minus rank, by rank: it is needed for each register, and a power takes longer than all the rest. */
const INVERSE: readonly number[] = Array.from({ length: 66 }, (_, rank) => 2 ** -rank);

/** Notes a rank; false where the register has it already. */
function raise(into: Cardinality, index: number, rank: number): boolean {
  const before = into.registers.get(index);
  if (before !== undefined && rank <= before) return false;
  into.registers.set(index, rank);
  into.inverse += (INVERSE[rank] as number) - (before === undefined ? 0 : (INVERSE[before] as number));
  return true;
}

/** The position, from 1, of the first bit set among the 64 - precision bits that do not choose the register. */
function rankOf(high: number, rest: number, precision: number): number {
  if (high !== 0) return Math.clz32(high) + 1;
  return rest === 0 ? 64 - precision + 1 : 32 + Math.clz32(rest) - precision + 1;
}

/** The estimate, rounded: by the number of empty registers while that tells more, else by the harmonic mean. */
function estimate({ precision, registers, inverse }: Cardinality): number {
  const m = 2 ** precision;
  const empty = m - registers.size;
  const raw = (alpha(m) * m * m) / (empty + inverse);
  if (raw <= 2.5 * m) return Math.round(empty === 0 ? raw : m * Math.log(m / empty));
  return Math.round(raw <= 2 ** 64 / 30 ? raw : -(2 ** 64) * Math.log(1 - raw / 2 ** 64));
}

function alpha(m: number): number {
  switch (m) {
    case 16:
      return 0.673;
    case 32:
      return 0.697;
    case 64:
      return 0.709;
    default:
      return 0.7213 / (1 + 1.079 / m);
  }
}

/** The number of bits that choose a register: enough for the error margin to hold with the confidence. */
export function precisionFor(errorMargin: number, confidence: number): number {
  const wanted = 2 * Math.log2(1.04 / errorMargin);
  let precision = Math.floor(wanted);
  do precision++;
  while (withinDeviations(2 ** ((precision - wanted) / 2)) < confidence);
  return precision;
}

/** How likely a normal variable is to be within so many standard deviations: erf(x / sqrt 2), by its Taylor series. */
function withinDeviations(x: number): number {
  const z = x / Math.SQRT2;
  let term = z;
  let sum = z;
  for (let n = 1; Math.abs(term) > 1e-17; n++) {
    term *= -(z * z) / n;
    sum += term / (2 * n + 1);
  }
  return (2 / Math.sqrt(Math.PI)) * sum;
}
