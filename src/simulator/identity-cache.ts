/**
 * The cache of one direction of a connection of old Bro (before 2018): an object that was sent before and whose own fields
 * are as they were goes as a reference, and the receiver takes its own stored object for it, whatever it has since done with
 * it. Changes inside nested objects do not count, which is how a forgotten copy() sends stale data.
 */
import type { CopyRecord, Parts } from './clone.ts';
import { copyObject } from './clone.ts';

/** Objects that a connection remembers; the least recently used go first, after each message. */
export const CACHE_CAPACITY = 3_000;

interface Sent {
  /** The object's own fields when it was sent last: names or keys, and values or elements. */
  readonly names: readonly unknown[];
  readonly values: readonly unknown[];
  /** The receiver's object for it. */
  readonly received: object;
}

export class IdentityCache implements Parts {
  /** What was sent, the least recent first; most links of a case never send an object, and need none. */
  private sent: Map<object, Sent> | null = null;
  /** Does the receiver's copy of the last body hold objects that other messages may refer to? */
  hasShared = false;

  /** The body as the receiver gets it. The body itself is an argument list, which is never remembered. */
  transfer(body: object, copy: CopyRecord = copyObject): object {
    this.hasShared = false;
    const received = copy(body, this);
    if (this.sent !== null && this.sent.size > CACHE_CAPACITY) evict(this.sent);
    return received;
  }

  part(value: object): object {
    this.hasShared = true;
    const all = (this.sent ??= new Map<object, Sent>());
    const before = all.get(value);
    if (before !== undefined) {
      all.delete(value);
      if (isUnchanged(value, before)) {
        all.set(value, before);
        return before.received;
      }
    }
    const received = copyObject(value, this);
    const sent = { names: namesOf(value), values: valuesOf(value), received };
    // A container that was never changed since it was made is always sent whole: an empty one looks like that.
    if (sent.values.length > 0) all.set(value, sent);
    return received;
  }
}

function evict(sent: Map<object, Sent>): void {
  for (const oldest of sent.keys()) {
    if (sent.size <= CACHE_CAPACITY) return;
    sent.delete(oldest);
  }
}

function namesOf(value: object): unknown[] {
  if (Array.isArray(value) || value instanceof Set) return [];
  return value instanceof Map ? [...value.keys()] : Object.keys(value);
}

function valuesOf(value: object): unknown[] {
  if (Array.isArray(value) || value instanceof Set || value instanceof Map) return [...value.values()];
  return Object.values(value);
}

/** Are the own fields still those that it had? */
function isUnchanged(value: object, { names, values }: Sent): boolean {
  let i = 0;
  if (Array.isArray(value) || value instanceof Set) {
    for (const item of value) if (item !== values[i++]) return false;
  } else if (value instanceof Map) {
    for (const [key, item] of value) if (key !== names[i] || item !== values[i++]) return false;
  } else {
    for (const name in value) if (name !== names[i] || (value as { [name: string]: unknown })[name] !== values[i++]) return false;
  }
  return i === values.length;
}
