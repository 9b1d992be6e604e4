/** `rollcall compare --growth`: how costs grow with workers and with keys. */
import type { Growing, GrowthSteps } from '../harness/growth.ts';
import { GROWTH_STEPS, growthOf } from '../harness/growth.ts';
import { MOST_MESSAGES } from '../harness/refusal.ts';
import type { CostRow } from '../model/run-report.ts';
import type { Protocol } from '../protocol/protocol.ts';
import { growthLegend, growthReport } from '../report/growth-report.ts';
import { jsonReport } from '../report/json-report.ts';
import type { Terminal } from './terminal.ts';

/** Of a port scan, as the e-mail has it: few workers know a key. */
const USUAL_KEYS = 'scan:1000';

export interface GrowthCommand extends Omit<Growing, 'keys'> {
  readonly keys?: string;
  readonly json: boolean;
}

/**
 * Prints all but the seed.
 * @returns the verdict on each cell that was run
 */
export function compareGrowth({ keys = USUAL_KEYS, workers, service, seed, json }: GrowthCommand, terminal: Terminal, protocols: readonly Protocol[], steps: GrowthSteps = GROWTH_STEPS): CostRow['verdict'][] {
  const { palette, columns, print } = terminal;
  const bar = terminal.progress('comparisons', (steps.workers.length + steps.keys.length) * protocols.length);
  let done = 0;
  const growth = growthOf({ keys, workers, service, seed }, protocols, steps, () => bar.update(done++));
  bar.stop();
  if (json) print(jsonReport({ seed, growth }));
  else for (const text of [...growth.map((one) => growthReport(one, palette, columns)), growthLegend(MOST_MESSAGES, palette)]) print(text);
  return growth.flatMap((one) => one.steps.flatMap(({ costs }) => costs.rows.map(({ verdict }) => verdict)));
}
