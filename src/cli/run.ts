/** `rollcall run FILE`: one case or fixture, told; and whether it is what the file says it expects. */
import { protocolNamed } from '../adapters/registry.ts';
import { departure, loadCase } from '../harness/keep.ts';
import { runCase } from '../harness/run-case.ts';
import { mainSignature } from '../model/verdict.ts';
import { replayCommand } from '../report/check-report.ts';
import { caseStory } from '../report/case-report.ts';
import { HELD, INCONCLUSIVE, VIOLATED } from './exit-codes.ts';
import { palette, print, printJson } from './terminal.ts';

export function run(file: string, { json, trace: whole }: { readonly json: boolean; readonly trace: boolean }): number {
  const { case: c, fixture } = loadCase(file);
  const { trace, verdict } = runCase(c, protocolNamed(c.protocol));
  const differs = fixture === null ? null : departure(fixture, verdict);
  if (json) printJson({ file, seed: c.seed, verdict, signature: mainSignature(verdict) ?? null, expected: fixture?.expect ?? null, asExpected: fixture === null ? null : differs === null });
  else {
    print(`seed ${c.seed}`);
    print(caseStory(c, trace, verdict, palette, whole));
    if (fixture !== null) print(differs === null ? palette.good('\nas the file expects') : palette.bad(`\nnot what the file expects: ${differs}`));
  }
  const wrong = fixture === null ? verdict.kind === 'violated' : differs !== null;
  if (wrong) {
    if (!json) print(replayCommand(file));
    return VIOLATED;
  }
  return fixture === null && verdict.kind === 'inconclusive' ? INCONCLUSIVE : HELD;
}
