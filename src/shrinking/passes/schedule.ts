/** Fewer and smaller departures from the order of time. */
import type { Pass } from '../pass.ts';
import { changed, chunks } from '../pass.ts';

export const calmSchedule: Pass = function* (c) {
  if (c.schedule.length > 0) yield changed(c, (draft) => void (draft.schedule = []));
};

export const smallerSchedule: Pass = function* (c) {
  for (const [start, count] of chunks(c.schedule.length)) {
    if (!c.schedule.slice(start, start + count).some((passed) => passed > 0)) continue;
    yield changed(c, (draft) => void draft.schedule.fill(0, start, start + count));
    yield changed(c, (draft) => void draft.schedule.splice(start, count));
  }
  for (const [step, passed] of c.schedule.entries()) {
    if (passed > 1) yield changed(c, (draft) => void (draft.schedule[step] = 1));
    if (passed > 2) yield changed(c, (draft) => void (draft.schedule[step] = passed >> 1));
    if (passed > 1) yield changed(c, (draft) => void (draft.schedule[step] = passed - 1));
    if (passed > 0 && step > 0) yield changed(c, (draft) => void draft.schedule.splice(step - 1, 1));
  }
};
