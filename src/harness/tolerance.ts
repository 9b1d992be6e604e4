/** What a protocol survives: one kind of fault after another, then together, and where that ends; held against its claims. */
import { FAULT_KINDS } from '../model/faults.ts';
import type { Fault, FaultKind } from '../model/faults.ts';
import type { Breach, Survival, Tolerance, ToleranceCell } from '../model/run-report.ts';
import type { Protocol } from '../protocol/protocol.ts';
import type { Subject } from '../protocol/subject.ts';
import { evaluate } from './evaluate.ts';
import { frontierOf } from './frontier.ts';
import { MetFaults } from './met-faults.ts';
import type { ShrinkLimits } from './shrink.ts';

/** The kinds that are drawn. A copy that is left out is pinned, and a matter of its own. */
export const DRAWN_KINDS: readonly FaultKind[] = FAULT_KINDS.filter((kind) => kind !== 'missing-copy');

/** Sets of two and more that are tried of a protocol. */
export const MOST_SETS = 30;

/** How many cases are run at the most for each in which the faults are to be met. */
const CASES_FOR_ONE = 20;

export interface ToleranceOptions {
  readonly seed: number;
  /** Cases in which the faults are met, for each kind and each set of them. */
  readonly runs: number;
  /** How far a failing case is made least. */
  readonly limits?: ShrinkLimits;
  readonly onTrial?: (tried: number) => void;
}

/** The protocol must have workers: all but slow nodes are about them. */
export function tolerance(subject: Subject, options: ToleranceOptions): Tolerance {
  const trials = new Map<string, Survival | Breach>();
  const breaches: Breach[] = [];
  const { failing, holding, isComplete } = frontierOf(DRAWN_KINDS, (kinds) => {
    const trial = tryOut(subject, kinds, options);
    trials.set(String(kinds), trial);
    options.onTrial?.(trials.size);
    if (!('found' in trial)) return null;
    breaches.push(trial);
    return trial.kinds;
  }, MOST_SETS);
  const known = failing.map((kinds) => breaches.find((breach) => isSame(breach.kinds, kinds)) as Breach);
  const survived = holding.map((kinds) => trials.get(String(kinds)) as Survival);
  const cells = DRAWN_KINDS.map((kind): ToleranceCell => {
    const breach = known.find(({ kinds }) => kinds.every((one) => one === kind));
    const isClaimed = claims(subject.protocol, kind);
    if (breach !== undefined) return { kind, isClaimed, outcome: 'breaks', met: 0, why: breach.found.signature };
    const { met, why } = trials.get(kind) as Survival;
    return { kind, isClaimed, outcome: why === '' ? 'holds' : 'not told', met, why };
  });
  return { protocol: subject.name, cells, survived, breaches: known, isComplete };
}

/** Cases with faults of these kinds, until they were met often enough or one is violated. */
function tryOut(subject: Subject, kinds: readonly FaultKind[], { seed, runs, limits }: ToleranceOptions): Survival | Breach {
  const faults = new MetFaults(subject.protocol);
  const together = Math.min(2, kinds.length);
  let met = 0;
  const { hunt, report } = evaluate(subject, {
    seed,
    faults: kinds,
    runs: runs * CASES_FOR_ONE,
    isOver: () => met >= runs,
    onCase: (_, { case: c, trace, verdict }) => {
      if (verdict.kind === 'held' && faults.kindsIn(c, trace, together).length === together) met++;
    },
  }, limits);
  const { found } = report;
  if (found !== null) return { kinds: kindsOf(found.case.faults, kinds), drawn: kinds, case: hunt.cases, isClaimed: found.case.faults.every((fault) => isClaimed(subject, fault)), found };
  const why = hunt.inconclusive.cases > 0 ? report.why : met < runs ? `of ${hunt.cases} cases, the faults were met in ${met} only` : '';
  return { kinds, met, why };
}

/** Those of the kinds that a case has. */
function kindsOf(faults: readonly Fault[], kinds: readonly FaultKind[]): FaultKind[] {
  return kinds.filter((kind) => faults.some(({ fault }) => fault === kind));
}

/** Does it claim to hold under this very fault? What is pinned is so in every case of the subject. */
function isClaimed({ protocol, pinned }: Subject, fault: Fault): boolean {
  if (fault.fault === 'slow-node') return fault.service < protocol.claims.tolerates.slowNodeBelow;
  return pinned.faults.some((one) => one.fault === fault.fault) || claims(protocol, fault.fault);
}

/** Does it claim to hold under every fault of a kind? */
function claims({ claims: { tolerates } }: Protocol, kind: FaultKind): boolean {
  if (kind === 'slow-node') return tolerates.slowNodeBelow === Infinity;
  return tolerates.faults.some((one) => one === kind);
}

function isSame(a: readonly FaultKind[], b: readonly FaultKind[]): boolean {
  return String(a) === String(b);
}
