/** What a manager says that it holds is what it holds, after each event and whenever it tells something: a claim of memory is checked by that count. */
import { describe, expect, it } from 'vitest';
import { keyStream } from '../src/adapters/key-stream/key-stream.ts';
import { SUBJECTS } from '../src/adapters/registry.ts';
import { caseSpace } from '../src/harness/case-space.ts';
import { caseGenerator } from '../src/harness/generate.ts';
import { Runner } from '../src/harness/run-case.ts';
import { emptyValue } from '../src/sumstats/observe.ts';
import type { Protocol } from '../src/protocol/protocol.ts';
import type { Subject } from '../src/protocol/subject.ts';
import type { Miscount } from './held-results.ts';
import { recounted, resultsIn } from './held-results.ts';

const RUNS = 60;

/** Also under faults that are not claimed to be tolerated: nothing is an excuse for counting wrong. */
function miscountsOf(subject: Subject): { miscounts: Miscount[]; peak: number } {
  const miscounts: Miscount[] = [];
  const runner = new Runner(recounted(subject.protocol, (miscount) => miscounts.push(miscount)), { measureFootprint: true });
  const caseOf = caseGenerator(caseSpace(subject, { beyond: true }), 21);
  let peak = 0;
  for (let i = 0; i < RUNS; i++) peak = Math.max(peak, runner.run(caseOf(i)).trace.peakFootprint);
  return { miscounts, peak };
}

describe("a manager's own count of the results that it holds", () => {
  const counting = SUBJECTS.filter(({ protocol }) => protocol.manager.footprint !== undefined);

  it('is there for whatever claims how many there are', () => {
    const claiming = SUBJECTS.filter(({ protocol }) => protocol.claims.peakResults !== undefined);

    expect(claiming.length).toBeGreaterThan(20);
    expect(claiming.filter((subject) => !counting.includes(subject)).map(({ name }) => name)).toEqual([]);
  });

  it.each(counting)('is what is found in its state: $name', (subject) => {
    const { miscounts, peak } = miscountsOf(subject);

    expect(miscounts).toEqual([]);
    expect(peak).toBeGreaterThan(0);
  });
});

describe('a manager that counts wrong', () => {
  const subject = SUBJECTS.find(({ protocol }) => protocol === keyStream) as Subject;
  const { manager } = keyStream;
  const miscountsWith = (changed: Partial<typeof manager>): Miscount[] => miscountsOf({ ...subject, protocol: { ...keyStream, manager: { ...manager, ...changed } } as Protocol }).miscounts;

  it('is found where it leaves out what it gathers for requests', () => {
    const epochsAlone: typeof manager.footprint = ({ collections }) => [...collections.values()].reduce((held, { results }) => held + results.size, 0);

    expect(miscountsWith({ footprint: epochsAlone })).toContainEqual({ told: 0, found: 1 });
  });

  it('is found where it counts a key once, of which two collections hold a result', () => {
    const byKey: typeof manager.footprint = ({ collections, requests, views }) =>
      new Set([...collections.values()].flatMap(({ results }) => [...results.keys()])).size + [...requests.values(), ...views.values()].filter(({ result }) => result !== null).length;

    expect(miscountsWith({ footprint: byKey })).toContainEqual({ told: 1, found: 2 });
  });

  it('is found where what it tells is out of its state already', () => {
    const tellsAside: typeof manager.on.send_no_more_data = (state, body, env, from) => {
      const collection = state.collections.get(body.uid);
      if (collection !== undefined && collection.ended + 1 === env.workerCount()) {
        const aside = [...collection.results];
        collection.results.clear();
        for (const [key, result] of aside) env.epochResult(collection.sumstat, collection.epoch, key, result);
      }
      manager.on.send_no_more_data?.(state, body, env, from);
    };

    expect(miscountsWith({ on: { ...manager.on, send_no_more_data: tellsAside } })).toContainEqual({ told: 0, found: 1 });
  });
});

describe('resultsIn', () => {
  it('finds each place in which there is a result, however deep', () => {
    const [one, other] = [{ x: emptyValue(1) }, { x: emptyValue(2), y: emptyValue(3) }];
    const state = { open: new Map([[1, { results: new Map([['a', one], ['b', other]]), queue: [{ key: 'a', result: one }], named: new Set(['c']), result: null }]]), nextUid: 7 };

    expect(resultsIn(state)).toEqual([one, other, one]);
    expect(resultsIn({ empty: {}, none: new Map() })).toEqual([]);
  });
});
