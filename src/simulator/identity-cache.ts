/**
 * The cache of one direction of a connection of old Bro (before 2018): an object that was sent before and whose own fields
 * are as they were goes as a reference, and the receiver takes its own stored object for it, whatever it has since done with
 * it. Changes inside nested objects do not count, which is how a forgotten copy() sends stale data.
 */

/** Objects that a connection remembers; the least recently used go first, after each message. */
export const CACHE_CAPACITY = 3_000;

interface Sent {
  /** The object's own fields when it was sent last. */
  readonly fields: readonly unknown[];
  /** The receiver's object for it. */
  readonly received: object;
}

export class IdentityCache {
  private readonly sent = new Map<object, Sent>();

  /** The body as the receiver gets it. The body itself is an argument list, which is never remembered. */
  transfer(body: object): object {
    const received: { [field: string]: unknown } = {};
    for (const [field, value] of Object.entries(body)) received[field] = this.transferValue(value);
    for (const oldest of this.sent.keys()) {
      if (this.sent.size <= CACHE_CAPACITY) break;
      this.sent.delete(oldest);
    }
    return received;
  }

  private transferValue(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) return value;
    const before = this.sent.get(value);
    const fields = ownFields(value);
    if (before !== undefined && isSame(before.fields, fields)) {
      this.sent.delete(value);
      this.sent.set(value, before);
      return before.received;
    }
    const received = this.transferAnew(value);
    // A container that was never changed since it was made is always sent whole: an empty one looks like that.
    this.sent.delete(value);
    if (fields.length > 0) this.sent.set(value, { fields, received });
    return received;
  }

  private transferAnew(value: object): object {
    if (Array.isArray(value)) return value.map((item) => this.transferValue(item));
    if (value instanceof Set) return new Set(value);
    if (value instanceof Map) return new Map([...value].map(([key, item]) => [key, this.transferValue(item)]));
    return Object.fromEntries(Object.entries(value).map(([field, item]) => [field, this.transferValue(item)]));
  }
}

function ownFields(value: object): unknown[] {
  if (value instanceof Map) return [...value].flat();
  if (Array.isArray(value) || value instanceof Set) return [...value];
  return Object.entries(value).flat();
}

function isSame(before: readonly unknown[], now: readonly unknown[]): boolean {
  return before.length === now.length && before.every((field, i) => field === now[i]);
}
