/**
 * A table whose entries go by themselves some time after they were made, or looked at last: Zeek's `&create_expire` and
 * `&read_expire`. It does not look at the time itself. Each node sweeps its tables now and then and takes out what has had
 * its time by then, so that an entry may live up to ten seconds longer; until it is swept it is there.
 */

/** How long an entry lives, in microseconds, and since when: being overwritten counts as being looked at, being walked over does not. */
export interface Expiry {
  readonly since: 'create' | 'read';
  readonly after: number;
}

/** How often a node sweeps its tables, in microseconds (Zeek: `table_expire_interval`). */
export const SWEEP_INTERVAL = 10_000_000;

interface Entry<V> {
  value: V;
  stamp: number;
}

export class ExpiringTable<K, V> {
  readonly expiry: Expiry;
  private readonly entries = new Map<K, Entry<V>>();

  constructor(expiry: Expiry) {
    this.expiry = expiry;
  }

  get size(): number {
    return this.entries.size;
  }

  /** What there is, without looking any of it up. */
  *values(): Generator<V> {
    for (const { value } of this.entries.values()) yield value;
  }

  has(key: K, now: number): boolean {
    return this.lookUp(key, now) !== undefined;
  }

  get(key: K, now: number): V | undefined {
    return this.lookUp(key, now)?.value;
  }

  set(key: K, value: V, now: number): void {
    const entry = this.lookUp(key, now);
    if (entry === undefined) this.entries.set(key, { value, stamp: now });
    else entry.value = value;
  }

  delete(key: K): void {
    this.entries.delete(key);
  }

  /** When the first entry has had its time; Infinity for never. */
  get earliest(): number {
    let stamp = Infinity;
    for (const entry of this.entries.values()) if (entry.stamp < stamp) stamp = entry.stamp;
    return stamp + this.expiry.after;
  }

  /** What has had its time: not at that very moment, but after it. */
  expired(now: number): K[] {
    const keys: K[] = [];
    for (const [key, { stamp }] of this.entries) if (stamp + this.expiry.after < now) keys.push(key);
    return keys;
  }

  /** Lets an entry live until then. */
  prolong(key: K, until: number): void {
    const entry = this.entries.get(key);
    if (entry !== undefined) entry.stamp = until - this.expiry.after;
  }

  private lookUp(key: K, now: number): Entry<V> | undefined {
    const entry = this.entries.get(key);
    if (entry !== undefined && this.expiry.since === 'read') entry.stamp = now;
    return entry;
  }
}
