import { describe, expect, it } from 'vitest';
import { parseCaseFile } from './case-file.ts';
import { describeCase, describeFault, describeMicros, describeValue, plural } from './describe.ts';
import type { Fault } from './faults.ts';
import type { ResultVal } from './result.ts';

const RESULT: ResultVal = { begin: 0, end: 9, num: 2, sum: 0, min: null, max: null, average: null, prevAverage: null, varS: 0, variance: null, stdDev: 0, unique: 0, uniqueVals: null, uniqueMax: null, hllUnique: 0, cardinality: null, last: null, sample: null, topk: null, own: null };

describe('describeValue', () => {
  it.each<[unknown, string]>([
    ['a"b', '"a\\"b"'],
    [-0, '-0'],
    [null, 'null'],
    [[1, 'x'], '[1, "x"]'],
    [new Set([1, 2]), 'set(1, 2)'],
    [new Map([['k', { n: 1 }]]), 'table("k": {n: 1})'],
    [{ here: 1, absent: undefined }, '{here: 1}'],
    // A reply without data says so; what is null there is no field that was left out.
    [{ uid: 0, result: null }, '{uid: 0, result: null}'],
  ])('shows %j', (value, text) => {
    expect(describeValue(value)).toBe(text);
  });

  it('shows of a result what was calculated, and a sum that is 0', () => {
    expect(describeValue({ conn: RESULT })).toBe('{conn: {begin: 0, end: 9, num: 2, sum: 0}}');
    expect(describeValue({ ...RESULT, variance: 2, varS: 2, unique: 1, uniqueVals: new Set([3]) })).toBe('{begin: 0, end: 9, num: 2, sum: 0, varS: 2, variance: 2, unique: 1, uniqueVals: set(3)}');
  });
});

describe('describeMicros', () => {
  it.each([
    [0, '0 us'],
    [999, '999 us'],
    [1_000, '1 ms'],
    [1_234, '1.234 ms'],
    [66_000_000, '66 s'],
    [1_234_567, '1.235 s'],
  ])('%i is %s', (micros, text) => {
    expect(describeMicros(micros)).toBe(text);
  });
});

describe('describeFault', () => {
  it.each<[Fault, string]>([
    [{ fault: 'slow-node', node: 0, service: 20, from: 0, until: 1_000_000 }, 'manager needs 20 us a message from 0 us until 1 s'],
    [{ fault: 'reorder-link', worker: 2, toward: 'manager' }, 'messages from worker-2 to the manager may overtake one another'],
    [{ fault: 'reorder-link', worker: 2, toward: 'worker' }, 'messages from the manager to worker-2 may overtake one another'],
    [{ fault: 'missing-copy', site: 'epoch' }, 'copy() is left out at epoch'],
  ])('tells %j', (fault, text) => {
    expect(describeFault(fault)).toBe(text);
  });
});

describe('describeCase', () => {
  const told = (change: object): string => {
    const least = {
      version: 1,
      protocol: 'p',
      cluster: { workers: [{ salt: 1 }], latency: { min: 0, max: 0 } },
      transport: 'cached',
      sumstats: [{ name: 's', reducers: [{ stream: 'x', apply: ['SUM'] }] }],
      workload: [],
    };
    return describeCase(parseCaseFile(JSON.stringify({ ...least, ...change }), 'a test').case);
  };
  const observe = { at: 0, do: 'observe', worker: 1, stream: 'x', key: 'a', value: 1 };

  it.each<[object, string]>([
    [{}, '1 worker, no observations'],
    [{ workload: [observe, observe, { at: 1, do: 'collect', sumstat: 's' }] }, '1 worker, 1 key, 1 epoch, 2 observations'],
    [{ workload: [{ at: 1, do: 'request', sumstat: 's', key: 'b' }] }, '1 worker, 1 key, 1 request, no observations'],
    [{ faults: [{ fault: 'missing-copy', site: 'epoch' }], schedule: { 2: 1, 7: 3 } }, '1 worker, no observations, 1 fault, 1 event passed over at step 2, 3 events passed over at step 7'],
  ])('tells of %j', (change, text) => {
    expect(told(change)).toBe(text);
  });
});

describe('plural', () => {
  it.each([
    [plural(0, 'key'), 'no keys'],
    [plural(1, 'key'), '1 key'],
    [plural(1234, 'key'), '1,234 keys'],
    [plural(2, 'entry', 'entries'), '2 entries'],
  ])('%s', (text, expected) => {
    expect(text).toBe(expected);
  });
});
