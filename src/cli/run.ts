/** `rollcall run FILE`: one case, fixture or golden case, told; and whether it is what the file says it expects. */
import { protocolNamed } from '../adapters/registry.ts';
import { assertFits } from '../harness/fit.ts';
import { compareWithExpected } from '../harness/golden.ts';
import { departure, loadCase } from '../harness/keep.ts';
import { runCase } from '../harness/run-case.ts';
import type { Fixture, Golden } from '../model/case-file.ts';
import { BadInput } from '../model/case-file.ts';
import type { Case, Options } from '../model/case.ts';
import { describeCase, traceLines } from '../model/describe.ts';
import type { Trace } from '../model/trace.ts';
import type { Verdict } from '../model/verdict.ts';
import { mainSignature } from '../model/verdict.ts';
import type { Protocol } from '../protocol/protocol.ts';
import { caseStory, messagesSent } from '../report/case-report.ts';
import { replayCommand, shellWord } from '../report/check-report.ts';
import { goldenStory } from '../report/golden-report.ts';
import { jsonReport } from '../report/json-report.ts';
import type { Palette } from '../report/palette.ts';
import { HELD, INCONCLUSIVE, VIOLATED } from './exit-codes.ts';
import type { Terminal } from './terminal.ts';

export interface RunCommand {
  readonly json: boolean;
  /** All of the trace. */
  readonly trace: boolean;
  /** Options of the protocol to set otherwise than the file does. */
  readonly option?: Options;
}

export function run(file: string, command: RunCommand, terminal: Terminal): number {
  const { case: written, fixture, golden } = loadCase(file);
  const protocol = protocolOf(written.protocol, file);
  const { option } = command;
  const c = option === undefined ? written : { ...written, options: { ...written.options, ...option } };
  assertFits(c, protocol, file);
  // What the file expects, it expects of the options that it has.
  if (option !== undefined) return runFixture(file, c, null, protocol, command, terminal);
  return golden === null ? runFixture(file, c, fixture, protocol, command, terminal) : runGolden(file, golden, protocol, command, terminal);
}

function runFixture(file: string, c: Case, fixture: Fixture | null, protocol: Protocol, { json, trace: whole, option = {} }: RunCommand, { palette, print }: Terminal): number {
  const { trace, verdict } = runCase(c, protocol);
  const differs = fixture === null ? null : departure(fixture, verdict);
  const say = json ? (): void => {} : print;
  say(`seed ${c.seed}`);
  say(caseStory({ case: c, trace, verdict, protocol, fixture }, palette, whole));
  if (fixture !== null) say(differs === null ? palette.good('\nas the file expects') : palette.bad(`\nnot what the file expects: ${differs}`));
  if (json) {
    const asExpected = fixture === null ? null : differs === null;
    print(jsonReport({ file, seed: c.seed, verdict, signature: mainSignature(verdict) ?? null, expected: fixture?.expect ?? null, asExpected, sent: messagesSent(trace), ...linesOf(trace, whole) }));
  }
  if (fixture === null ? verdict.kind === 'violated' : differs !== null) {
    say([replayCommand(file), ...Object.entries(option).map(([name, value]) => `--option ${shellWord(`${name}=${value}`)}`)].join(' '));
    return VIOLATED;
  }
  return fixture === null && verdict.kind === 'inconclusive' ? INCONCLUSIVE : HELD;
}

/** What is told must be what the file expects; what the checks think of it is another matter, and told beside it. */
function runGolden(file: string, { case: c, about, expected }: Golden, protocol: Protocol, { json, trace: whole }: RunCommand, { palette, print }: Terminal): number {
  const { trace, verdict } = runCase(c, protocol);
  const agreements = compareWithExpected(c, trace, expected);
  const asExpected = agreements.every(({ differences }) => differences.length === 0);
  const say = json ? (): void => {} : print;
  say(`seed ${c.seed}`);
  if (whole) say(caseStory({ case: c, trace, verdict, protocol, fixture: null }, palette, true));
  else say([`${palette.strong(c.protocol)}: ${describeCase(c)}`, ...(about === undefined ? [] : [palette.faint(`  ${about}`)])].join('\n'));
  say(`\n${goldenStory(agreements, palette)}`);
  if (!whole) say(promised(verdict, palette));
  if (json) print(jsonReport({ file, seed: c.seed, verdict, signature: mainSignature(verdict) ?? null, agreements, asExpected, ...linesOf(trace, whole) }));
  if (asExpected) return HELD;
  say(replayCommand(file));
  return VIOLATED;
}

/** What the framework promises may be more than what a real system does, and then than what is expected of it here. */
function promised(verdict: Verdict, palette: Palette): string {
  if (verdict.kind !== 'violated') return palette.faint(verdict.kind === 'held' ? 'and as the framework promises' : `whether it is as the framework promises is open: ${verdict.undecided[0].why}`);
  const [first, ...more] = verdict.violations;
  return palette.faint(`but not as the framework promises: ${first.message}${more.length > 0 ? `; and ${more.length} more, --trace shows all` : ''}`);
}

function linesOf(trace: Trace, whole: boolean): { trace?: string[] } {
  return whole ? { trace: traceLines(trace).map((line) => line.text) } : {};
}

function protocolOf(name: string, file: string): Protocol {
  try {
    return protocolNamed(name);
  } catch (error) {
    throw error instanceof BadInput ? new BadInput(`${file} cannot be run. ${error.message}`) : error;
  }
}
