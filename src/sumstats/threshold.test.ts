import { describe, expect, it } from 'vitest';
import { IDEAL, quirksOf } from '../model/quirks.ts';
import type { Result } from '../model/result.ts';
import type { Sumstat } from '../model/sumstat.ts';
import { emptyValue } from './observe.ts';
import { reachesNext } from './threshold.ts';

describe('reachesNext', () => {
  it.each([
    ['not below the limit', 9.5, 0, false],
    ['at the limit', 10, 0, true],
    ['beyond several limits at the first', 100, 0, true],
    ['beyond several limits at the next', 100, 1, true],
    ['not when all are crossed', 100, 2, false],
  ])('is so %s', (_, sum, crossed, reached) => {
    expect(reachesNext(SERIES, held(sum), crossed, AROUND)).toBe(reached);
  });

  it('is so for a node with a fifth of the limit that is taken to see a fifth of the whole', () => {
    expect(reachesNext(SERIES, held(1.9), 0, AROUND, 0.2)).toBe(false);
    expect(reachesNext(SERIES, held(2), 0, AROUND, 0.2)).toBe(true);
  });

  it('is never so without a threshold', () => {
    const { threshold: _, ...none } = SERIES;

    expect(reachesNext(none, held(1_000), 0, AROUND)).toBe(false);
  });

  it('leaves the result as it is; but by the quirk "madeUpStreams" it has all streams afterwards, those that it lacked empty as of now', () => {
    const [sound, quirky] = [held(1), held(1)];

    reachesNext(SERIES, sound, 0, AROUND);
    reachesNext(SERIES, quirky, 0, { quirks: quirksOf(['madeUpStreams']), now: 70 });

    expect(sound).toEqual(held(1));
    expect(quirky).toEqual({ ...held(1), y: { ...emptyValue(70), sample: { size: 2, seen: 0, elements: [] } } });
  });
});

const AROUND = { quirks: IDEAL, now: 70 };

const SERIES: Sumstat = {
  name: 's',
  reducers: [{ stream: 'x', apply: ['SUM'] }, { stream: 'y', apply: ['SAMPLE'], samples: 2 }],
  threshold: { watch: { field: 'sum', stream: 'x' }, series: [10, 20] },
};

const held = (sum: number): Result => ({ x: { ...emptyValue(5), num: 1, sum } });
