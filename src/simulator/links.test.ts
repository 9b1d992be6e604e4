import { describe, expect, it } from 'vitest';
import type { Case } from '../model/case.ts';
import type { Fault } from '../model/faults.ts';
import { Links } from './links.ts';

const PING = 3;
const PING_HASH = 0x1234;

describe('Links', () => {
  it('keeps the order of a link whose latencies are drawn apart', () => {
    const arrivals = pings(linksOf([11, 12]), 0, 1, 40);

    expect(arrivals).toEqual(arrivals.toSorted((a, b) => a - b));
    expect(new Set(arrivals).size).toBeGreaterThan(1);
  });

  it('lets messages overtake one another on a link that a fault reorders, and only in that direction', () => {
    const links = linksOf([11, 12], [{ fault: 'reorder-link', worker: 2, toward: 'manager' }]);

    const reordered = pings(links, 2, 0, 40);
    const back = pings(links, 0, 2, 40);

    expect(reordered).not.toEqual(reordered.toSorted((a, b) => a - b));
    expect(new Set(reordered).size).toBeGreaterThan(30);
    expect(back).toEqual(back.toSorted((a, b) => a - b));
    expect([links.isUnordered(2, 0), links.isUnordered(0, 2), links.isUnordered(1, 0), links.isUnordered(-1, 0)]).toEqual([true, false, false, false]);
  });

  it('loosens the way to the worker where the fault says so', () => {
    const links = linksOf([11], [{ fault: 'reorder-link', worker: 1, toward: 'worker' }]);

    expect([links.isUnordered(0, 1), links.isUnordered(1, 0)]).toEqual([true, false]);
  });

  it('keeps latencies within the bounds of the case', () => {
    const links = linksOf([11], [{ fault: 'reorder-link', worker: 1, toward: 'manager' }]);

    const latencies = pings(links, 1, 0, 500);

    expect(Math.min(...latencies)).toBeGreaterThanOrEqual(100);
    expect(Math.max(...latencies)).toBeLessThanOrEqual(10_000);
    expect(Math.max(...latencies)).toBeGreaterThan(9_500);
  });

  it('leaves the latencies of others as they were when a worker is removed', () => {
    const before = linksOf([11, 12, 13]);
    const after = linksOf([11, 13]);

    const third = [...pings(before, 3, 0, 5), ...pings(before, 0, 3, 5)];

    expect([...pings(after, 2, 0, 5), ...pings(after, 0, 2, 5)]).toEqual(third);
    expect([...pings(before, 2, 0, 5), ...pings(before, 0, 2, 5)]).not.toEqual(third);
  });

  it('draws by seed, type and direction', () => {
    const links = linksOf([11]);
    const otherSeed = linksOf([11], [], 8);

    const first = links.arrival(0, 1, PING, PING_HASH, 0);

    expect(otherSeed.arrival(0, 1, PING, PING_HASH, 0)).not.toBe(first);
    expect(links.arrival(1, 0, PING, PING_HASH, 0)).not.toBe(first);
    expect(linksOf([11]).arrival(0, 1, PING, PING_HASH + 1, 0)).not.toBe(first);
  });

  it('starts afresh for each case', () => {
    const links = linksOf([11, 12], [{ fault: 'reorder-link', worker: 1, toward: 'manager' }]);
    pings(links, 1, 0, 10);

    links.reset(caseOf([11, 12], []));

    expect(pings(links, 1, 0, 10)).toEqual(pings(linksOf([11, 12]), 1, 0, 10));
  });
});

function linksOf(salts: readonly number[], faults: readonly Fault[] = [], seed = 7): Links {
  const links = new Links();
  links.reset(caseOf(salts, faults, seed));
  return links;
}

function caseOf(salts: readonly number[], faults: readonly Fault[], seed = 7): Case {
  return {
    version: 1,
    protocol: 'toy',
    options: {},
    seed,
    cluster: { workers: salts.map((salt) => ({ salt, order: 0 })), order: 0, latency: { min: 100, max: 10_000 } },
    transport: 'serialize',
    sumstats: [{ name: 's', reducers: [{ stream: 'x', apply: ['SUM'] }] }],
    values: 'given',
    workload: [],
    faults,
    window: 0,
    schedule: [],
  };
}

/** When messages arrive that are all sent at time 0. */
function pings(links: Links, from: number, to: number, count: number): number[] {
  return Array.from({ length: count }, () => links.arrival(from, to, PING, PING_HASH, 0));
}
