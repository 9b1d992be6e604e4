/** Fewer and plainer faults. */
import type { Fault } from '../../model/faults.ts';
import type { Pass } from '../pass.ts';
import { changed, chunks } from '../pass.ts';

export const fewerFaults: Pass = function* (c) {
  for (const [start, count] of chunks(c.faults.length)) yield changed(c, (draft) => void draft.faults.splice(start, count));
};

/** Durations to try, in microseconds, and the end of a fault that never ends. */
const LADDER = [2_000, 10_000, 1_000_000, 100_000_000];
export const ALWAYS = 1_000_000_000;

export const plainerFaults: Pass = function* (c) {
  for (const [i, fault] of c.faults.entries()) {
    for (const plainer of plainerThan(fault)) yield changed(c, (draft) => void (draft.faults[i] = plainer));
  }
};

function* plainerThan(fault: Fault): Generator<Fault> {
  if (fault.fault === 'slow-node') {
    for (const service of LADDER) yield { ...fault, service, from: 0, until: ALWAYS };
    for (const service of LADDER) if (service < fault.service) yield { ...fault, service };
    if (fault.from > 0) yield { ...fault, from: 0 };
    return;
  }
  // One that is over after a while may as well never be over.
  if (fault.fault === 'crash' && fault.restart !== undefined) yield { fault: 'crash', worker: fault.worker, at: fault.at, noticed: fault.noticed };
  if (fault.fault === 'leave' && fault.back !== undefined) yield { fault: 'leave', worker: fault.worker, at: fault.at, noticed: fault.noticed };
  for (const [field, value] of Object.entries(fault)) {
    if (typeof value !== 'number' || field === 'worker' || field === 'node') continue;
    // Times are halved and never taken down one by one, which would go on for as long as they last.
    const steps = field === 'nth' ? [1, 2, 3, value - 1] : [0, ...LADDER, Math.floor(value / 2)];
    for (const less of steps) if (less < value && less >= (field === 'nth' ? 1 : 0)) yield { ...fault, [field]: less };
  }
}
