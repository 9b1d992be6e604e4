/** Makes a failing case least: down by reduction, then up from below, keeping the signature. */
import type { Case } from '../model/case.ts';
import type { Signature } from '../model/verdict.ts';
import { hasSignature } from '../model/verdict.ts';
import type { Protocol } from '../protocol/protocol.ts';
import type { AscentLimits, Probe } from '../shrinking/from-below.ts';
import { ASCENT_RUNS, searchFromBelow } from '../shrinking/from-below.ts';
import { reduce } from '../shrinking/reduce.ts';
import { sizeOf } from '../shrinking/size.ts';
import { Runner } from './run-case.ts';

export interface Shrunk {
  readonly case: Case;
  readonly size: number;
  /** Runs that the reduction took. */
  readonly reductionRuns: number;
  /** Smaller cases that were run from below and held. */
  readonly held: number;
  /** Whether every smaller case of the stated space was run: then those are the proof that this one is least. */
  readonly least: boolean;
  /** Every case up to this size was run. */
  readonly exhausted: number;
}

export interface ShrinkLimits extends AscentLimits {
  /** The way down; a test breaks it on purpose. */
  readonly reduce?: typeof reduce;
}

export function shrink(failing: Case, signature: Signature, protocol: Protocol, limits?: ShrinkLimits): Shrunk {
  const runner = new Runner(protocol);
  const probe = (c: Case): Probe => {
    const { trace, verdict } = runner.run(c);
    return { fails: hasSignature(verdict, signature), steps: trace.steps };
  };
  return shrinkWhile(failing, probe, limits);
}

/** The same for whatever a case may be said to fail by. */
export function shrinkWhile(failing: Case, probe: (c: Case) => Probe, limits: ShrinkLimits = { maxRuns: ASCENT_RUNS }): Shrunk {
  const down = (limits.reduce ?? reduce)(failing, (c) => probe(c).fails);
  const up = searchFromBelow(down.case, probe, limits);
  return { case: up.case, size: sizeOf(up.case), reductionRuns: down.runs, held: up.held, least: up.least, exhausted: up.exhausted };
}

/** What is known of smaller cases, as a sentence. */
export function proofOf({ size, held, least, exhausted }: Shrunk): string {
  const ran = `${held.toLocaleString('en-US')} smaller ${held === 1 ? 'case' : 'cases'}`;
  if (least && held === 0) return `least: size ${size}, and there is none smaller`;
  if (least) return `least: size ${size}, and ${ran} ran and held`;
  return `size ${size}; no smaller one among ${ran}, all up to size ${exhausted}; then the search ended`;
}

