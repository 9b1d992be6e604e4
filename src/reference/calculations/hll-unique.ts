import { describeValue } from '../../model/describe.ts';
import { highWord, lowWord } from '../../model/hash64.ts';
import { DEFAULTS } from '../../model/sumstat.ts';
import type { Value } from '../../model/value.ts';
import type { Definition } from '../definition.ts';

/**
 * HyperLogLog's registers are a function of the set of observations: by the lowest bits of a value's hash, the highest position
 * of the first bit set in the rest. Merging keeps them exactly as they would be on a single node, and so the estimate.
 */
export const hllUnique: Definition = {
  isTold: (value) => value.hllUnique !== 0,
  judge({ values }, value, { hllErrorMargin = DEFAULTS.hllErrorMargin, hllConfidence = DEFAULTS.hllConfidence }) {
    const bits = registerBits(hllErrorMargin, hllConfidence);
    const registers = registersOf(new Set(values), bits);
    const estimate = estimateFrom([...registers.values()], 2 ** bits);
    const expected = `${Math.round(estimate)}, in ${registers.size} of ${2 ** bits} registers`;
    const held = value.cardinality;
    if (held === null) return { expected, actual: `${value.hllUnique}, without registers` };
    if (held.precision !== bits) return { expected, actual: `${value.hllUnique}, in ${2 ** held.precision} registers` };
    for (const index of new Set([...registers.keys(), ...held.registers.keys()])) {
      const [wanted, actual] = [registers.get(index) ?? 0, held.registers.get(index) ?? 0];
      if (wanted !== actual) return { expected, actual: `${value.hllUnique}, but register ${index} is ${actual} instead of ${wanted}` };
    }
    // The order of additions may tip a figure that lies between two whole numbers.
    const tipped = [estimate * (1 - 1e-12), estimate * (1 + 1e-12)].map(Math.round);
    return tipped.includes(value.hllUnique) ? null : { expected, actual: describeValue(value.hllUnique) };
  },
};

function registersOf(values: ReadonlySet<Value>, bits: number): Map<number, number> {
  const registers = new Map<number, number>();
  for (const value of values) {
    const [high, low] = [highWord(String(value), 0), lowWord(String(value), 0)];
    const binary = high.toString(2).padStart(32, '0') + low.toString(2).padStart(32, '0');
    const index = parseInt(binary.slice(64 - bits), 2);
    const rank = `${binary.slice(0, 64 - bits)}1`.indexOf('1') + 1;
    registers.set(index, Math.max(rank, registers.get(index) ?? 0));
  }
  return registers;
}

/** @param ranks of the registers in use, of m in all */
function estimateFrom(ranks: readonly number[], m: number): number {
  const empty = m - ranks.length;
  const alpha = { 16: 0.673, 32: 0.697, 64: 0.709 }[m] ?? 0.7213 / (1 + 1.079 / m);
  const harmonic = (alpha * m ** 2) / ranks.reduce((sum, rank) => sum + 2 ** -rank, empty);
  if (harmonic <= 2.5 * m && empty > 0) return m * Math.log(m / empty);
  return harmonic <= 2 ** 64 / 30 ? harmonic : -(2 ** 64) * Math.log(1 - harmonic / 2 ** 64);
}

/** The least number of bits beyond what the error margin takes at which a normal variable is within it so often. */
function registerBits(errorMargin: number, confidence: number): number {
  const wanted = 2 * Math.log2(1.04 / errorMargin);
  const least = Math.floor(wanted) + 1;
  for (let bits = least; ; bits++) if (erf(2 ** ((bits - wanted) / 2) / Math.SQRT2) >= confidence) return bits;
}

/** By Simpson's rule. */
function erf(x: number): number {
  const steps = 1_000;
  const h = x / steps;
  let sum = 1 + Math.exp(-(x ** 2));
  for (let i = 1; i < steps; i++) sum += (i % 2 === 1 ? 4 : 2) * Math.exp(-((i * h) ** 2));
  return (2 / Math.sqrt(Math.PI)) * (h / 3) * sum;
}
