import { describe, expect, it } from 'vitest';
import type { Case } from '../model/case.ts';
import { LONE_WORKER, PLAIN_CASE } from '../model/plain-case.test-double.ts';
import type { Breach, Tolerance, ToleranceCell, ToleranceMatrix } from '../model/run-report.ts';
import { breachLines, frontierLines, huntCommandOf, matrixMarkdown, matrixSummary, matrixTables } from './matrix-report.ts';
import { PLAIN } from './plain-palette.test-double.ts';


const CASE: Case = { ...PLAIN_CASE, cluster: LONE_WORKER, transport: 'cached', workload: [{ at: 0, do: 'collect', sumstat: 's' }], faults: [{ fault: 'hello', worker: 1, at: 0 }] };

const cell = (kind: ToleranceCell['kind'], isClaimed: boolean, outcome: ToleranceCell['outcome'], why = ''): ToleranceCell => ({ kind, isClaimed, outcome, met: outcome === 'holds' ? 9 : 0, why });
const breach = (kinds: Breach['kinds'], isClaimed: boolean): Breach => ({
  kinds,
  drawn: ['pause', 'hello', 'loss'],
  case: 1234,
  isClaimed,
  found: { case: CASE, signature: 'sane: handler', message: 'a handler threw', size: 3, proof: 'least: size 3' },
});

const SOUND: Tolerance = {
  protocol: 'sound',
  cells: [cell('pause', true, 'holds'), cell('loss', false, 'breaks', 'never early: epoch')],
  survived: [{ kinds: ['pause'], met: 9, why: '' }],
  breaches: [breach(['loss'], false)],
  isComplete: true,
};
const MODEST: Tolerance = { ...SOUND, protocol: 'modest', cells: [cell('pause', false, 'holds'), cell('loss', true, 'holds')], survived: [{ kinds: ['pause', 'loss'], met: 1, why: '' }], breaches: [] };
const BOLD: Tolerance = { ...SOUND, protocol: 'bold', cells: [cell('pause', true, 'breaks', 'no residue: manager.open'), cell('loss', true, 'not told', '3 cases could not be judged')], survived: [], breaches: [breach(['pause', 'hello'], true)], isComplete: false };

const matrixOf = (...rows: Tolerance[]): ToleranceMatrix => ({ seed: 5, runs: 9, rows });

describe('matrixTables', () => {
  it('has a line for each kind of fault and a column for each protocol, and explains the words that are in it', () => {
    expect(matrixTables(matrixOf(SOUND, MODEST, BOLD), PLAIN).split('\n')).toEqual([
      '',
      'What each protocol survives: each kind of fault in 9 cases in which one was met',
      '',
      'fault      sound   modest       bold',
      'pause      holds  holds +  residue !',
      'loss       early    holds          ?',
      'together  1 of 2   2 of 2       none',
      '',
      'together: the most kinds that it survives at once, of 2.',
      'Where one breaks, the check that says so first:',
      '  early    never early',
      '  residue  no residue',
      '+: it held and does not claim to: it claims too little, or more cases (--runs) would break it.',
      '!: it claims to hold.',
      '?: 3 cases could not be judged',
    ]);
  });

  it('explains nothing that is not in it', () => {
    expect(matrixTables(matrixOf(SOUND), PLAIN)).not.toMatch(/[+!?]/);
  });

  it('is several tables where the window is narrow', () => {
    const lines = matrixTables(matrixOf(SOUND, MODEST, BOLD), PLAIN, 30).split('\n');

    expect(lines).toContain('fault      sound   modest');
    expect(lines).toContain('fault          bold');
  });

  it('has the size of each maximal set, and marks one that is not told', () => {
    const split: Tolerance = { ...SOUND, survived: [{ kinds: ['pause', 'loss'], met: 9, why: '' }, { kinds: ['hello'], met: 0, why: 'never met' }] };

    expect(matrixTables(matrixOf(split), PLAIN)).toContain('\ntogether  2, 1? of 2\n');
  });
});

describe('frontierLines', () => {
  it.each<[string, Tolerance, string[]]>([
    ['one kind', SOUND, ['sound', '  survives pause  (9 cases)', '  breaks under loss']],
    ['several', MODEST, ['modest', '  survives pause, loss  (1 case with two of them or more)']],
    ['none, not even without faults', { ...BOLD, breaches: [breach([], true)], isComplete: true }, ['bold', '  survives no fault', '  breaks without any fault']],
    ['none, where the search ended', BOLD, ['bold', '  survives no fault', '  breaks under pause with hello', '  the search ended before all sets of kinds were tried that had to be']],
  ])('tells of %s', (_, row, lines) => {
    expect(frontierLines(row, PLAIN)).toEqual(lines);
  });
});

describe('breachLines', () => {
  it('tells what it is, the least case, and the command that finds it again', () => {
    expect(breachLines('p', breach(['pause', 'hello'], true), 5, PLAIN)).toEqual([
      '  pause with hello !  sane: a handler threw',
      '       needs 1 worker, 1 epoch, no observations, 1 fault: worker-1 says hello again at 0 us  (least: size 3)',
      '       npx rollcall hunt p --seed 5 --runs 1234 --fault pause hello loss',
    ]);
    expect(breachLines('p', breach([], false), 5, PLAIN)[0]).toBe('  no fault  sane: a handler threw');
    expect(huntCommandOf('p', breach([], false), 6)).toBe('npx rollcall hunt p --seed 6 --runs 1234 --fault pause hello loss');
  });
});

describe('matrixSummary', () => {
  it('says who is as claimed, who claims too little, and who is not', () => {
    expect(matrixSummary(matrixOf(SOUND), PLAIN)).toBe('1 protocol as claimed.');
    expect(matrixSummary(matrixOf(SOUND, MODEST), PLAIN)).toBe('2 protocols as claimed; modest could claim more.');
    expect(matrixSummary(matrixOf(SOUND, BOLD), PLAIN)).toBe('Not as claimed: bold.');
  });
});

describe('matrixMarkdown', () => {
  it('has checks by their names, and what is survived together', () => {
    expect(matrixMarkdown(matrixOf(SOUND, MODEST, BOLD)).split('\n')).toEqual([
      '| fault | sound | modest | bold |',
      '| --- | --- | --- | --- |',
      '| pause | holds | holds (not as claimed) | no residue (not as claimed) |',
      '| loss | never early | holds | ? |',
      '| together | pause | all | none |',
      '',
      '`rollcall matrix --seed 5 --runs 9`: *holds* in 9 cases in which such a fault was met; otherwise the check that it breaks by. *Together*: what it survives of all kinds at once.',
    ]);
  });
});
