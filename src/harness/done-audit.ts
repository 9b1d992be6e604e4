/** When a protocol's epochs could have ended, over random cases: how long it would have been wrong to end. */
import { earlyEnds } from '../checks/early-ends.ts';
import type { Case } from '../model/case.ts';
import type { DoneAudit, EarlyEnds, Spread } from '../model/early-ends.ts';
import { isWrong } from '../model/early-ends.ts';
import type { Protocol } from '../protocol/protocol.ts';
import type { Subject } from '../protocol/subject.ts';
import { caseSpace } from './case-space.ts';
import { caseGenerator } from './generate.ts';
import { runCase, Runner } from './run-case.ts';

export interface DoneAuditOptions {
  readonly seed: number;
  readonly runs: number;
  readonly onCase?: (ran: number) => void;
}

export function auditDone(subject: Subject, { seed, runs, onCase }: DoneAuditOptions): DoneAudit {
  const generate = caseGenerator(caseSpace(subject), seed);
  const runner = new Runner(subject.protocol);
  const figures: Figures[] = [];
  for (let i = 0; i < runs; i++) {
    const c = generate(i);
    figures.push(...earlyEnds(c, runner.run(c).trace).map(figuresOf));
    onCase?.(i + 1);
  }
  const spread = (of: (figure: Figures) => number): Spread => spreadOf(figures.map(of));
  const count = (which: (figure: Figures) => boolean): number => figures.filter(which).length;
  return {
    protocol: subject.name,
    cases: runs,
    epochs: figures.length,
    untold: count(({ isTold }) => !isTold),
    messages: spread(({ messages }) => messages),
    wrong: spread(({ wrong, messages }) => wrong / messages),
    incomplete: spreadOf(figures.flatMap(({ isTold, incomplete, messages }) => (isTold ? [incomplete / messages] : []))),
    lastNeeded: count(({ isLastNeeded }) => isLastNeeded),
    early: count(({ isEarly }) => isEarly),
  };
}

/** Of one case, each epoch that was finished and took a message. */
export function earlyEndsOf(c: Case, protocol: Protocol): EarlyEnds[] {
  return earlyEnds(c, runCase(c, protocol).trace);
}

interface Figures {
  readonly isTold: boolean;
  readonly messages: number;
  readonly wrong: number;
  readonly incomplete: number;
  readonly isLastNeeded: boolean;
  readonly isEarly: boolean;
}

function figuresOf({ ends, observations }: EarlyEnds): Figures {
  const messages = ends.filter(({ isMessage }) => isMessage);
  const [beforeLast, last] = ends.slice(-2);
  return {
    isTold: observations !== null,
    messages: messages.length,
    wrong: messages.filter(isWrong).length,
    incomplete: messages.filter(({ lost }) => lost.length > 0).length,
    isLastNeeded: beforeLast !== undefined && isWrong(beforeLast),
    isEarly: last !== undefined && isWrong(last),
  };
}

function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  return { median: sorted[Math.floor((sorted.length - 1) / 2)] ?? 0, most: sorted.at(-1) ?? 0 };
}
