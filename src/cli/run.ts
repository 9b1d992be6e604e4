/** `rollcall run FILE`: one case or fixture, told; and whether it is what the file says it expects. */
import { protocolNamed } from '../adapters/registry.ts';
import { assertFits } from '../harness/fit.ts';
import { departure, loadCase } from '../harness/keep.ts';
import { runCase } from '../harness/run-case.ts';
import { BadInput } from '../model/case-file.ts';
import { traceLines } from '../model/describe.ts';
import { mainSignature } from '../model/verdict.ts';
import type { Protocol } from '../protocol/protocol.ts';
import { caseStory } from '../report/case-report.ts';
import { replayCommand } from '../report/check-report.ts';
import { jsonReport } from '../report/json-report.ts';
import { HELD, INCONCLUSIVE, VIOLATED } from './exit-codes.ts';
import type { Terminal } from './terminal.ts';

export interface RunCommand {
  readonly json: boolean;
  /** All of the trace. */
  readonly trace: boolean;
}

export function run(file: string, { json, trace: whole }: RunCommand, { palette, print }: Terminal): number {
  const { case: c, fixture } = loadCase(file);
  const protocol = protocolOf(c.protocol, file);
  assertFits(c, protocol, file);
  const { trace, verdict } = runCase(c, protocol);
  const differs = fixture === null ? null : departure(fixture, verdict);
  const say = json ? (): void => {} : print;
  say(`seed ${c.seed}`);
  say(caseStory({ case: c, trace, verdict, protocol, fixture }, palette, whole));
  if (fixture !== null) say(differs === null ? palette.good('\nas the file expects') : palette.bad(`\nnot what the file expects: ${differs}`));
  if (json) {
    const asExpected = fixture === null ? null : differs === null;
    const lines = whole ? { trace: traceLines(trace).map((line) => line.text) } : {};
    print(jsonReport({ file, seed: c.seed, verdict, signature: mainSignature(verdict) ?? null, expected: fixture?.expect ?? null, asExpected, ...lines }));
  }
  if (fixture === null ? verdict.kind === 'violated' : differs !== null) {
    say(replayCommand(file));
    return VIOLATED;
  }
  return fixture === null && verdict.kind === 'inconclusive' ? INCONCLUSIVE : HELD;
}

function protocolOf(name: string, file: string): Protocol {
  try {
    return protocolNamed(name);
  } catch (error) {
    throw error instanceof BadInput ? new BadInput(`${file} cannot be run. ${error.message}`) : error;
  }
}
