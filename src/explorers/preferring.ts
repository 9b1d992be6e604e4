/** Prefers some events to others, and keeps what it chose as a schedule that replays the run without it. */
import type { Schedule } from '../model/schedule.ts';
import type { Trace } from '../model/trace.ts';
import type { Chooser, Enabled } from '../simulator/chooser.ts';

export interface Preference {
  /** The lower, the sooner; among equals the order of time decides. */
  rank(trace: Trace, event: number): number;
  /** Told which event was chosen. */
  took(trace: Trace, event: number): void;
}

export class Preferring implements Chooser {
  private readonly preference: Preference;
  private readonly chosen: number[] = [];

  constructor(preference: Preference) {
    this.preference = preference;
  }

  /** What was passed over at each step. */
  get schedule(): Schedule {
    return this.chosen;
  }

  next(step: number): number {
    return step;
  }

  choose(step: number, enabled: Enabled): number {
    const { trace, count } = enabled;
    let best = 0;
    let least = this.preference.rank(trace, enabled.event(0));
    for (let place = 1; place < count; place++) {
      const rank = this.preference.rank(trace, enabled.event(place));
      if (rank >= least) continue;
      best = place;
      least = rank;
    }
    this.preference.took(trace, enabled.event(best));
    this.chosen[step] = best;
    return best;
  }
}
