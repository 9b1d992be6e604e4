/**
 * Plain data as text and back, as a message would carry it: JSON, with what JSON has not written as a record of one field.
 * Whatever else a state holds, such as a function or an object of a class, cannot be sent.
 */

type Tagged = { readonly map: (readonly [unknown, unknown])[] } | { readonly set: unknown[] } | { readonly number: string } | { readonly record: { [name: string]: unknown } };

/** @throws {TypeError} where the value is no plain data */
export function encode(value: unknown): string {
  return JSON.stringify(tagged(value));
}

export function decode(text: string): unknown {
  return untagged(JSON.parse(text));
}

function tagged(value: unknown): unknown {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0) ? value : { number: Object.is(value, -0) ? '-0' : String(value) };
  if (typeof value !== 'object') throw new TypeError(`a state must be plain data, and holds a ${typeof value}`);
  switch (Object.getPrototypeOf(value)) {
    case Object.prototype:
      return { record: Object.fromEntries(Object.entries(value).map(([name, item]) => [name, tagged(item)])) };
    case Array.prototype:
      return (value as unknown[]).map(tagged);
    case Map.prototype:
      return { map: [...(value as Map<unknown, unknown>)].map(([key, item]) => [atom(key), tagged(item)]) };
    case Set.prototype:
      return { set: [...(value as Set<unknown>)].map(atom) };
    default:
      throw new TypeError(`a state must be plain data, and holds an object of ${(value.constructor as { name?: string } | undefined)?.name ?? 'no class'}`);
  }
}

/** Elements of sets and keys of maps go by identity, which no message carries. */
function atom(value: unknown): unknown {
  if (typeof value === 'object' && value !== null) throw new TypeError('a state must be plain data: elements of sets and keys of maps are numbers or texts');
  return tagged(value);
}

function untagged(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(untagged);
  const special = value as Tagged;
  if ('map' in special) return new Map(special.map.map(([key, item]) => [untagged(key), untagged(item)]));
  if ('set' in special) return new Set(special.set.map(untagged));
  if ('number' in special) return Number(special.number);
  return Object.fromEntries(Object.entries(special.record).map(([name, item]) => [name, untagged(item)]));
}
