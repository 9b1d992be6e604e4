import { describeValue } from '../../model/describe.ts';
import { highWord, lowWord } from '../../model/hash64.ts';
import type { Mismatch } from '../../model/mismatch.ts';
import { DEFAULTS } from '../../model/sumstat.ts';
import type { Reducer } from '../../model/sumstat.ts';
import type { Value } from '../../model/value.ts';
import type { Definition } from '../definition.ts';

/**
 * HyperLogLog's registers are a function of the set of observations: by the lowest bits of a value's hash, the highest position
 * of the first bit set in the rest. Merging keeps them exactly as they would be on a single node, and so the estimate.
 */
export const hllUnique: Definition = {
  isTold: (value) => value.hllUnique !== 0,
  judge({ values, hashSeed = 0 }, value, reducer) {
    const bits = bitsOf(reducer);
    const registers = registersOf(new Set(values), bits, hashSeed);
    const estimate = estimateFrom(registers, 2 ** bits);
    const differs = (actual: string): Mismatch => ({ expected: `${Math.round(estimate)}, in ${registers.size} of ${2 ** bits} registers`, actual });
    const held = value.cardinality;
    if (held === null) return differs(`${value.hllUnique}, without registers`);
    if (held.precision !== bits) return differs(`${value.hllUnique}, in ${2 ** held.precision} registers`);
    const index = differing(registers, held.registers);
    if (index !== null) return differs(`${value.hllUnique}, but register ${index} is ${held.registers.get(index) ?? 0} instead of ${registers.get(index) ?? 0}`);
    // The order of additions may tip a figure that lies between two whole numbers.
    const isRounded = value.hllUnique === Math.round(estimate * (1 - 1e-12)) || value.hllUnique === Math.round(estimate * (1 + 1e-12));
    return isRounded ? null : differs(describeValue(value.hllUnique));
  },
};

type Registers = ReadonlyMap<number, number>;

/** A register that is not the same in both; null for none. */
function differing(a: Registers, b: Registers): number | null {
  for (const either of [a, b]) for (const index of either.keys()) if ((a.get(index) ?? 0) !== (b.get(index) ?? 0)) return index;
  return null;
}

function registersOf(values: ReadonlySet<Value>, bits: number, hashSeed: number): Map<number, number> {
  const registers = new Map<number, number>();
  for (const value of values) {
    const high = highWord(String(value), hashSeed);
    const low = lowWord(String(value), hashSeed);
    const index = low % 2 ** bits;
    let rank = 1;
    for (let bit = 63; bit >= bits && !isSet(high, low, bit); bit--) rank++;
    registers.set(index, Math.max(rank, registers.get(index) ?? 0));
  }
  return registers;
}

function isSet(high: number, low: number, bit: number): boolean {
  return (((bit < 32 ? low : high) >>> bit % 32) & 1) === 1;
}

const ALPHA: { readonly [m: number]: number } = { 16: 0.673, 32: 0.697, 64: 0.709 };

/** @param registers those in use, of m in all */
function estimateFrom(registers: Registers, m: number): number {
  const empty = m - registers.size;
  let sum = empty;
  for (const rank of registers.values()) sum += 2 ** -rank;
  const harmonic = ((ALPHA[m] ?? 0.7213 / (1 + 1.079 / m)) * m ** 2) / sum;
  if (harmonic <= 2.5 * m && empty > 0) return m * Math.log(m / empty);
  return harmonic <= 2 ** 64 / 30 ? harmonic : -(2 ** 64) * Math.log(1 - harmonic / 2 ** 64);
}

/** By reducer, since an integral of the normal curve for every result that is judged would take longer than all the rest. */
const known = new WeakMap<Reducer, number>();

function bitsOf(reducer: Reducer): number {
  let bits = known.get(reducer);
  if (bits === undefined) known.set(reducer, (bits = registerBits(reducer.hllErrorMargin ?? DEFAULTS.hllErrorMargin, reducer.hllConfidence ?? DEFAULTS.hllConfidence)));
  return bits;
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
