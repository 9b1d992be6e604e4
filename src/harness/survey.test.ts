import { describe, expect, it } from 'vitest';
import { subjectNamed } from '../adapters/registry.ts';
import { describeCase } from '../model/describe.ts';
import { hunt } from './hunt.ts';
import { survey } from './survey.ts';

const SUBJECT = subjectNamed('key-stream~no-count');
const BY = 'never early: epoch';
const SEEDS = [1, 2, 3];

describe('survey', () => {
  it('tells after how many cases each seed finds it, and the least case of all', () => {
    const { cases, least } = survey(SUBJECT, BY, { seeds: SEEDS, runs: 200 });

    expect(cases).toEqual(SEEDS.map((seed) => hunt(SUBJECT, { seed, runs: 200, by: BY }).failure?.number));
    expect(least === null ? '' : describeCase(least)).toBe('2 workers, 1 epoch, no observations');
  });

  it('says so where nothing is found', () => {
    expect(survey(SUBJECT, 'no such check: ever', { seeds: SEEDS, runs: 3 })).toEqual({ cases: [null, null, null], least: null });
  });
});
