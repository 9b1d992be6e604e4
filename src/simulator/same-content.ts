/**
 * Do two values of plain data hold the same? Sets and maps in the same order of insertion, fields in any; numbers as
 * `Object.is` has it.
 */
export function sameContent(a: unknown, b: unknown): boolean {
  if (typeof a !== 'object' || a === null || typeof b !== 'object' || b === null) return Object.is(a, b);
  return a === b || sameObject(a, b);
}

function sameObject(a: object, b: object): boolean {
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && sameElements(a, b);
  if (a instanceof Set) return b instanceof Set && a.size === b.size && sameElements(a, b);
  if (a instanceof Map) return b instanceof Map && a.size === b.size && sameElements(a.keys(), b.keys()) && sameElements(a.values(), b.values());
  return isRecord(b) && sameRecord(a as Fields, b as Fields);
}

type Fields = { readonly [name: string]: unknown };

function isRecord(value: object): boolean {
  return !Array.isArray(value) && !(value instanceof Set) && !(value instanceof Map);
}

function sameRecord(a: Fields, b: Fields): boolean {
  let fields = 0;
  for (const name in a) {
    const item = a[name];
    const other = b[name];
    if (item !== other || item === 0 || item === undefined) {
      if (!sameContent(item, other) || !Object.hasOwn(b, name)) return false;
    }
    fields++;
  }
  for (const _ in b) fields--;
  return fields === 0;
}

/** Both have as many. */
function sameElements(a: Iterable<unknown>, b: Iterable<unknown>): boolean {
  const others = b[Symbol.iterator]();
  for (const element of a) if (!sameContent(element, others.next().value)) return false;
  return true;
}
