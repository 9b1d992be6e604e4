import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { caseArbitrary } from '../arbitraries/case-arbitrary.ts';
import type { CaseSpace } from '../arbitraries/space.ts';
import type { Fixture } from './case-file.ts';
import { BadInput, formatCase, formatFixture, parseCaseFile } from './case-file.ts';
import type { Case } from './case.ts';
import { TRANSPORTS } from './case.ts';

const LEAST = {
  version: 1,
  protocol: 'toy',
  cluster: { workers: [{ salt: 1 }], latency: { min: 100, max: 200 } },
  transport: 'serialize',
  sumstats: [{ name: 's', reducers: [{ stream: 'x', apply: ['SUM'] }] }],
  workload: [{ at: 0, do: 'observe', worker: 1, stream: 'x', key: 'k', value: 1 }],
};

describe('parseCaseFile', () => {
  it('reads back what formatCase writes', () => {
    fc.assert(
      fc.property(caseArbitrary(SPACE), (c) => {
        expect(parseCaseFile(formatCase(c), 'x.json')).toEqual({ case: c, fixture: null, golden: null });
      }),
    );
  });

  it('reads back what formatFixture writes', () => {
    fc.assert(
      fc.property(caseArbitrary(SPACE), fc.string(), (c, by) => {
        const fixture: Fixture = { case: c, expect: { verdict: 'violated', signature: 'never early: too few' }, found: { by, cases: 3, proof: 'none' } };
        expect(parseCaseFile(formatFixture(fixture), 'x.json')).toEqual({ case: c, fixture, golden: null });
      }),
    );
  });

  it('fills in what a file leaves out', () => {
    const { case: c } = parse(LEAST);

    expect(c).toEqual({
      ...LEAST,
      options: {},
      seed: 0,
      cluster: { workers: [{ salt: 1, order: 0 }], order: 0, latency: { min: 100, max: 200 } },
      values: 'given',
      faults: [],
      window: 1_000_000,
      schedule: [],
    });
  });

  it('reads a case in its canonical form, also within a fixture', () => {
    const collect = { at: 5, do: 'collect', sumstat: 's' };
    const unsorted = { ...LEAST, workload: [collect, ...LEAST.workload] };
    const sorted = { ...LEAST, workload: [...LEAST.workload, collect] };

    expect(parse(unsorted).case).toEqual(parse(sorted).case);
    const { case: c, fixture } = parse({ case: unsorted, expect: { verdict: 'held' } });
    expect(c).toEqual(parse(sorted).case);
    expect(fixture?.case).toEqual(c);
  });

  it.each([
    ['an empty file', '', 'The file is empty.'],
    ['a file of blanks', ' \n', 'The file is empty.'],
    ['a file that was cut off', JSON.stringify(LEAST).slice(0, -20), 'The file ends in the middle: it was cut off.'],
    ['a file that was cut off after a brace', `{"case": ${JSON.stringify(LEAST)}`, 'The file ends in the middle: it was cut off.'],
    ['a file that was cut off within a string', '{"case": "a\\"}', 'The file ends in the middle: it was cut off.'],
    ['a file that is not JSON', 'workers: 3', 'The file is not JSON.'],
    ['NaN, which JSON has not', '{"version": 1, "value": NaN}', 'The file is not JSON.'],
    ['a list', '[1]', 'x.json holds a list, not a case.'],
    ['a number', '7', 'x.json holds 7, not a case.'],
    ['null', 'null', 'x.json holds null, not a case.'],
    ['a fixture without a case in it', '{"case": null}', 'x.json holds null, not a case.'],
  ])('tells of %s, and where to read on', (_, text, told) => {
    expect(errorOf(text)).toContain(told);
    expect(errorOf(text)).toContain('`rollcall schema` prints what it may hold');
  });

  it.each([
    ['no version', { ...LEAST, version: undefined }, 'x.json is of no version; this rollcall reads version 1.\nIs it a case file?'],
    ['another version', { ...LEAST, version: '1' }, 'x.json is of version "1"; this rollcall reads version 1.\nIs it a case file?'],
    ['a later version', { ...LEAST, version: 2 }, 'It was written by a newer rollcall: update this one.'],
    ['a fixture of a later version', { case: { ...LEAST, version: 3 }, expect: { verdict: 'held' } }, 'x.json is of version 3; '],
  ])('tells of %s', (_, value, told) => {
    expect(errorOf(JSON.stringify(value))).toContain(told);
  });

  const [event] = LEAST.workload;
  const reducer = { stream: 'x', apply: ['SUM'] };
  const fault = { fault: 'slow-node', node: 0, service: 1, from: 0, until: 9 };
  it.each<[string, object, string]>([
    ['a field that it does not know', { colour: 'red' }, 'Unrecognized key: "colour"'],
    ['a worker below 1', { workload: [{ ...event, worker: 0 }] }, '  workload.0.worker is 0: '],
    ['a worker that is not whole', { workload: [{ ...event, worker: 1.5 }] }, '  workload.0.worker is 1.5: '],
    ['a time below 0', { workload: [{ ...event, at: -1 }] }, '  workload.0.at is -1: '],
    ['a time too late', { workload: [{ ...event, at: 2 ** 47 }] }, '  workload.0.at is 140737488355328: '],
    ['a value that is no number', { workload: [{ ...event, value: NaN }] }, '  workload.0.value is null: must be a finite number'],
    ['an empty key', { workload: [{ ...event, key: '' }] }, '  workload.0.key is "": '],
    ['a key with a control character', { workload: [{ ...event, key: 'a\nb' }] }, '  workload.0.key is "a\\nb": must not hold control characters'],
    ['an event of another kind', { workload: [{ ...event, do: 'crash' }] }, '  workload.0.do is "crash": '],
    ['a latency upside down', { cluster: { ...LEAST.cluster, latency: { min: 5, max: 4 } } }, '  cluster.latency.min is 5: min must not exceed max'],
    ['no worker where one observes', { cluster: { ...LEAST.cluster, workers: [] } }, '  workload.0.worker is 1: there are no workers, numbered from 1'],
    ['the manager of a cluster observing', { workload: [{ ...event, worker: 0 }] }, '  workload.0.worker is 0: there is 1 worker, numbered from 1; the manager of a cluster is never asked for what it observed'],
    ['a repetition without a number', { workload: [{ at: 0, do: 'collect', sumstat: 's', every: 5 }] }, '  workload.0.times is absent: goes with "every"'],
    ['a threshold without a limit', { sumstats: [{ ...LEAST.sumstats[0], threshold: { watch: { constant: 1 } } }] }, 'must have "at", "series" or both'],
    ['limits that do not ascend', { sumstats: [{ ...LEAST.sumstats[0], threshold: { watch: { constant: 1 }, series: [2, 2] } }] }, '  sumstats.0.threshold.series is [2, 2]: must ascend'],
    ['a watched stream that is not reduced', { sumstats: [{ ...LEAST.sumstats[0], threshold: { watch: { field: 'sum', stream: 'xx' }, at: 1 } }] }, 's does not reduce the stream "xx" that it watches. Did you mean "x"?'],
    ['two reducers of one stream', { sumstats: [{ name: 's', reducers: [reducer, reducer] }] }, 'must not share a stream'],
    ['a stream whose name objects reserve', { sumstats: [{ name: 's', reducers: [{ ...reducer, stream: 'constructor' }] }] }, '  sumstats.0.reducers.0.stream is "constructor": is a reserved name'],
    ['two sumstats of one name', { sumstats: [LEAST.sumstats[0], LEAST.sumstats[0]] }, 'must have different names'],
    [
      'an unknown calculation',
      { sumstats: [{ name: 's', reducers: [{ ...reducer, apply: ['SUM', 'HLL_UNIQ'] }] }] },
      '  sumstats.0.reducers.0.apply.1 is "HLL_UNIQ": there is no such calculation. Did you mean "HLL_UNIQUE"?',
    ],
    ['a schedule with a bad step', { schedule: { '1.5': 1 } }, 'must be the number of a step, as in {"12": 1}'],
    ['a schedule with a step too far', { schedule: { 1000000: 1 } }, 'must be below 1000000'],
    ['a schedule that passes over less than nothing', { schedule: { 3: -1 } }, '  schedule.3 is -1: '],
    ['an unknown transport', { transport: 'pigeon' }, '  transport is "pigeon": '],
    ['a fault of another kind', { faults: [{ fault: 'meteor' }] }, '  faults.0.fault is "meteor": '],
    ['a worker beyond the last', { workload: [{ ...event, worker: 9 }] }, '  workload.0.worker is 9: there is 1 worker, numbered from 1'],
    ['a stream that no sumstat reduces', { workload: [{ ...event, stream: 'xx' }] }, '  workload.0.stream is "xx": no sumstat reduces that stream. Did you mean "x"?'],
    ['an unknown sumstat', { workload: [{ at: 0, do: 'collect', sumstat: 'other' }] }, '  workload.0.sumstat is "other": there is no such sumstat. There is "s".'],
    ['a request of an unknown sumstat', { workload: [event, { at: 0, do: 'request', sumstat: 't', key: 'k' }] }, '  workload.1.sumstat is "t": there is no such sumstat. Did you mean "s"?'],
    ['a slow node beyond the last', { faults: [{ ...fault, node: 2 }] }, '  faults.0.node is 2: there is 1 worker, numbered from 1; 0 is the manager'],
    ['a slow node that never is', { faults: [{ ...fault, from: 9 }] }, '  faults.0.until is 9: must be after "from", which is 9'],
    ['a link of a worker beyond the last', { faults: [{ fault: 'reorder-link', worker: 2, toward: 'manager' }] }, '  faults.0.worker is 2: there is 1 worker, numbered from 1'],
    ['a fault that lacks a field', { faults: [{ ...fault, service: undefined }] }, '  faults.0.service is absent: '],
  ])('tells of %s', (_, change, told) => {
    const error = errorOf(JSON.stringify({ ...LEAST, ...change }));

    expect(error).toContain(told);
    expect(error).toMatch(/^x\.json is not a case that rollcall can run:\n/);
    expect(error).toMatch(/The whole format: `rollcall schema`\.$/);
  });

  it.each([
    ['1e999', 'Infinity'],
    ['-1e999', '-Infinity'],
    ['{ "dbl": 1e999 }', '{ "dbl": Infinity }'],
    ['{ "num": 1e999 }', '{ "num": Infinity }'],
    ['{ "num": 1, "dbl": -1e999 }', '{ "num": 1, "dbl": -Infinity }'],
  ])('refuses %s as a value: JSON has no infinities, but numbers that are too large for a double', (value, shown) => {
    const text = JSON.stringify({ ...LEAST, workload: [{ ...event, value: 'VALUE' }] }).replace('"VALUE"', value);

    expect(errorOf(text)).toContain(`  workload.0.value is ${shown}: must be a finite number`);
  });

  it('refuses 1e999 as the bound of a predicate', () => {
    const predicate = { test: 'value-at-least', bound: 'BOUND' };
    const text = JSON.stringify({ ...LEAST, sumstats: [{ name: 's', reducers: [{ ...reducer, predicate }] }] }).replace('"BOUND"', '1e999');

    expect(errorOf(text)).toContain('  sumstats.0.reducers.0.predicate.bound is Infinity: ');
  });

  it.each([NaN, Infinity, -Infinity])('refuses to write %d', (value) => {
    const { case: c } = parse(LEAST);
    const endless: Case = { ...c, workload: [{ at: 0, do: 'observe', worker: 1, stream: 'x', key: 'k', value }] };

    expect(() => formatCase(endless)).toThrow('must be a finite number');
  });

  it('tells where in a fixture a name goes astray', () => {
    const stray = { ...LEAST, workload: [{ ...event, worker: 9 }] };

    expect(errorOf(JSON.stringify({ case: stray, expect: { verdict: 'held' } }))).toContain('  case.workload.0.worker is 9: ');
  });

  it('reads past a byte order mark', () => {
    expect(parseCaseFile(`\uFEFF${JSON.stringify(LEAST)}`, 'x.json').case).toEqual(parse(LEAST).case);
  });

  it('tells the first five things that are wrong, and how many more there are', () => {
    const workload = Array.from({ length: 8 }, () => ({ ...event, worker: 0 }));

    expect(errorOf(JSON.stringify({ ...LEAST, workload })).split('\n').slice(5)).toEqual([expect.stringContaining('workload.4.worker'), '  and 3 more', 'The whole format: `rollcall schema`.']);
  });

  it.each<[string, object, string]>([
    ['a signature though the verdict is "held"', { verdict: 'held', signature: 'never early: too few' }, '  expect.signature is "never early: too few": a signature goes with the verdict "violated"'],
    ['no signature though the verdict is "violated"', { verdict: 'violated' }, '  expect.signature is absent: a signature goes with the verdict "violated"'],
    ['a signature of no check', { verdict: 'violated', signature: 'too few' }, '  expect.signature is "too few": must be "<check>: <side>"'],
    ['a verdict that there is not', { verdict: 'fine' }, '  expect.verdict is "fine": '],
  ])('tells of a fixture with %s', (_, expected, told) => {
    expect(errorOf(JSON.stringify({ case: LEAST, expect: expected }))).toContain(told);
  });
});

