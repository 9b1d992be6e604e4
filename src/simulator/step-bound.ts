/** How many events a run may handle before it counts as a storm that never ends, and how long it may go on: functions of the case alone. */
import type { Case, Options } from '../model/case.ts';

/** Room for retries and closing rounds over what the most talkative sound protocol needs. */
const SLACK = 4;

/** No bound is below this one, which takes no counting: most runs end before it. */
export function leastStepBound(c: Case): number {
  return 100 + c.workload.length;
}

/** @param options of the run: a number among them may be one of rounds, such as of parts that are served one after the other */
export function stepBound(c: Case, options: Options = c.options): number {
  const workers = c.cluster.workers.length;
  const keys = new Set<string>();
  let questions = 0;
  for (const event of c.workload) {
    if (event.do !== 'collect') keys.add(event.key);
    if (event.do !== 'observe') questions++;
  }
  // Polling: a question to all workers and their answers for each key, and as many rounds of names at the most.
  const rounds = Math.max(0, ...Object.values(options).map((option) => (typeof option === 'number' ? option : 0)));
  const perQuestion = workers * (4 * keys.size + rounds + 8);
  // Whatever goes wrong may be asked again for: a few times, as long as it lasts.
  const asked = SLACK * questions * perQuestion * (1 + c.faults.length);
  // A look is asked for, taken at all workers, and tells them of a crossing.
  return leastStepBound(c) + asked + mostLooks(c) * (1 + 3 * workers);
}

/** Where limits are watched, an observation may lead to a look for each reducer that counts it, and a wish that comes twice to another. */
function mostLooks(c: Case): number {
  let looks = 0;
  for (const { threshold, reducers } of c.sumstats) {
    if (threshold === undefined) continue;
    for (const { stream } of reducers) for (const event of c.workload) if (event.do === 'observe' && event.stream === stream) looks++;
  }
  return looks === 0 ? 0 : looks + c.faults.length;
}

/** Thirty days: who asks again after ever longer times has asked a score of times by then, and whoever is slow has long answered. */
export const PATIENCE = 30 * 24 * 3_600_000_000;

/** The virtual time, in microseconds, by which all must be over. */
export function timeBound(c: Case): number {
  let last = 0;
  for (const { at } of c.workload) last = Math.max(last, at);
  for (const fault of c.faults) last = Math.max(last, 'until' in fault ? fault.until : 'at' in fault ? fault.at : 0);
  return last + PATIENCE;
}
