/**
 * Two protocols on the same cases: the same workload, faults and seed of all draws, everything in the order of time. The first
 * case on which one fails and the other holds, or on which one sends more messages, is made least.
 */
import isEqual from 'lodash/isEqual.js';
import pickBy from 'lodash/pickBy.js';
import { BadInput } from '../model/case-file.ts';
import type { Case, Transport } from '../model/case.ts';
import { TRANSPORTS } from '../model/case.ts';
import type { Trace } from '../model/trace.ts';
import type { Verdict } from '../model/verdict.ts';
import { hasSignature, mainSignature } from '../model/verdict.ts';
import type { Apart, Versus } from '../model/versus.ts';
import type { Subject } from '../protocol/subject.ts';
import { caseSpace } from './case-space.ts';
import { caseGenerator } from './generate.ts';
import { Runner } from './run-case.ts';
import { proofOf, shrinkWhile } from './shrink.ts';

export interface VersusOptions {
  readonly seed: number;
  /** Cases at the most. */
  readonly runs: number;
  /** Also draw faults that the first does not claim to tolerate. */
  readonly beyond?: boolean;
  /** Look for a case on which both hold and the first costs more messages. */
  readonly costs?: boolean;
  readonly onCase?: (ran: number) => void;
}

/** @throws {BadInput} where no case suits both */
export function versus(first: Subject, second: Subject, { seed, runs, beyond = false, costs = false, onCase }: VersusOptions): Versus {
  const transports = sharedTransports(first, second);
  const generate = caseGenerator({ ...caseSpace(first, { beyond }), transports }, seed);
  const pair = new Pair(first, second);
  const counts = { held: 0, violated: 0, first: 0, second: 0 };
  let found: Apart | null = null;
  let cases = 0;
  while (cases < runs && found === null) {
    const c: Case = { ...generate(cases++), schedule: [] };
    const { verdicts, messages } = pair.run(c);
    const outcome = outcomeOf(verdicts);
    if (outcome !== null) counts[outcome]++;
    if (costs ? outcome === 'held' && messages[0] > messages[1] : outcome === 'first') found = leastOf(c, pair, costs ? null : (mainSignature(verdicts[0]) as string));
    onCase?.(cases);
  }
  return { names: [first.name, second.name], by: costs ? 'costs' : 'verdict', cases, ...counts, found };
}

function sharedTransports(first: Subject, second: Subject): Transport[] {
  if ((first.protocol.isAlone === true) !== (second.protocol.isAlone === true)) {
    throw new BadInput(`${first.name} and ${second.name} have no case in common: one of them is no cluster.\nCompare protocols of a cluster; \`rollcall list\` shows which there are.`);
  }
  const [one, other] = [first, second].map(({ protocol, pinned }) => (pinned.transport === undefined ? (protocol.transports ?? TRANSPORTS) : [pinned.transport])) as [readonly Transport[], readonly Transport[]];
  const shared = one.filter((transport) => other.includes(transport));
  if (shared.length > 0) return shared;
  throw new BadInput(`${first.name} and ${second.name} have no case in common: one is made for ${one.join(', ')}, the other for ${other.join(', ')}.\nCompare protocols of one transport; \`rollcall list --json\` shows them.`);
}

type Outcome = 'held' | 'violated' | 'first' | 'second';

/** Null where one could not be judged. */
function outcomeOf([first, second]: readonly [Verdict, Verdict]): Outcome | null {
  if (first.kind === 'inconclusive' || second.kind === 'inconclusive') return null;
  if (first.kind === second.kind) return first.kind;
  return first.kind === 'violated' ? 'first' : 'second';
}

/** What two protocols make of a case of the first. */
class Pair {
  private readonly first: Subject;
  private readonly second: Subject;
  private readonly runners: readonly [Runner, Runner];

  constructor(first: Subject, second: Subject) {
    this.first = first;
    this.second = second;
    this.runners = [new Runner(first.protocol), new Runner(second.protocol)];
  }

  run(c: Case): Pick<Apart, 'verdicts' | 'messages'> {
    const first = this.runFirst(c);
    const second = this.runSecond(c);
    return { verdicts: [first.verdict, second.verdict], messages: [first.messages, second.messages] };
  }

  runFirst(c: Case): { verdict: Verdict; messages: number } {
    const { trace, verdict } = this.runners[0].run(c);
    return { verdict, messages: messagesIn(trace) };
  }

  runSecond(c: Case): { verdict: Verdict; messages: number } {
    const { trace, verdict } = this.runners[1].run(this.forSecond(c));
    return { verdict, messages: messagesIn(trace) };
  }

  /** The same but for what is the first's own: options that the other has not, and what is pinned to either. */
  private forSecond(c: Case): Case {
    const { protocol, pinned } = this.second;
    const options = pickBy(c.options, (value, name) => protocol.options[name]?.includes(value) === true);
    const faults = c.faults.filter((fault) => !this.first.pinned.faults.some((own) => isEqual(own, fault)));
    return { ...c, protocol: protocol.name, options, faults: [...pinned.faults, ...faults] };
  }
}

function messagesIn(trace: Trace): number {
  let messages = 0;
  for (let event = 0; event < trace.length; event++) if (trace.isMessage(event) && trace.group[event] === event) messages++;
  return messages;
}

/** @param signature what the first is to be violated by; null where it is to hold and to cost more */
function leastOf(failing: Case, pair: Pair, signature: string | null): Apart {
  const isApart = (c: Case): boolean => {
    const first = pair.runFirst(c);
    if (signature === null ? first.verdict.kind !== 'held' : !hasSignature(first.verdict, signature)) return false;
    const second = pair.runSecond(c);
    return second.verdict.kind === 'held' && (signature !== null || first.messages > second.messages);
  };
  // No steps to depart from the order of time at: at a step, the two do different things.
  const shrunk = shrinkWhile(failing, (c) => ({ fails: isApart(c), steps: 0 }));
  return { case: shrunk.case, ...pair.run(shrunk.case), signature, size: shrunk.size, proof: proofOf(shrunk) };
}
