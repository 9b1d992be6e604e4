/**
 * Looks for each bug of the zoo from twenty seeds, and writes docs/bug-zoo.md. Exits with 1 where one is not found from a seed,
 * or only in more cases than it may take. With numbers such as P-10, it tells of these alone, and writes nothing.
 */
import { writeFileSync } from 'node:fs';
import { nameOf, subjectOf } from '../dist/adapters/zoo/entry.js';
import { LEFT_OUT } from '../dist/adapters/zoo/left-out.js';
import { PLANTED } from '../dist/adapters/zoo/zoo.js';
import { survey } from '../dist/harness/survey.js';
import { describeCase } from '../dist/model/describe.js';
import { zooPage } from '../dist/report/zoo-report.js';

const SEEDS = Array.from({ length: 20 }, (_, i) => 1_000 + i);

/** Cases that a seed may take, and that half of the seeds may. */
const RUNS = 3_000;
const MEDIAN = 300;

/** Smaller cases to run for a proof. */
const LIMITS = { maxRuns: 9_000 };

const wanted = process.argv.slice(2);
const finds = [];
for (const entry of PLANTED) {
  if (wanted.length > 0 && !wanted.includes(entry.id)) continue;
  const { cases, least } = survey(subjectOf(entry), entry.by, { seeds: SEEDS, runs: RUNS }, LIMITS);
  const missed = SEEDS.filter((_, i) => cases[i] === null);
  const isSlow = cases.toSorted((a, b) => (a ?? Infinity) - (b ?? Infinity))[Math.floor(cases.length / 2)] > MEDIAN;
  if (missed.length > 0 || isSlow) process.exitCode = 1;
  console.log(`${entry.id} ${nameOf(entry)}: ${missed.length > 0 ? `NOT FOUND from ${missed.join(', ')}` : describeCase(least)}${isSlow ? ` - in more than ${MEDIAN} cases` : ''}`);
  if (missed.length === 0) finds.push({ ...entry, name: nameOf(entry), cases, least });
}
if (wanted.length === 0 && process.exitCode !== 1) writeFileSync(new URL('../docs/bug-zoo.md', import.meta.url), zooPage(finds, LEFT_OUT));
