/** Slow nodes: when a node that needs time for each message is done with one. */
import type { Case } from '../model/case.ts';
import type { FaultOf } from '../model/faults.ts';

export class BusyNodes {
  /** By node, its slow times; absent for a node that is never slow. */
  private readonly faults: (FaultOf<'slow-node'>[] | undefined)[] = [];
  private readonly freeAt: number[] = [];
  /** Messages whose turn has been settled. */
  private readonly settled = new Set<number>();
  readonly any: boolean;

  constructor(c: Case) {
    for (const fault of c.faults) {
      if (fault.fault !== 'slow-node' || fault.node > c.cluster.workers.length) continue;
      (this.faults[fault.node] ??= []).push(fault);
      this.freeAt[fault.node] = 0;
    }
    this.any = this.freeAt.length > 0;
  }

  /** Is it still open when the node will have handled this message? */
  isOpen(node: number, event: number): boolean {
    return this.faults[node] !== undefined && !this.settled.has(event);
  }

  /** When the node will have handled a message that arrives now as the next in its inbox. */
  settle(node: number, event: number, arrival: number): number {
    this.settled.add(event);
    const start = Math.max(arrival, this.freeAt[node] as number);
    let service = 0;
    for (const fault of this.faults[node] as FaultOf<'slow-node'>[]) {
      if (fault.from <= start && start < fault.until) service += fault.service;
    }
    return (this.freeAt[node] = start + service);
  }
}
