/** Fewer and plainer faults. */
import type { Pass } from '../pass.ts';
import { changed, chunks } from '../pass.ts';

export const fewerFaults: Pass = function* (c) {
  for (const [start, count] of chunks(c.faults.length)) yield changed(c, (draft) => void draft.faults.splice(start, count));
};

/** Service times to try for a slow node, in microseconds, and the end of a fault that never ends. */
const SERVICE_LADDER = [2_000, 10_000, 1_000_000, 100_000_000];
export const ALWAYS = 1_000_000_000;

export const plainerFaults: Pass = function* (c) {
  for (const [i, fault] of c.faults.entries()) {
    if (fault.fault !== 'slow-node') continue;
    for (const service of SERVICE_LADDER) {
      const plain = { ...fault, service, from: 0, until: ALWAYS };
      yield changed(c, (draft) => void (draft.faults[i] = plain));
    }
    for (const service of SERVICE_LADDER) if (service < fault.service) yield changed(c, (draft) => void (draft.faults[i] = { ...fault, service }));
    if (fault.from > 0) yield changed(c, (draft) => void (draft.faults[i] = { ...fault, from: 0 }));
  }
};
