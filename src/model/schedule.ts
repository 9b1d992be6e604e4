/**
 * A schedule: entry i says how many enabled events to pass over at step i. 0 is in order, a missing entry is 0, too large
 * is clamped to the last one. So every list is legal and so is cutting it; the number of non-zeros is the depth of the bug.
 */
import { z } from 'zod';

/** Dense, as the simulator reads it. */
export type Schedule = readonly number[];

/** The last step that a stored schedule may name. */
export const SCHEDULE_STEPS = 1_000_000;

const step = z
  .string()
  .regex(/^(0|[1-9]\d*)$/, 'must be the number of a step, as in {"12": 1}')
  .refine((text) => Number(text) < SCHEDULE_STEPS, `must be below ${SCHEDULE_STEPS}`);

/** Sparse, as files hold it: `{"12": 1}` passes over one event at step 12. */
export const sparseScheduleSchema = z
  .record(step, z.int().min(0).max(0xffff))
  .meta({ description: 'By step, how many enabled events are passed over there; elsewhere none.' });
export type SparseSchedule = z.infer<typeof sparseScheduleSchema>;

export function sparse(schedule: Schedule): SparseSchedule {
  const out: SparseSchedule = {};
  schedule.forEach((passed, i) => {
    if (passed !== 0) out[i] = passed;
  });
  return out;
}

export function dense(entries: SparseSchedule): number[] {
  const out: number[] = [];
  for (const [i, passed] of Object.entries(entries)) {
    while (out.length <= Number(i)) out.push(0);
    out[Number(i)] = passed;
  }
  return withoutTail(out);
}

/** The same schedule without the zeros at its end. */
export function withoutTail(schedule: Schedule): number[] {
  let length = schedule.length;
  while (length > 0 && schedule[length - 1] === 0) length--;
  return schedule.slice(0, length);
}
