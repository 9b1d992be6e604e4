import { describe, expect, it } from 'vitest';
import type { Verdict, Violation } from '../model/verdict.ts';
import { verdictLines } from './case-report.ts';
import { PLAIN } from './plain-palette.test-double.ts';


const LOST: Violation = { check: 'exactly once', side: 'lost', severity: 'safety', message: 'an observation is in no epoch', expected: '1', actual: '0', events: [4, 7] };

describe('verdictLines', () => {
  it.each<[Verdict, string[]]>([
    [{ kind: 'held' }, ['held: every check agrees']],
    [{ kind: 'inconclusive', undecided: [{ check: 'exactly once', why: 'the values do not tell' }] }, ['inconclusive: exactly once could not judge: the values do not tell']],
    [
      { kind: 'violated', violations: [LOST] },
      ['violated exactly once: lost (safety)', '  an observation is in no epoch', '  expected 1', '  actual   0', '  seen at #4, #7, marked >'],
    ],
    [{ kind: 'violated', violations: [{ check: 'sane', side: 'x threw', severity: 'crash', message: 'x threw' }] }, ['violated sane: x threw (crash)', '  x threw']],
  ])('tells %j', (verdict, lines) => {
    expect(verdictLines(verdict, PLAIN)).toEqual(lines);
  });

  it('tells three violations in full, and how many more there are', () => {
    const lines = verdictLines({ kind: 'violated', violations: [LOST, LOST, LOST, LOST, LOST] }, PLAIN);

    expect(lines.filter((line) => line.startsWith('violated'))).toHaveLength(3);
    expect(lines.at(-1)).toBe('and 2 violations more; --json shows all');
  });
});
