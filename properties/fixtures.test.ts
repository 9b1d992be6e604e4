/** Every least case that was ever kept still comes out as it did. */
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SUBJECTS } from '../src/adapters/registry.ts';
import { compareWithExpected } from '../src/harness/golden.ts';
import { departure, loadCase } from '../src/harness/keep.ts';
import { runCase } from '../src/harness/run-case.ts';
import { formatFixture } from '../src/model/case-file.ts';
import { readFileSync } from 'node:fs';

const FOLDER = new URL('../fixtures/', import.meta.url);
const files = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));

const GOLDEN = new URL('golden/', FOLDER);

describe('golden cases', () => {
  it.each(readdirSync(GOLDEN))('%s is told as it expects', (file) => {
    const { golden } = loadCase(new URL(file, GOLDEN).pathname);
    if (golden === null) throw new Error(`${file} does not say what it expects`);

    const agreements = compareWithExpected(golden.case, runCase(golden.case).trace, golden.expected);

    expect(agreements.length).toBeGreaterThan(1);
    expect(agreements.filter(({ differences }) => differences.length > 0)).toEqual([]);
  });
});

describe('fixtures', () => {
  it.each(files)('%s replays to what it expects', (file) => {
    const { case: c, fixture } = loadCase(new URL(file, FOLDER).pathname);
    if (fixture === null) throw new Error(`${file} is a bare case: a fixture says what it expects`);

    expect(departure(fixture, runCase(c).verdict)).toBeNull();
  });

  it.each(files)('%s is written as rollcall writes it', (file) => {
    const path = new URL(file, FOLDER).pathname;
    const { fixture } = loadCase(path);

    expect(fixture === null ? '' : formatFixture(fixture)).toBe(readFileSync(path, 'utf8'));
  });

  it('has one for each broken twin', () => {
    const twins = SUBJECTS.filter((subject) => subject.expect.kind === 'caught').map((subject) => `${subject.name}.json`);

    expect(files).toEqual(expect.arrayContaining(twins));
  });
});
