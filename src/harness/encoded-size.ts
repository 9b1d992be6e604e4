/** How large a value is in the canonical encoding: JSON in UTF-8, sets and maps as lists, nothing for what is absent. */

/** @returns bytes */
export function encodedSize(value: object): number {
  return Buffer.byteLength(JSON.stringify(value, plain));
}

function plain(_: string, value: unknown): unknown {
  return value instanceof Set || value instanceof Map ? [...(value as Iterable<unknown>)] : (value ?? undefined);
}