describe('formatCase', () => {
  it('writes the schedule sparsely, an item of a list on each line, and a line end', () => {
    const c = parse({ ...LEAST, schedule: { 12: 1 }, workload: [...LEAST.workload, { at: 5, do: 'collect', sumstat: 's' }] }).case;

    expect(formatCase(c)).toMatchInlineSnapshot(`
      "{
        "version": 1,
        "protocol": "toy",
        "options": {},
        "seed": 0,
        "cluster": { "workers": [{ "salt": 1, "order": 0 }], "order": 0, "latency": { "min": 100, "max": 200 } },
        "transport": "serialize",
        "sumstats": [{ "name": "s", "reducers": [{ "stream": "x", "apply": ["SUM"] }] }],
        "values": "given",
        "workload": [
          { "at": 0, "do": "observe", "worker": 1, "stream": "x", "key": "k", "value": 1 },
          { "at": 5, "do": "collect", "sumstat": "s" }
        ],
        "faults": [],
        "window": 1000000,
        "schedule": { "12": 1 }
      }
      "
    `);
  });

  it('writes the canonical form, so that what is written can be read', () => {
    const { case: c } = parse(LEAST);
    const astray: Case = { ...c, workload: c.workload.flatMap((event) => (event.do === 'observe' ? [{ ...event, worker: 9 }, { ...event, stream: 'gone' }] : [])) };

    expect(formatCase(astray)).toBe(formatCase(c));
  });

  it('keeps minus zero', () => {
    const c = parse({ ...LEAST, workload: [{ ...LEAST.workload[0], value: 1 }] }).case;
    const negative: Case = { ...c, workload: [{ at: 0, do: 'observe', worker: 1, stream: 'x', key: 'k', value: 'dbl -0' }] };

    expect(parseCaseFile(formatCase(negative), 'x.json').case).toStrictEqual(negative);
  });
});

