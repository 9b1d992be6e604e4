/** Each bug of the zoo is found by the check that it is a matter of, comes down to a small case, and stands in the page about the zoo. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { protocolNamed, subjectNamed } from '../src/adapters/registry.ts';
import type { Planted } from '../src/adapters/zoo/entry.ts';
import { nameOf, subjectOf } from '../src/adapters/zoo/entry.ts';
import { LEFT_OUT } from '../src/adapters/zoo/left-out.ts';
import { PLANTED, ZOO } from '../src/adapters/zoo/zoo.ts';
import { runCase } from '../src/harness/run-case.ts';
import type { Survey } from '../src/harness/survey.ts';
import { survey } from '../src/harness/survey.ts';
import { describeCase } from '../src/model/describe.ts';
import { hasSignature } from '../src/model/verdict.ts';
import type { Protocol } from '../src/protocol/protocol.ts';
import { omissionLine, zooLineStart } from '../src/report/zoo-report.ts';
import { sizeOf } from '../src/shrinking/size.ts';

/** One seed here; `npm run zoo` takes twenty. */
const SEED = 1_000;
const RUNS = 3_000;

/** What a least case may hold: workers, keys, questions, observations and faults. */
const MOST = 7;

/** The same of those that show with many keys alone. */
const MOST_OF_MANY: { readonly [id: string]: number } = { 'P-10': 30, 'S-01': 103 };

/** Smaller cases to run for a proof. */
const LIMITS = { maxRuns: 500 };

const surveys = new Map<Planted, Survey>();

function surveyOf(entry: Planted): Survey {
  let found = surveys.get(entry);
  if (found === undefined) surveys.set(entry, (found = survey(subjectOf(entry), entry.by, { seeds: [SEED], runs: RUNS }, LIMITS)));
  return found;
}

const named = PLANTED.map((entry) => [entry.id, nameOf(entry), entry] as const);

describe('a bug of the zoo', () => {
  it.each(named)('is found, and comes down to a case of a few things: %s, %s', (_, __, entry) => {
    const { least } = surveyOf(entry);
    if (least === null) throw new Error(`it was not found in ${RUNS} cases`);

    expect(hasSignature(runCase(least, entry.protocol).verdict, entry.by)).toBe(true);
    expect([describeCase(least), sizeOf(least) <= (MOST_OF_MANY[entry.id] ?? MOST)]).toEqual([describeCase(least), true]);
  });

  // A claim that is too bold is not of the protocol's doing.
  it.each(named.filter(([, , entry]) => soundOf(entry) !== undefined))('is not in its least case without the mistake: %s, %s', (_, __, entry) => {
    const { least } = surveyOf(entry);
    if (least === null) throw new Error(`it was not found in ${RUNS} cases`);
    const { quirks, ...plain } = least;

    expect(quirks).toEqual(entry.pinned?.quirks);
    expect(runCase({ ...plain, faults: plain.faults.filter(({ fault }) => fault !== 'missing-copy') }, soundOf(entry)).verdict.kind).toBe('held');
  });

  it('has a name of its own, by which it can be hunted and run', () => {
    expect(PLANTED.filter((entry) => subjectNamed(nameOf(entry)).protocol !== entry.protocol || protocolNamed(entry.protocol.name) !== entry.protocol).map(nameOf)).toEqual([]);
  });

  it('says where it is from', () => {
    expect(ZOO.filter(({ source }) => !/\d/.test(source)).map(({ id }) => id)).toEqual([]);
  });
});

describe('docs/bug-zoo.md', () => {
  const lines = readFileSync(new URL('../docs/bug-zoo.md', import.meta.url), 'utf8').split('\n').filter((line) => /^\| [A-Z]-\d/.test(line));
  const [found, omitted] = [lines.slice(0, PLANTED.length), lines.slice(PLANTED.length)];

  it('has every bug that is looked for, with what it is found by', () => {
    expect(found.map((line, i) => line.startsWith(zooLineStart({ ...(PLANTED[i] as Planted), name: nameOf(PLANTED[i] as Planted) }).slice(0, -1)))).toEqual(PLANTED.map(() => true));
  });

  it('has every other, with the reason', () => {
    expect(omitted).toEqual(LEFT_OUT.map(omissionLine));
  });
});

/** The protocol without the mistake; undefined where the mistake is a claim. */
function soundOf(entry: Planted): Protocol | undefined {
  const [of = '', mistake = ''] = nameOf(entry).split('~');
  return mistake.startsWith('claims-') ? undefined : (entry.sound ?? protocolNamed(of));
}
