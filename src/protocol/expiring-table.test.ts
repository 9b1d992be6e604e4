import { describe, expect, it } from 'vitest';
import { ExpiringTable } from './expiring-table.ts';

describe('ExpiringTable', () => {
  const created = (): ExpiringTable<string, number> => new ExpiringTable({ since: 'create', after: 60 });
  const read = (): ExpiringTable<string, number> => new ExpiringTable({ since: 'read', after: 60 });

  it('keeps what is put into it until it is taken out', () => {
    const table = created();
    table.set('a', 1, 0);
    table.set('a', 2, 0);

    expect([table.size, table.get('a', 1_000), table.has('a', 1_000), table.has('b', 1_000), [...table.values()]]).toEqual([1, 2, true, false, [2]]);
    table.delete('a');
    expect([table.size, table.get('a', 0)]).toEqual([0, undefined]);
  });

  it('tells of what has had its time after the last moment of it, not at it', () => {
    const table = created();
    table.set('a', 1, 5);
    table.set('b', 1, 6);

    expect([table.earliest, table.expired(65), table.expired(66), table.expired(67)]).toEqual([65, [], ['a'], ['a', 'b']]);
  });

  it.each<[string, (table: ExpiringTable<string, number>) => unknown, created: number, read: number]>([
    ['being looked up', (table) => table.get('a', 40), 60, 100],
    ['being asked for', (table) => table.has('a', 40), 60, 100],
    ['being overwritten', (table) => table.set('a', 2, 40), 60, 100],
    ['being counted or walked over', (table) => [table.size, ...table.values(), table.expired(40), table.earliest], 60, 60],
    ['another being looked up', (table) => table.get('b', 40), 60, 60],
    ['being taken out and put in again', (table) => { table.delete('a'); table.set('a', 2, 40); }, 100, 100],
    ['being prolonged', (table) => table.prolong('a', 70), 70, 70],
  ])('counts from when it was made, or from when it was looked at last: %s', (_, use, sinceCreation, sinceReading) => {
    const [one, other] = [created(), read()];
    for (const table of [one, other]) {
      table.set('a', 1, 0);
      use(table);
    }

    expect([one.earliest, other.earliest]).toEqual([sinceCreation, sinceReading]);
  });

  it('never ends what lives for ever, and has no end where it is empty', () => {
    const table = new ExpiringTable<string, number>({ since: 'create', after: Infinity });
    table.set('a', 1, 0);

    expect([table.earliest, table.expired(Number.MAX_VALUE), created().earliest]).toEqual([Infinity, [], Infinity]);
  });
});
