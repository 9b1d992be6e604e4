/** `rollcall hunt PROTOCOL`: random cases until one is violated, which is then made least and kept. */
import { join } from 'node:path';
import { subjectNamed } from '../adapters/registry.ts';
import { evaluate, fixtureOf } from '../harness/evaluate.ts';
import { keepFixture } from '../harness/keep.ts';
import { leastLines, replayCommand } from '../report/check-report.ts';
import { HELD, INCONCLUSIVE, VIOLATED } from './exit-codes.ts';
import { palette, print, printJson, progress } from './terminal.ts';

export interface HuntCommand {
  readonly seed: number;
  readonly runs?: number;
  readonly seconds?: number;
  readonly save: boolean;
  readonly beyond: boolean;
  readonly json: boolean;
}

/** Cases of a hunt that is given neither cases nor time. */
const DEFAULT_RUNS = 10_000;

export function huntCommand(name: string, options: HuntCommand): number {
  const subject = subjectNamed(name);
  const say = options.json ? (): void => {} : print;
  say(`seed ${options.seed}`);
  const runs = options.runs ?? (options.seconds === undefined ? DEFAULT_RUNS : Infinity);
  const deadline = options.seconds === undefined ? Infinity : performance.now() + 1_000 * options.seconds;
  const bar = progress(subject.name, Number.isFinite(runs) ? runs : 0);
  const isOver = (): boolean => performance.now() >= deadline;
  const { hunt, report } = evaluate(subject, { seed: options.seed, runs, isOver, beyond: options.beyond, onCase: (n) => n % 64 === 0 && bar.update(n) });
  bar.stop();
  const ran = `${report.cases.toLocaleString('en-US')} cases`;
  if (report.found === null) {
    if (options.json) printJson({ seed: options.seed, ...report });
    if (hunt.inconclusive.cases > 0) {
      say(palette.unsure(`inconclusive: ${hunt.inconclusive.cases} of ${ran} could not be judged: ${hunt.inconclusive.why}`));
      return INCONCLUSIVE;
    }
    say(palette.good(`held in ${ran}`));
    return HELD;
  }
  const { signature } = report.found;
  const file = join(options.save ? 'fixtures' : 'reports', `${name}--${signature.replace(/[^\w~-]+/g, '-')}.json`);
  const command = `rollcall hunt ${name} --seed ${options.seed}${options.beyond ? ' --beyond' : ''}`;
  keepFixture(file, fixtureOf(report.found, hunt, command));
  if (options.json) printJson({ seed: options.seed, ...report, found: { ...report.found, file } });
  say(`${palette.bad('violated')} after ${ran}: ${palette.strong(signature)}`);
  for (const line of leastLines(report.found, palette)) say(`  ${line}`);
  say(replayCommand(file));
  return VIOLATED;
}