describe('formatFixture', () => {
  it('leaves out what is undefined', () => {
    const { case: c } = parse(LEAST);

    const text = formatFixture({ case: c, expect: { verdict: 'held', signature: undefined }, found: undefined });

    expect(text).toBe(formatFixture({ case: c, expect: { verdict: 'held' } }));
    expect(parseCaseFile(text, 'x.json').fixture).toEqual({ case: c, expect: { verdict: 'held' } });
  });
});

const SPACE: CaseSpace = {
  protocol: 'key-stream',
  options: { endEager: [true, false] },
  watchOptions: {},
  slowNodeBelow: Infinity,
  faults: ['reorder-link'],
  quirks: [],
  thresholds: true,
  isAlone: false,
  pinned: [{ fault: 'missing-copy', site: 'request' }],
  transports: TRANSPORTS,
  apply: [],
  maxWorkers: 6,
  maxKeys: 6,
};

const parse = (value: unknown): ReturnType<typeof parseCaseFile> => parseCaseFile(JSON.stringify(value), 'x.json');

function errorOf(text: string): string {
  try {
    parseCaseFile(text, 'x.json');
  } catch (error) {
    expect(error).toBeInstanceOf(BadInput);
    return (error as BadInput).message;
  }
  throw new Error('it was read without complaint');
}
