/** What a node does when it sweeps: table by table, it tells of each entry that has had its time, and takes it out. */
import type { ExpiringTable } from '../protocol/expiring-table.ts';

/** A role's table, with its types left out. */
interface Swept {
  readonly table: string;
  readonly expire?: (state: never, key: never, env: never) => number | void;
}

/** A handler of the event that the node sweeps. */
export function sweeper(expiring: readonly Swept[]): (state: object, body: unknown, env: unknown) => void {
  return (state, _, env) => {
    const { now } = env as { readonly now: number };
    for (const { table: name, expire } of expiring) {
      const table = tableOf(state, name);
      for (const key of table.expired(now)) {
        const longer = expire?.(state as never, key as never, env as never) ?? 0;
        if (longer > 0) table.prolong(key, now + longer);
        else table.delete(key);
      }
    }
  };
}

/** The expiring table in a field of a node's state. */
export function tableOf(state: object, name: string): ExpiringTable<unknown, unknown> {
  return (state as { readonly [field: string]: unknown })[name] as ExpiringTable<unknown, unknown>;
}
