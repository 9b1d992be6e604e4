import { describe, expect, it } from 'vitest';
import type { CostGrowth, CostRow, CostTable } from '../model/run-report.ts';
import { growthLegend, growthReport } from './growth-report.ts';
import { PLAIN } from './plain-palette.test-double.ts';


/** Grows with the square of the keys, but for what is constant, and for the rounds, which become fewer. */
function rowOf(protocol: string, keys: number, more: Partial<CostRow> = {}): CostRow {
  const square = keys * keys;
  const sent = { part: square };
  return {
    protocol, verdict: 'held', why: '', emailCounts: sent, sent, deliveries: 3 * square, bytes: 100 * square, rounds: 10_000 / keys, finishedAfter: keys * 1_000, slowedAfter: Infinity,
    managerBusy: 0, uselessShare: 0, peakInbox: 1, peakInboxBytes: 1, peakResults: 1, peakBytes: -1, ...more,
  };
}

const costsOf = (keys: number, rows: readonly CostRow[], refused: CostTable['refused'] = []): CostTable => ({ title: '', workers: 56, keys, pairs: keys, observations: keys, service: 20, rows, refused });

const GROWTH: CostGrowth = {
  axis: 'keys',
  spread: 'scan',
  steps: [
    { at: 10, costs: costsOf(10, [rowOf('polling', 10), rowOf('push', 10)]) },
    { at: 100, costs: costsOf(100, [rowOf('polling', 100), rowOf('push', 100, { verdict: 'violated', why: 'a key was never told' })]) },
    { at: 1_000, costs: costsOf(1_000, [rowOf('push', 1_000)], [{ protocol: 'polling', type: 'part', claimed: 5_600_000, most: 2_000_000 }]) },
  ],
  leftOut: [10_000],
};

describe('growthReport', () => {
  const told = growthReport(GROWTH, PLAIN);

  it('has a table for each figure: a line for each step, and the power by which it grew', () => {
    expect(told).toContain(
      ['', 'deliveries', 'keys   polling       push', '10         300        300', '100     30,000     30,000', '1,000  refused  3,000,000', 'power     2.00       2.00', ''].join('\n'),
    );
    expect(told.startsWith('\nAs keys grow: scan over 56 workers; a message costs the manager 20 us\n\nevents\n')).toBe(true);
  });

  it('has a power that is less than 0 for what falls, 0 for what stays, and none for what never ends or is not there', () => {
    const powerOf = (figure: string): string[] | undefined => /power .*/.exec(told.slice(told.indexOf(`\n\n${figure}\n`)))?.[0].split(/ +/).slice(1);

    expect(['rounds', 'results', 'finished', 'slowed', 'busy'].map(powerOf)).toEqual([
      ['-1.00', '-1.00'],
      ['0.00', '0.00'],
      ['1.00', '1.00'],
      ['-', '-'],
      ['-', '-'],
    ]);
  });

  it('says what was refused, what is not right, and what was left out', () => {
    expect(told.split('\n').slice(-4)).toEqual([
      '',
      '  push with 100 keys: violated: a key was never told',
      '  polling with 1,000 keys: refused, since it claims 5,600,000 part',
      '  10,000 keys: left out, since so many observations do not fit in memory',
    ]);
  });

  it('has a word on every table in the legend, and fits into 100 columns', () => {
    const legend = growthLegend(2_000_000, PLAIN);
    const figures = [...told.matchAll(/\n\n(\w+)\nkeys /g)].map(([, name]) => name ?? '');

    expect(figures).toEqual(['events', 'deliveries', 'bytes', 'rounds', 'finished', 'slowed', 'busy', 'results']);
    for (const word of [...figures, 'power', 'refused']) expect(legend).toMatch(new RegExp(`(^|\\. |\\n)${word}: `));
    expect(Math.max(...[...legend.split('\n'), ...told.split('\n')].map((line) => line.length))).toBeLessThanOrEqual(100);
  });
});
