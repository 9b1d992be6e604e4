/** Fewer workers: the rest are renumbered, and with them their observations and faults. */
import type { Draft } from 'immer';
import type { Case } from '../../model/case.ts';
import { movedTo, nodeOf } from '../../model/faults.ts';
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
  draft.faults = draft.faults.filter((fault) => nodeOf(fault) !== worker).map((fault) => ((nodeOf(fault) ?? 0) > worker ? movedTo(fault, (nodeOf(fault) as number) - 1) : fault));
}

/** An observation or a fault that moves to another worker. */
export const lowerWorkers: Pass = function* (c) {
  for (const [i, event] of c.workload.entries()) {
    if (event.do !== 'observe') continue;
    for (let worker = 1; worker < event.worker; worker++) yield changed(c, (draft) => void (draft.workload[i] = { ...event, worker }));
  }
  for (const [i, fault] of c.faults.entries()) {
    for (let node = ('worker' in fault) ? 1 : 0; node < (nodeOf(fault) ?? 0); node++) yield changed(c, (draft) => void (draft.faults[i] = movedTo(fault, node)));
  }
};
