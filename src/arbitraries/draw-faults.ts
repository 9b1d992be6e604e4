/** Slow nodes and links that do not keep their order, within what the space of a case allows. */
import type fc from 'fast-check';
import type { Fault } from '../model/faults.ts';
import type { Profile } from './profile.ts';
import type { CaseSpace } from './space.ts';

/** Service times in microseconds, from hardly noticeable to longer than any timeout of the field. */
const SERVICE_TIMES = [50, 1_000, 20_000, 500_000, 20_000_000, 90_000_000];

/** @returns the faults, and the longest service time among them */
export function drawFaults(drawn: Profile, space: CaseSpace, mrng: fc.Random): { faults: Fault[]; service: number } {
  const faults: Fault[] = [...space.pinned];
  const services = SERVICE_TIMES.filter((time) => time < space.slowNodeBelow);
  let longest = 0;
  for (let i = 0; i < drawn.slowNodes && services.length > 0; i++) {
    const service = services[mrng.nextInt(0, services.length - 1)] as number;
    const from = mrng.nextInt(0, 3) === 0 ? mrng.nextInt(0, 100_000) : 0;
    faults.push({ fault: 'slow-node', node: mrng.nextInt(0, drawn.workers), service, from, until: from + 4 * service + 1_000_000 });
    longest = Math.max(longest, service);
  }
  if (space.faults.includes('reorder-link')) {
    for (let i = 0; i < drawn.reorderedLinks; i++) {
      faults.push({ fault: 'reorder-link', worker: mrng.nextInt(1, drawn.workers), toward: mrng.nextInt(0, 1) === 0 ? 'manager' : 'worker' });
    }
  }
  return { faults, service: longest };
}
