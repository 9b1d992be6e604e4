import { describe, expect, it } from 'vitest';
import type { Case } from '../model/case.ts';
import { LONE_WORKER, PLAIN_CASE } from '../model/plain-case.test-double.ts';
import { omissionLine, zooLineStart, zooPage } from './zoo-report.ts';

const LEAST: Case = { ...PLAIN_CASE, cluster: LONE_WORKER, workload: [{ at: 0, do: 'collect', sumstat: 's' }] };

describe('zooPage', () => {
  const find = { id: 'P-01', title: 'nobody answers', source: '2012', name: 'p~silent', by: 'always finishes: epoch', cases: [9, 1, 30, 4], least: LEAST };
  const omission = { id: 'S-06', title: 'unstable tests', source: '2018', why: 'no clock' };
  const lines = zooPage([find], [omission]).split('\n');

  it('has a line for each that is found: the higher of the two in the middle, the worst, and the least case', () => {
    expect(lines).toContain('| P-01 | nobody answers | 2012 | `p~silent` | always finishes: epoch | 9 | 30 | 1 worker, 1 epoch, no observations |');
    expect(lines.some((line) => line.startsWith(zooLineStart(find)))).toBe(true);
  });

  it('has a line for each that is not looked for, after all others', () => {
    expect(lines.indexOf(omissionLine(omission))).toBeGreaterThan(lines.findIndex((line) => line.startsWith('| P-01')));
    expect(lines).toContain('| S-06 | unstable tests | 2018 | no clock |');
  });

  it('says how many seeds there were', () => {
    expect(lines.some((line) => line.endsWith('There were 4 seeds.'))).toBe(true);
  });
});
