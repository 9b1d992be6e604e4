import { describe, expect, it } from 'vitest';
import type { LeftOut, TransportAudit } from '../model/copy-audit.ts';
import { copyReport } from './copy-report.ts';
import { PLAIN } from './plain-palette.test-double.ts';

const LEFT_OUT: LeftOut = { sites: ['request'], met: 40, values: 100, changed: 0, violated: 0, undecided: 0, found: null, bytes: -1 };
const OVER: TransportAudit = { transport: 'reference', cases: 50, untouched: { violated: 0, stale: 0, found: null, bytes: -1 }, leftOut: [], sufficient: [], uncopied: [] };

function told(over: Partial<TransportAudit>): string[] {
  return copyReport({ protocol: 'p', sites: ['request'], transports: [{ ...OVER, ...over }] }, 7, PLAIN).split('\n').slice(3);
}

describe('copyReport', () => {
  it.each<[string, TransportAudit['transport'], Partial<LeftOut>, string]>([
    ['of what nobody changed', 'reference', {}, 'not needed: it is handed over: of 100 values nobody changed one afterwards; 40 cases ran so'],
    ['of what the transport copies', 'serialize', { changed: 3 }, 'not needed: the transport makes one: 3 of 100 values were changed afterwards, and no receiver shared them; 40 cases ran so'],
    ['of what was changed too late to matter', 'cached', { changed: 3 }, 'not needed: 3 of 100 values were changed afterwards, but not before they had been read for the last time; 40 cases ran so'],
    ['of what was never left out', 'reference', { met: 0, values: 0 }, 'not known: in no case was there anything to copy'],
    ['of what is needed', 'cached', { violated: 2, changed: 3 }, 'violated in 2 of 40 cases that ran so'],
  ])('says why a copy is or is not needed: %s', (_, transport, found, line) => {
    expect(told({ transport, leftOut: [{ ...LEFT_OUT, ...found }], sufficient: [[]] })).toEqual([`    without request: ${line}`, '    enough: none']);
  });

  it.each([
    [900, 'the copy costs 100 bytes, 10.0 %'],
    [1_000, 'the copy costs no bytes'],
    [1_250, 'the copy spares 250 bytes, 25.0 %'],
  ])('says what it is worth where without it there are %i of 1,000 bytes', (bytes, line) => {
    expect(told({ untouched: { ...OVER.untouched, bytes: 1_000 }, leftOut: [{ ...LEFT_OUT, bytes }], sufficient: [[]] })).toContain(`      ${line}`);
  });

  it('names all least sets that are enough, and says so where there is none', () => {
    expect(told({ leftOut: [LEFT_OUT], sufficient: [['a', 'b'], ['c']] }).at(-1)).toBe('    enough: a and b, or c');
    expect(told({ leftOut: [LEFT_OUT] }).at(-1)).toBe('    enough: no set of copies');
  });

  it('tells of what goes out uncopied, and of what is wrong although every copy is made', () => {
    const uncopied = [{ type: 'item', values: 9, changed: 0 }, { type: 'table', values: 8, changed: 1 }];

    expect(told({ uncopied, untouched: { ...OVER.untouched, stale: 2, violated: 1 } })).toEqual([
      '    no copy site for what item carries: of 9 objects none was changed afterwards',
      '    no copy site for what table carries: of 8 objects 1 was changed afterwards',
      '    2 messages said something else when read than when sent, with every copy made',
      '    1 case is violated with every copy made, and left aside',
    ]);
  });
});
