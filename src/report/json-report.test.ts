import { describe, expect, it } from 'vitest';
import { formatCase, parseCaseFile } from '../model/case-file.ts';
import { jsonReport } from './json-report.ts';

const { case: CASE } = parseCaseFile(
  JSON.stringify({
    version: 1,
    protocol: 'p',
    cluster: { workers: [{ salt: 1 }], latency: { min: 0, max: 0 } },
    transport: 'cached',
    sumstats: [{ name: 's', reducers: [{ stream: 'x', apply: ['SUM'] }] }],
    workload: [{ at: 0, do: 'collect', sumstat: 's' }],
    schedule: { 3: 1 },
  }),
  'a test',
);

describe('jsonReport', () => {
  it('holds cases as files do, so that they can be cut out and run', () => {
    const { found } = JSON.parse(jsonReport({ found: { case: CASE } })) as { found: { case: object } };

    expect(found.case).toEqual(JSON.parse(formatCase(CASE)));
    expect(parseCaseFile(JSON.stringify(found.case), 'cut out').case).toEqual(CASE);
  });

  it('holds sets as lists, and null for a time that never comes', () => {
    expect(jsonReport({ uniqueVals: new Set([1, 2]), finishedAfter: Infinity })).toBe('{\n  "uniqueVals": [\n    1,\n    2\n  ],\n  "finishedAfter": null\n}');
  });
});
