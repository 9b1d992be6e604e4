/**
 * Which faults of a case were really met. That a fault is listed says little: the message that it would lose is perhaps never
 * sent, and the node that it stops had nothing to do. It was met where the run goes otherwise without it.
 *
 * One thing that has no effect is counted all the same: a schedule counts steps, and that a worker which is dead dies again is a
 * step. It takes two kinds of change to a worker, and a departure from the order of time after them.
 */
import { replay } from '../explorers/replay.ts';
import type { Case } from '../model/case.ts';
import type { FaultKind } from '../model/faults.ts';
import type { Trace } from '../model/trace.ts';
import { isTurn } from '../model/trace.ts';
import type { Protocol } from '../protocol/protocol.ts';
import { Simulator } from '../simulator/simulator.ts';

export class MetFaults {
  private readonly protocol: Protocol;
  private readonly simulator = new Simulator();

  constructor(protocol: Protocol) {
    this.protocol = protocol;
  }

  /**
   * The kinds of which some fault was met.
   * @param trace of the whole case
   * @param most ask no further once there are so many
   */
  kindsIn(c: Case, trace: Trace, most = Infinity): FaultKind[] {
    const met: FaultKind[] = [];
    for (const kind of new Set(c.faults.map(({ fault }) => fault))) {
      if (met.length === most) break;
      const without = { ...c, faults: c.faults.filter(({ fault }) => fault !== kind) };
      if (!isSameCourse(trace, this.simulator.run(without, this.protocol, replay(c.schedule)))) met.push(kind);
    }
    return met;
  }
}

/** Did the nodes handle the same, at the same times? Numbers of events may differ, and what befalls a worker is for others to notice. */
function isSameCourse(a: Trace, b: Trace): boolean {
  let j = 0;
  for (let i = 0; i < a.steps; i++) {
    const event = a.order[i] as number;
    if (isTurn(a.type[event] as number)) continue;
    while (j < b.steps && isTurn(b.type[b.order[j] as number] as number)) j++;
    if (j === b.steps) return false;
    const other = b.order[j++] as number;
    if (a.type[event] !== b.type[other] || a.from[event] !== b.from[other] || a.to[event] !== b.to[other] || a.handledAt[event] !== b.handledAt[other]) return false;
  }
  while (j < b.steps && isTurn(b.type[b.order[j] as number] as number)) j++;
  return j === b.steps;
}
