/** A hunt: random cases of a subject, one after another, until one is violated or the budget is used up. */
import type { Case } from '../model/case.ts';
import { describeTrace } from '../model/describe.ts';
import type { Signature, Verdict } from '../model/verdict.ts';
import { mainSignature, signatureBy } from '../model/verdict.ts';
import type { Subject } from '../protocol/subject.ts';
import type { SpaceChoices } from './case-space.ts';
import { caseSpace } from './case-space.ts';
import { caseGenerator } from './generate.ts';
import type { Label } from './labels.ts';
import { labelsOf } from './labels.ts';
import type { Run } from './run-case.ts';
import { Runner } from './run-case.ts';

export interface HuntOptions extends SpaceChoices {
  readonly seed: number;
  /** A check, or the signature of one violation: look for that, and pass over others. */
  readonly by?: string;
  /** Cases at the most. */
  readonly runs: number;
  /** Asked after every case whether time is up. */
  readonly isOver?: () => boolean;
  /** Told after every case, which held if the hunt goes on. The trace is the next run's. */
  readonly onCase?: (ran: number, run: { readonly case: Case } & Run) => void;
  /** Collect what the cases reached. */
  readonly labels?: boolean;
}

export interface Hunt {
  readonly subject: Subject;
  readonly seed: number;
  /** Cases that were run. */
  readonly cases: number;
  /** The first violation: the case, its number from 1, and what was violated. */
  readonly failure: { readonly case: Case; readonly number: number; readonly verdict: Verdict; readonly signature: Signature } | null;
  /** Cases that could not be judged, and why the first could not. */
  readonly inconclusive: { readonly cases: number; readonly why: string };
  /** Cases in which a copy was left out, as pinned. */
  readonly missedCopies: number;
  readonly labels: ReadonlyMap<Label, number>;
}

/** One case in this many is run twice, and the traces compared. */
const RERUN_EVERY = 100;

export function hunt(subject: Subject, options: HuntOptions): Hunt {
  const generate = caseGenerator(caseSpace(subject, options), options.seed);
  const runner = new Runner(subject.protocol);
  const labels = new Map<Label, number>();
  let undecided = 0;
  let why = '';
  let missedCopies = 0;
  let failure: Hunt['failure'] = null;
  let cases = 0;
  while (cases < options.runs && failure === null && options.isOver?.() !== true) {
    const c = generate(cases++);
    const { trace, verdict } = runner.run(c);
    if (options.labels === true) for (const label of labelsOf(c, trace)) labels.set(label, (labels.get(label) ?? 0) + 1);
    if (trace.missedCopies.length > 0) missedCopies++;
    if (verdict.kind === 'inconclusive') {
      undecided++;
      why ||= verdict.undecided[0].why;
    }
    const signature = options.by === undefined ? mainSignature(verdict) : signatureBy(verdict, options.by);
    if (signature !== undefined) failure = { case: c, number: cases, verdict, signature };
    else if (cases % RERUN_EVERY === 0) assertSameTrace(runner, c, describeTrace(trace));
    options.onCase?.(cases, { case: c, trace, verdict });
  }
  return { subject, seed: options.seed, cases, failure, inconclusive: { cases: undecided, why }, missedCopies, labels };
}

/** A protocol that keeps something between runs, or draws from elsewhere, makes every verdict worthless. */
function assertSameTrace(runner: Runner, c: Case, before: string): void {
  const again = describeTrace(runner.run(c).trace);
  if (again === before) return;
  const lines = before.split('\n');
  const at = again.split('\n').findIndex((line, i) => line !== lines[i]);
  throw new Error(
    `${runner.protocol.name} is not deterministic: the same case gave another trace the second time.\n` +
      `first:  ${lines[at] ?? '(nothing)'}\nsecond: ${again.split('\n')[at] ?? '(nothing)'}\n` +
      'Does a handler use a clock, Math.random or something outside its state? Use env.now, env.random and the state.',
  );
}
