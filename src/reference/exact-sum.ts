/**
 * The sum of doubles, exact but for one rounding at the end: Shewchuk, "Adaptive Precision Floating-Point Arithmetic and
 * Fast Robust Geometric Predicates" (1997), growing an expansion of non-overlapping partial sums.
 */
export function exactSum(values: readonly number[]): number {
  return wholeSum(values) ?? roundedTotal(expansion(values));
}

/** Whole numbers add up exactly as long as no sum on the way is too large to tell from the next; null where one is. */
function wholeSum(values: readonly number[]): number | null {
  let sum = 0;
  for (const x of values) {
    sum += x;
    if (!Number.isInteger(x) || !Number.isSafeInteger(sum)) return null;
  }
  return sum;
}

function expansion(values: readonly number[]): number[] {
  const partials: number[] = [];
  for (let x of values) {
    let kept = 0;
    for (let y of partials) {
      if (Math.abs(x) < Math.abs(y)) [x, y] = [y, x];
      const high = x + y;
      const low = y - (high - x);
      if (low !== 0) partials[kept++] = low;
      x = high;
    }
    partials.length = kept;
    partials.push(x);
  }
  return partials;
}

/** The partials never overlap and ascend, so adding from the top rounds once; a tie below the rounding is mended. */
function roundedTotal(partials: readonly number[]): number {
  let i = partials.length - 1;
  if (i < 0) return 0;
  let total = partials[i] as number;
  let low = 0;
  while (i > 0 && low === 0) {
    const x = total;
    const y = partials[--i] as number;
    total = x + y;
    low = y - (total - x);
  }
  const next = i > 0 ? (partials[i - 1] as number) : 0;
  if ((low < 0 && next < 0) || (low > 0 && next > 0)) {
    const doubled = low * 2;
    const nudged = total + doubled;
    if (doubled === nudged - total) return nudged;
  }
  return total;
}
