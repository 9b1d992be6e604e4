/** The names that someone who wrote `wanted` may have meant, nearest first, at most three. */
export function nearestNames(wanted: string, names: readonly string[]): string[] {
  return names
    .map((name) => ({ name, distance: distance(wanted.toLowerCase(), name.toLowerCase()) }))
    .filter((candidate) => candidate.distance <= Math.max(CONTAINED, Math.ceil(wanted.length / 3)))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map((candidate) => candidate.name);
}

/** What to write instead, as a sentence: the nearest names, or else what names there are. */
export function suggestion(wanted: string, names: readonly string[]): string {
  const near = nearestNames(wanted, names);
  if (near.length > 0) return `Did you mean ${near.map(quoted).join(' or ')}?`;
  const more = names.length > NAMES ? ` and ${names.length - NAMES} more` : '';
  return names.length > 0 ? `There is ${names.slice(0, NAMES).map(quoted).join(', ')}${more}.` : 'There is none.';
}

/** How many names are told where none is near. */
const NAMES = 8;

const quoted = (name: string): string => JSON.stringify(name);

/** Edits between two names; or less where one contains the other, as "id.orig_h" does "orig_h". */
function distance(a: string, b: string): number {
  const contained = Math.min(a.length, b.length) >= 3 && (a.includes(b) || b.includes(a));
  return Math.min(contained ? CONTAINED : Infinity, editDistance(a, b));
}

/** Farther than one wrong letter, nearer than two. */
const CONTAINED = 1.5;

/** Levenshtein's, one row of the table at a time. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
