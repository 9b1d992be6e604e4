/** How much a node's state holds, container by container, so that what is left over after a run can be seen. */

/** Entries of all containers within a value, nested ones included; fields of records are not entries. */
export function entries(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  let count = 0;
  if (value instanceof Map) {
    count = value.size;
    for (const item of value.values()) count += entries(item);
  } else if (value instanceof Set) {
    count = value.size;
  } else if (Array.isArray(value)) {
    count = value.length;
    for (const item of value) count += entries(item);
  } else {
    for (const field in value) count += entries((value as { [field: string]: unknown })[field]);
  }
  return count;
}

/** Adds, for each field of a node's state but those that may hold data at rest, how many entries it holds. */
export function addHoldings(state: object, lasting: readonly string[], counts: number[]): void {
  for (const field in state) {
    if (!lasting.includes(field)) counts.push(entries((state as { [field: string]: unknown })[field]));
  }
}
