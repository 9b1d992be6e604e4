/** Replays a schedule: the one explorer that every other one's run can be told to. An empty one is the order of time. */
import type { Schedule } from '../model/schedule.ts';
import type { Chooser, Enabled } from '../simulator/chooser.ts';

/** How many of the recorded choices found fewer enabled events than they pass over, and so were clamped. */
export interface Replay extends Chooser {
  readonly clamped: number;
}

export function replay(schedule: Schedule): Replay {
  return new Replaying(schedule);
}

class Replaying implements Replay {
  private readonly schedule: Schedule;
  clamped = 0;

  constructor(schedule: Schedule) {
    this.schedule = schedule;
  }

  next(step: number): number {
    const { schedule } = this;
    for (let i = step; i < schedule.length; i++) if (schedule[i] !== 0) return i;
    return Infinity;
  }

  choose(step: number, { count }: Enabled): number {
    const passed = this.schedule[step] ?? 0;
    if (passed < count) return passed;
    this.clamped++;
    return count - 1;
  }
}
