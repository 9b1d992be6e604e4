/** `rollcall hunt PROTOCOL`: random cases until one is violated, which is then made least and kept. */
import { join } from 'node:path';
import { subjectNamed } from '../adapters/registry.ts';
import { evaluate, fixtureOf } from '../harness/evaluate.ts';
import type { Hunt } from '../harness/hunt.ts';
import { inFileName, keepFixture } from '../harness/keep.ts';
import { BadInput } from '../model/case-file.ts';
import { plural } from '../model/describe.ts';
import type { FaultKind } from '../model/faults.ts';
import type { Quirk } from '../model/quirks.ts';
import type { Subject } from '../protocol/subject.ts';
import { needs, replayCommand, seenBy } from '../report/check-report.ts';
import { jsonReport } from '../report/json-report.ts';
import type { Palette } from '../report/palette.ts';
import { HELD, INCONCLUSIVE, VIOLATED } from './exit-codes.ts';
import type { Terminal } from './terminal.ts';

export interface HuntCommand {
  readonly seed: number;
  readonly runs?: number;
  readonly seconds?: number;
  /** Where the least case is written. */
  readonly folder: string;
  readonly beyond: boolean;
  /** The kinds of faults to draw, in place of those that the protocol claims to tolerate. */
  readonly fault?: readonly FaultKind[];
  /** Quirks to turn on in every case. */
  readonly quirk: readonly Quirk[];
  readonly json: boolean;
}

/** Cases of a hunt that is given neither cases nor time. */
const DEFAULT_RUNS = 10_000;

/** @param now milliseconds of a clock that never goes back */
export function huntCommand(name: string, options: HuntCommand, terminal: Terminal, now = (): number => performance.now()): number {
  const { palette, print } = terminal;
  const { seed, beyond, fault, quirk, folder, json, seconds } = options;
  if (beyond && fault !== undefined) throw new BadInput('--beyond draws faults of all kinds, and --fault only those that it names.\nGive one of them.');
  const subject = withQuirks(subjectNamed(name), quirk);
  const say = json ? (): void => {} : print;
  say(`seed ${seed}`);
  const runs = options.runs ?? (seconds === undefined ? DEFAULT_RUNS : Infinity);
  const begun = now();
  const elapsed = (): number => (now() - begun) / 1_000;
  const bar = seconds === undefined ? terminal.progress(`cases of ${name}`, runs) : terminal.progress(`s of hunting in ${name}`, seconds);
  const onCase = (n: number): void => void (n % 64 === 0 && bar.update(seconds === undefined ? n : Math.min(seconds, Math.floor(elapsed()))));
  const { hunt, report } = evaluate(subject, { seed, runs, beyond, ...(fault === undefined ? {} : { faults: fault }), onCase, ...(seconds === undefined ? {} : { isOver: () => elapsed() >= seconds }) });
  bar.stop();
  const { found } = report;
  if (found === null) {
    if (json) print(jsonReport({ seed, ...report }));
    return nothingFound(hunt, say, palette);
  }
  const file = join(folder, `${[name, ...quirk].join('--')}--${inFileName(found.signature)}.json`);
  keepFixture(file, fixtureOf(found, hunt, ['rollcall hunt', name, '--seed', seed, ...(beyond ? ['--beyond'] : []), ...named('--fault', fault), ...named('--quirk', quirk)].join(' ')));
  if (json) print(jsonReport({ seed, ...report, found: { ...found, file } }));
  say(`${palette.bad('violated')} in case ${report.cases.toLocaleString('en-US')} by ${seenBy(found, palette)}`);
  say(`  ${needs(found, palette)}`);
  say(replayCommand(file));
  return VIOLATED;
}

/** An option with the names that it was given, if any. */
function named(option: string, names: readonly string[] = []): string[] {
  return names.length === 0 ? [] : [option, ...names];
}

function withQuirks(subject: Subject, quirks: readonly Quirk[]): Subject {
  return quirks.length === 0 ? subject : { ...subject, pinned: { ...subject.pinned, quirks } };
}

function nothingFound({ cases, inconclusive }: Hunt, say: (text: string) => void, palette: Palette): number {
  if (inconclusive.cases === 0) {
    say(palette.good(`held in ${plural(cases, 'case')}`));
    return HELD;
  }
  say(palette.unsure(`inconclusive: ${inconclusive.cases.toLocaleString('en-US')} of ${plural(cases, 'case')} could not be judged: ${inconclusive.why}`));
  return INCONCLUSIVE;
}
