import { describe, expect, it } from 'vitest';
import { CACHE_CAPACITY, IdentityCache } from './identity-cache.ts';

describe('IdentityCache', () => {
  it('gives the receiver an object of its own at first', () => {
    const sent = { total: { sum: 1, seen: new Set([1]), by: new Map([['k', { n: 1 }]]), list: [{ n: 2 }] } };

    const received = new IdentityCache().transfer(sent) as typeof sent;

    expect(received).toEqual(sent);
    expect(received.total).not.toBe(sent.total);
    expect(received.total.seen).not.toBe(sent.total.seen);
    expect(received.total.by.get('k')).not.toBe(sent.total.by.get('k'));
    expect(received.total.list[0]).not.toBe(sent.total.list[0]);
  });

  it('gives the receiver its own stored object for one that is as it was, with what the receiver did to it', () => {
    const cache = new IdentityCache();
    const total = { sum: 1 };
    const first = cache.transfer({ total }) as { total: { sum: number } };
    first.total.sum = 99;

    const second = cache.transfer({ total }) as { total: { sum: number } };

    expect(second.total).toBe(first.total);
    expect(second.total.sum).toBe(99);
    expect(total.sum).toBe(1);
  });

  it('sends an object anew whose own fields have changed', () => {
    const cache = new IdentityCache();
    const total = { sum: 1 };
    const first = cache.transfer({ total }) as { total: { sum: number } };
    total.sum = 2;

    const second = cache.transfer({ total }) as { total: { sum: number } };

    expect(second.total).toEqual({ sum: 2 });
    expect(second.total).not.toBe(first.total);
    expect((cache.transfer({ total }) as typeof second).total).toBe(second.total);
  });

  it('does not see a change inside a nested object', () => {
    const cache = new IdentityCache();
    const result = { x: { sum: 1 } };
    cache.transfer({ result });
    result.x.sum = 2;

    expect(cache.transfer({ result })).toEqual({ result: { x: { sum: 1 } } });
  });

  it('asks the children of a changed object in turn', () => {
    const cache = new IdentityCache();
    const [same, other] = [{ sum: 1 }, { sum: 5 }];
    const result: { [stream: string]: { sum: number } } = { same, other };
    const first = cache.transfer({ result }) as { result: typeof result };
    result['more'] = { sum: 7 };
    other.sum = 6;

    const second = cache.transfer({ result }) as { result: typeof result };

    expect(second.result).toEqual({ same: { sum: 1 }, other: { sum: 6 }, more: { sum: 7 } });
    expect(second.result['same']).toBe(first.result['same']);
    expect(second.result['other']).not.toBe(first.result['other']);
  });

  it.each([
    ['a set', new Set([1]), (value: Set<number>) => value.add(2)],
    ['a list', [1], (value: number[]) => value.push(2)],
    ['a table', new Map([['a', 1]]), (value: Map<string, number>) => value.set('b', 2)],
    ['a table\'s entry', new Map([['a', 1]]), (value: Map<string, number>) => value.set('a', 2)],
  ] as [string, object, (value: object) => unknown][])('refers to %s until it changes', (_, value, change) => {
    const cache = new IdentityCache();
    const first = cache.transfer({ value }) as { value: object };
    expect((cache.transfer({ value }) as typeof first).value).toBe(first.value);

    change(value);

    const changed = cache.transfer({ value }) as typeof first;
    expect(changed.value).not.toBe(first.value);
    expect(changed.value).toEqual(value);
  });

  it('sends a container anew that was emptied, and a fresh one every time', () => {
    const cache = new IdentityCache();
    const emptied = new Set([1]);
    cache.transfer({ emptied });
    emptied.clear();
    const fresh = new Map();

    expect(cache.transfer({ emptied })).toEqual({ emptied: new Set() });
    const first = cache.transfer({ fresh }) as { fresh: object };
    const second = cache.transfer({ fresh }) as { fresh: object };
    expect(second.fresh).not.toBe(first.fresh);
  });

  it('never refers to the body itself', () => {
    const cache = new IdentityCache();
    const body = { n: 1 };

    const first = cache.transfer(body);

    expect(cache.transfer(body)).not.toBe(first);
  });

  it('remembers 3,000 objects', () => {
    const cache = new IdentityCache();
    const oldest = { n: -1 };
    const first = cache.transfer({ oldest }) as { oldest: object };
    fill(cache, CACHE_CAPACITY - 1);

    expect(CACHE_CAPACITY).toBe(3_000);
    expect((cache.transfer({ oldest }) as typeof first).oldest).toBe(first.oldest);
  });

  it('forgets the object that was used least recently when there is one too many', () => {
    const cache = new IdentityCache();
    const [used, unused] = [{ n: -1 }, { n: -2 }];
    const first = cache.transfer({ used, unused }) as { used: object; unused: object };
    cache.transfer({ used });
    fill(cache, CACHE_CAPACITY - 1);

    const second = cache.transfer({ used, unused }) as typeof first;

    expect(second.used).toBe(first.used);
    expect(second.unused).not.toBe(first.unused);
  });

  it('counts after each message, so that one that is too long is whole', () => {
    const cache = new IdentityCache();
    const twice = { n: 1 };
    const many = Array.from({ length: CACHE_CAPACITY + 10 }, (_, n) => ({ n }));

    const { list } = cache.transfer({ list: [twice, ...many, twice] }) as { list: object[] };

    expect(list.at(-1)).toBe(list[0]);
  });
});

function fill(cache: IdentityCache, objects: number): void {
  for (let n = 0; n < objects; n++) cache.transfer({ object: { n } });
}
