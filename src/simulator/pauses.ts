/** Nodes that are stopped for a while: until when what falls due at one has to wait. */
import type { Case } from '../model/case.ts';
import type { FaultOf } from '../model/faults.ts';

export class Pauses {
  private readonly faults: readonly FaultOf<'pause'>[];

  constructor(c: Case) {
    this.faults = c.faults.filter((fault) => fault.fault === 'pause');
  }

  /** When a node does what it would do now: now, unless it is stopped. */
  after(node: number, now: number): number {
    let time = now;
    // One pause may begin before another is over.
    for (let last = -1; last !== time; ) {
      last = time;
      for (const fault of this.faults) if (fault.node === node && fault.from <= time && time < fault.until) time = fault.until;
    }
    return time;
  }
}
