/** Which events could be handled next, in order: asked for only where a schedule departs from the order of time. */
import type { Trace } from '../model/trace.ts';
import { isTurn } from '../model/trace.ts';
import type { Agenda } from './agenda.ts';
import type { BusyNodes } from './busy-nodes.ts';
import type { Chooser, Enabled } from './chooser.ts';
import type { Links } from './links.ts';
import type { Pauses } from './pauses.ts';

export class EnabledSet implements Enabled {
  readonly trace: Trace;
  private readonly agenda: Agenda;
  private readonly links: Links;
  /** Places in the agenda, in order. */
  private readonly places: number[] = [];

  constructor(trace: Trace, agenda: Agenda, links: Links) {
    this.trace = trace;
    this.agenda = agenda;
    this.links = links;
  }

  get count(): number {
    return this.places.length;
  }

  event(place: number): number {
    return this.agenda.event[this.places[place] as number] as number;
  }

  /**
   * Takes out the event that the chooser picks; there must be one on the agenda.
   * @param now what falls due at a node that is stopped, by then or later, waits until it goes on
   */
  take(chooser: Chooser, step: number, now: number, window: number, busy: BusyNodes | null, pauses: Pauses | null): number {
    if (pauses !== null) this.settlePauses(pauses, now);
    if (busy !== null) this.settleInboxes(busy, window);
    this.gather(window);
    const passed = chooser.choose(step, this);
    return this.agenda.takeAt(this.places[passed] as number);
  }

  /** All that waits for a node to go on waits alike, so that what came first is still first. */
  private settlePauses(pauses: Pauses, now: number): void {
    const { agenda, trace } = this;
    for (let place = 0; place < agenda.size; ) {
      const event = agenda.event[place] as number;
      const due = Math.max(now, agenda.due[place] as number);
      const until = isTurn(trace.type[event] as number) ? due : pauses.after(trace.to[event] as number, due);
      // Another event takes the place of one that is put off.
      if (until > due) agenda.postpone(place, until);
      else place++;
    }
  }

  /** Messages to slow nodes get the time at which the node is done with them, in the order in which they arrive. */
  private settleInboxes(busy: BusyNodes, window: number): void {
    const { agenda, trace } = this;
    for (;;) {
      const limit = (agenda.due[0] as number) + window;
      let earliest = -1;
      for (let place = 0; place < agenda.size; place++) {
        const due = agenda.due[place] as number;
        const event = agenda.event[place] as number;
        if (due > limit || !trace.isMessage(event) || !busy.isOpen(trace.to[event] as number, event)) continue;
        if (earliest === -1 || agenda.before(due, event, agenda.due[earliest] as number, agenda.event[earliest] as number)) earliest = place;
      }
      if (earliest === -1) return;
      const event = agenda.event[earliest] as number;
      agenda.postpone(earliest, busy.settle(trace.to[event] as number, event, agenda.due[earliest] as number));
    }
  }

  private gather(window: number): void {
    const { agenda, trace, links, places } = this;
    const limit = (agenda.due[0] as number) + window;
    places.length = 0;
    for (let place = 0; place < agenda.size; place++) {
      if ((agenda.due[place] as number) > limit) continue;
      const event = agenda.event[place] as number;
      if (links.isUnordered(trace.from[event] as number, trace.to[event] as number)) this.insert(place);
      else this.insertHead(place, event);
    }
  }

  /** Keeps of each link, or queue of timers or workload events, only the first. */
  private insertHead(place: number, event: number): void {
    const { agenda, trace, places } = this;
    for (let i = 0; i < places.length; i++) {
      const other = agenda.event[places[i] as number] as number;
      if (trace.to[other] !== trace.to[event] || trace.from[other] !== trace.from[event]) continue;
      if (this.isBefore(place, places[i] as number)) {
        places.splice(i, 1);
        break;
      }
      return;
    }
    this.insert(place);
  }

  private insert(place: number): void {
    const { places } = this;
    let i = places.length;
    places.push(place);
    while (i > 0 && this.isBefore(place, places[i - 1] as number)) {
      places[i] = places[i - 1] as number;
      i--;
    }
    places[i] = place;
  }

  private isBefore(a: number, b: number): boolean {
    const { due, event } = this.agenda;
    return this.agenda.before(due[a] as number, event[a] as number, due[b] as number, event[b] as number);
  }
}
