/**
 * The frontier of what holds: the maximal sets that do, and the minimal ones that do not. Supersets of a set that fails are taken
 * to fail as well, so each set that is tried is a maximal one of which no failing part is known yet: it holds, and is one of the
 * answer, or it fails, and one more minimal set is known.
 */
export interface Frontier<T> {
  readonly holding: readonly (readonly T[])[];
  readonly failing: readonly (readonly T[])[];
  /** Was everything tried that had to be? */
  readonly isComplete: boolean;
}

/**
 * @param failingPart null where a set holds; otherwise a part of it that fails
 * @param most sets of two and more to try
 */
export function frontierOf<T>(items: readonly T[], failingPart: (set: readonly T[]) => readonly T[] | null, most: number): Frontier<T> {
  let failing: readonly (readonly T[])[] = [];
  let left = most;
  for (const item of items) {
    const part = failingPart([item]);
    if (part !== null) failing = withMinimal(failing, part);
  }
  const holding: (readonly T[])[] = [];
  for (;;) {
    const next = maximalWithout(items, failing).find((set) => !holding.some((held) => isPart(set, held)));
    if (next === undefined) return { holding, failing, isComplete: true };
    // One alone was tried above.
    const part = next.length < 2 ? null : left-- > 0 ? failingPart(next) : undefined;
    if (part === undefined) return { holding, failing, isComplete: false };
    if (part === null) holding.push(next);
    else failing = withMinimal(failing, minimal(part));
  }

  /** Without whatever it fails without; as far as tries are left. */
  function minimal(part: readonly T[]): readonly T[] {
    if (part.length < 3) return part;
    for (const item of part) {
      if (left-- <= 0) return part;
      const smaller = failingPart(part.filter((other) => other !== item));
      if (smaller !== null) return minimal(smaller);
    }
    return part;
  }
}

/** All maximal sets that have no failing part, those that lack the fewest first; in the order of the items. */
function maximalWithout<T>(items: readonly T[], failing: readonly (readonly T[])[]): (readonly T[])[] {
  let sets: readonly (readonly T[])[] = [items];
  for (const part of failing) {
    const cut = sets.flatMap((set) => (isPart(part, set) ? part.map((left) => set.filter((item) => item !== left)) : [set]));
    sets = cut.filter((set, i) => !cut.some((other, j) => isPart(set, other) && (other.length > set.length || j < i)));
  }
  return [...sets].filter((set) => set.length > 0).sort((a, b) => b.length - a.length);
}

function withMinimal<T>(failing: readonly (readonly T[])[], part: readonly T[]): readonly (readonly T[])[] {
  if (failing.some((other) => isPart(other, part))) return failing;
  return [...failing.filter((other) => !isPart(part, other)), part];
}

function isPart<T>(part: readonly T[], whole: readonly T[]): boolean {
  return part.every((item) => whole.includes(item));
}
