/** Fewer workers: the rest are renumbered, and with them their observations and faults. */
import type { Draft } from 'immer';
import type { Case } from '../../model/case.ts';
import type { Pass } from '../pass.ts';
import { changed } from '../pass.ts';

export const fewerWorkers: Pass = function* (c) {
  const workers = c.cluster.workers.length;
  if (workers <= 1) return;
  for (let worker = workers; worker >= 1; worker--) {
    yield changed(c, (draft) => withoutWorker(draft, worker, null));
    // Joint moves: what the worker observed goes to a neighbour; the order of time comes back with it.
    const heir = worker === 1 ? 1 : worker - 1;
    yield changed(c, (draft) => withoutWorker(draft, worker, heir));
    yield changed(c, (draft) => {
      withoutWorker(draft, worker, heir);
      draft.schedule = [];
    });
    const last = c.schedule.findLastIndex((passed) => passed > 0);
    if (last === -1) continue;
    yield changed(c, (draft) => {
      withoutWorker(draft, worker, heir);
      draft.schedule[last] = 0;
    });
  }
};

/** @param heir who gets its observations, by the number after the removal; null for nobody */
function withoutWorker(draft: Draft<Case>, worker: number, heir: number | null): void {
  draft.cluster.workers.splice(worker - 1, 1);
  draft.workload = draft.workload.filter((event) => heir !== null || event.do !== 'observe' || event.worker !== worker);
  for (const event of draft.workload) {
    if (event.do !== 'observe') continue;
    if (event.worker === worker) event.worker = heir ?? 1;
    else if (event.worker > worker) event.worker--;
  }
  const hit = (fault: Draft<Case>['faults'][number]): number => (fault.fault === 'slow-node' ? fault.node : fault.fault === 'reorder-link' ? fault.worker : 0);
  draft.faults = draft.faults.filter((fault) => hit(fault) !== worker);
  for (const fault of draft.faults) {
    if (fault.fault === 'slow-node' && fault.node > worker) fault.node--;
    if (fault.fault === 'reorder-link' && fault.worker > worker) fault.worker--;
  }
}

/** An observation or a fault that moves to another worker. */
export const lowerWorkers: Pass = function* (c) {
  for (const [i, event] of c.workload.entries()) {
    if (event.do !== 'observe') continue;
    for (let worker = 1; worker < event.worker; worker++) yield changed(c, (draft) => void (draft.workload[i] = { ...event, worker }));
  }
  for (const [i, fault] of c.faults.entries()) {
    if (fault.fault !== 'slow-node') continue;
    for (let node = 0; node < fault.node; node++) yield changed(c, (draft) => void (draft.faults[i] = { ...fault, node }));
  }
};
