/** What befalls messages on the way: lost, late, or there twice. By link and direction, exact to the message. */
import type { Case } from '../model/case.ts';
import { MANAGER } from '../model/cluster.ts';
import type { Fault, FaultOf } from '../model/faults.ts';

type LineFault = FaultOf<'loss' | 'duplicate' | 'slow-link'>;

export class LineFaults {
  /** By worker, toward it and toward the manager. */
  private readonly toward: { readonly worker: readonly LineFault[]; readonly manager: readonly LineFault[] }[] = [];
  private readonly partitions: (readonly FaultOf<'partition'>[])[] = [];
  private readonly counts: { worker: number; manager: number }[] = [];

  constructor(c: Case) {
    for (let worker = 0; worker <= c.cluster.workers.length; worker++) {
      const own = c.faults.filter((fault): fault is LineFault => isLineFault(fault) && fault.worker === worker);
      this.toward.push({ worker: own.filter((fault) => fault.toward === 'worker'), manager: own.filter((fault) => fault.toward === 'manager') });
      this.partitions.push(c.faults.filter((fault) => fault.fault === 'partition').filter((fault) => fault.worker === worker));
      this.counts.push({ worker: 0, manager: 0 });
    }
  }

  /** Does a case have any? */
  static isIn(c: Case): boolean {
    return c.faults.some((fault) => fault.fault === 'partition' || isLineFault(fault));
  }

  /**
   * What befalls the message that is sent now.
   * @returns microseconds that it takes longer, and after its arrival until it arrives again; null for never
   */
  fate(from: number, to: number, now: number): { isLost: boolean; extra: number; again: number | null } {
    const worker = to === MANAGER ? from : to;
    const way = to === MANAGER ? 'manager' : 'worker';
    const nth = ++(this.counts[worker] as { worker: number; manager: number })[way];
    let isLost = (this.partitions[worker] as readonly FaultOf<'partition'>[]).some((fault) => fault.from <= now && now < fault.until);
    let extra = 0;
    let again: number | null = null;
    for (const fault of (this.toward[worker] as { worker: readonly LineFault[]; manager: readonly LineFault[] })[way]) {
      if (fault.fault === 'slow-link') extra += fault.from <= now && now < fault.until ? fault.extra : 0;
      else if (fault.nth === nth && fault.fault === 'loss') isLost = true;
      else if (fault.nth === nth && fault.fault === 'duplicate') again = fault.after;
    }
    return { isLost, extra, again };
  }
}

function isLineFault(fault: Fault): fault is LineFault {
  return fault.fault === 'loss' || fault.fault === 'duplicate' || fault.fault === 'slow-link';
}
