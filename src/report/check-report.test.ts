import { describe, expect, it } from 'vitest';
import type { LeastCase, SubjectReport } from '../model/run-report.ts';
import { parseCaseFile } from '../model/case-file.ts';
import { replayCommand, shellWord, subjectLines, summary, whereKept } from './check-report.ts';
import { PLAIN } from './plain-palette.test-double.ts';


const CASE = parseCaseFile(
  JSON.stringify({
    version: 1,
    protocol: 'p',
    cluster: { workers: [{ salt: 1 }], latency: { min: 0, max: 0 } },
    transport: 'cached',
    sumstats: [{ name: 's', reducers: [{ stream: 'x', apply: ['SUM'] }] }],
    workload: [{ at: 0, do: 'collect', sumstat: 's' }],
    faults: [{ fault: 'missing-copy', site: 'epoch' }],
    schedule: { 3: 1 },
  }),
  'a test',
).case;
const FOUND: LeastCase = { case: CASE, signature: 'never early: epoch', message: 'epoch 0 was finished early', size: 3, proof: 'least: size 3', file: 'fixtures/p.json' };
const REPORT: SubjectReport = { name: 'p', summary: 'does this and that', expected: 'caught', outcome: 'as expected', cases: 1200, missedCopies: 7, found: FOUND, why: '' };

describe('subjectLines', () => {
  it.each<[string, Partial<SubjectReport>, string[]]>([
    [
      'a twin that was caught',
      {},
      [
        '  ok p: does this and that',
        '       caught in case 1,200 by never early: epoch 0 was finished early',
        '       needs 1 worker, 1 epoch, no observations, 1 fault, 1 event passed over at step 3: copy() is left out at epoch  (least: size 3)',
      ],
    ],
    ['a twin that was not', { found: null, outcome: 'not as expected', why: 'not caught by "sane"' }, ['  NO p: does this and that', '       not caught by "sane"']],
    ['a protocol that holds', { expected: 'holds', found: null }, ['  ok p: does this and that', '       held in 1,200 cases']],
    [
      'a protocol that does not, with the command that shows it',
      { expected: 'holds', outcome: 'not as expected' },
      ['  NO p: does this and that', '       VIOLATED in case 1,200 by never early: epoch 0 was finished early', expect.stringMatching(/^ {7}needs /) as string, '       npx rollcall run fixtures/p.json'],
    ],
    ['a copy that is not needed', { expected: 'not needed', found: null }, ['  ok p: does this and that', '       not needed: 1,200 cases held, 7 of them without the copy']],
    ['what could not be judged', { expected: 'holds', found: null, outcome: 'inconclusive', why: '3 cases could not be judged' }, ['  ?? p: does this and that', '       held in 1,200 cases', '       3 cases could not be judged']],
  ])('tells of %s', (_, change, lines) => {
    expect(subjectLines({ ...REPORT, ...change }, PLAIN)).toEqual(lines);
  });
});

describe('summary', () => {
  const sound: SubjectReport = { ...REPORT, expected: 'holds', found: null };

  it('says what all came to', () => {
    expect(summary([sound, sound, REPORT], PLAIN)).toBe('\nAll as expected: 2 of 2 protocols hold; 1 of 1 broken twins caught.');
  });

  it('says so where not all is well', () => {
    const unsure: SubjectReport = { ...sound, expected: 'not needed', outcome: 'inconclusive' };

    expect(summary([sound, { ...sound, outcome: 'not as expected' }, unsure], PLAIN)).toBe('\nNot all as expected: 1 of 2 protocols hold; 0 of 1 copies not needed.');
  });
});

describe('whereKept', () => {
  it('names the folder and a command to begin with', () => {
    expect(whereKept([REPORT], 'fixtures', PLAIN)).toBe('  1 least case in fixtures/; to see one step by step: npx rollcall run fixtures/p.json');
  });
});

describe('shellWord', () => {
  it.each([
    ['fixtures/key-stream~no-count.json', 'fixtures/key-stream~no-count.json'],
    ['/tmp/a b.json', "'/tmp/a b.json'"],
    ["it's.json", "'it'\\''s.json'"],
    // A tilde at the beginning is somebody's home.
    ['~root.json', "'~root.json'"],
    ['', "''"],
    ['$HOME', "'$HOME'"],
  ])('makes one word of %j', (text, word) => {
    expect(shellWord(text)).toBe(word);
    expect(replayCommand(text)).toBe(`npx rollcall run ${word}`);
  });
});
