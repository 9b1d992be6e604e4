/** All smaller cases that one step of shrinking may lead to, boldest first: the one list that every way of shrinking walks. */
import type { Case } from '../model/case.ts';
import { normalise } from '../model/normalise.ts';
import type { Pass } from './pass.ts';
import { fewerWorkers, lowerWorkers } from './passes/cluster.ts';
import { fewerFaults, plainerFaults } from './passes/faults.ts';
import { plainAll, plainNames, plainSettings, plainTimes, plainValues } from './passes/plainness.ts';
import { calmSchedule, smallerSchedule } from './passes/schedule.ts';
import { fewerQuirks, fewerSumstats, plainerSumstats } from './passes/sumstats.ts';
import { fewerEvents, fewerKeys, fewerOfAKind, fewerPairs } from './passes/workload.ts';
import { isSmaller } from './size.ts';

export const PASSES: readonly Pass[] = [
  calmSchedule,
  fewerFaults,
  fewerOfAKind,
  fewerEvents,
  fewerWorkers,
  fewerKeys,
  plainAll,
  smallerSchedule,
  fewerPairs,
  fewerSumstats,
  fewerQuirks,
  plainSettings,
  plainerSumstats,
  plainerFaults,
  lowerWorkers,
  plainTimes,
  plainNames,
  plainValues,
];

export function* candidates(c: Case): Generator<Case> {
  for (const pass of PASSES) yield* smaller(c, pass);
}

/** What a pass yields, in canonical form, as far as it is smaller. */
export function* smaller(c: Case, pass: Pass): Generator<Case> {
  for (const raw of pass(c)) {
    const candidate = normalise(raw);
    if (candidate !== c && isSmaller(candidate, c)) yield candidate;
  }
}
