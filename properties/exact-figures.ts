/**
 * The figures in exact arithmetic, and how far a right implementation may be off them: written again, from the definitions, so
 * that the reference and its bounds have something to agree with. In units of the least double, 2^-1074, every double is whole.
 */

/** Shown, hidden by what rounding may do, or so near to that bound that the rounding of the bound itself decides. */
export type Visibility = 'seen' | 'hidden' | 'borderline';

/** Does a sum of all but some show that they are missing, or may adding all of them have come to it? */
export function sumShows(told: number, all: readonly number[]): Visibility {
  const values = all.map(units);
  const magnitude = values.reduce((sum, x) => sum + abs(x), 0n);
  const error = abs(units(told) - values.reduce((sum, x) => sum + x, 0n));
  const bits = values.reduce((some, x) => some | abs(x), 0n);
  // Multiples of their lowest bit that add up to less than 2^53 times it are added without rounding.
  if (magnitude < 2n ** 53n * (bits & -bits)) return error === 0n ? 'hidden' : 'seen';
  const [scaled, bound] = [error << 53n, BigInt(all.length - 1) * magnitude];
  return abs(scaled - bound) < bound >> 40n ? 'borderline' : scaled > bound ? 'seen' : 'hidden';
}

/** Off by four roundings an observation of the largest, and by one unit each where there are no more digits. */
export function averageShows(told: number, all: readonly number[]): Visibility {
  const values = all.map(units);
  const n = BigInt(all.length);
  const most = values.reduce((largest, x) => (abs(x) > largest ? abs(x) : largest), 0n);
  const error = abs(units(told) * n - values.reduce((sum, x) => sum + x, 0n)) << 53n;
  const bound = n * n * (4n * most + (1n << 53n));
  return abs(error - bound) <= n * (4n * most + (1n << 53n)) ? 'borderline' : error > bound ? 'seen' : 'hidden';
}

export function varianceShows(told: number, all: readonly number[]): Visibility {
  const { variance, bound, scale } = varianceOf(all);
  const error = Math.abs(told * 2 ** -scale * 2 ** -scale - variance);
  return compared(error, bound, 4 * ROUNDOFF * variance + bound * 1e-9 + all.length * LEAST);
}

export function stdDevShows(told: number, all: readonly number[]): Visibility {
  const { variance, bound, scale } = varianceOf(all);
  const root = Math.sqrt(variance);
  const furthest = Math.max(Math.sqrt(variance + bound) - root, root - Math.sqrt(Math.max(0, variance - bound)));
  // Squares that are too small leave the reference, too, a unit each to choose from.
  const least = (8 * all.length * LEAST) / Math.sqrt(variance + bound);
  return compared(Math.abs(told * 2 ** -scale - root), furthest, 8 * ROUNDOFF * root + furthest * 1e-9 + least);
}

const ROUNDOFF = 2 ** -53;
const LEAST = 2 ** -1074;

function compared(error: number, bound: number, margin: number): Visibility {
  return Math.abs(error - bound) <= margin ? 'borderline' : error > bound ? 'seen' : 'hidden';
}

/** The sample variance, rounded once, with its bound; where squares would overflow, of the values times 2^-scale. */
function varianceOf(all: readonly number[]): { variance: number; bound: number; scale: number } {
  const n = all.length;
  const largest = Math.max(...all.map(Math.abs));
  const scale = largest > 2 ** 500 ? 600 : 0;
  const values = all.map(units);
  const total = values.reduce((sum, x) => sum + x, 0n);
  const deviations = BigInt(n) * values.reduce((sum, x) => sum + x * x, 0n) - total * total;
  const variance = quotient(deviations, BigInt(n * (n - 1)), -2 * (1074 + scale));
  const most = largest * 2 ** -scale;
  const rounding = n * ROUNDOFF;
  const bound = 8 * (rounding * (variance + most * Math.sqrt(n * variance)) + (rounding * most) ** 2) + 4 * n * LEAST;
  return { variance, bound, scale };
}

/** A double as a whole number of units. */
export function units(x: number): bigint {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, Math.abs(x));
  const bits = view.getBigUint64(0);
  const exponent = bits >> 52n;
  const fraction = bits & 0xf_ffff_ffff_ffffn;
  const magnitude = exponent === 0n ? fraction : (fraction | (1n << 52n)) << (exponent - 1n);
  return x < 0 ? -magnitude : magnitude;
}

/** A quotient times a power of two, to 64 bits before it is rounded. */
function quotient(dividend: bigint, divisor: bigint, exponent: number): number {
  const shift = Math.max(0, 64 + divisor.toString(2).length - dividend.toString(2).length);
  const digits = (dividend << BigInt(shift)) / divisor;
  const excess = Math.max(0, digits.toString(2).length - 64);
  const power = exponent - shift + excess;
  const half = Math.trunc(power / 2);
  return Number(digits >> BigInt(excess)) * 2 ** half * 2 ** (power - half);
}

function abs(x: bigint): bigint {
  return x < 0n ? -x : x;
}
