/**
 * What is still to happen, earliest first: a binary heap in arrays of numbers. Ties are settled by (receiver, sender,
 * event), which the trace knows, so that the order never depends on the heap's own history.
 */
import type { Trace } from '../model/trace.ts';

export class Agenda {
  private readonly trace: Trace;
  due = new Float64Array(256);
  event = new Int32Array(256);
  size = 0;
  /** When the event that was taken last was due. */
  takenDue = 0;

  constructor(trace: Trace) {
    this.trace = trace;
  }

  clear(): void {
    this.size = 0;
  }

  add(due: number, event: number): void {
    if (this.size === this.due.length) this.grow();
    this.rise(this.size++, due, event);
  }

  /** Takes out the earliest event; there must be one. */
  take(): number {
    return this.takeAt(0);
  }

  /** Takes out the event at a place of the heap. */
  takeAt(place: number): number {
    const event = this.event[place] as number;
    this.takenDue = this.due[place] as number;
    const last = --this.size;
    if (place < last) this.sink(place, this.due[last] as number, this.event[last] as number);
    return event;
  }

  /** Gives the event at a place another due time. */
  postpone(place: number, due: number): void {
    this.sink(place, due, this.event[place] as number);
  }

  /** Would the first happen before the second? */
  before(dueA: number, a: number, dueB: number, b: number): boolean {
    if (dueA !== dueB) return dueA < dueB;
    const { to, from } = this.trace;
    if (to[a] !== to[b]) return (to[a] as number) < (to[b] as number);
    if (from[a] !== from[b]) return (from[a] as number) < (from[b] as number);
    return a < b;
  }

  private rise(place: number, due: number, event: number): void {
    const dues = this.due;
    const events = this.event;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const above = dues[parent] as number;
      if (above < due || (above === due && !this.before(due, event, above, events[parent] as number))) break;
      dues[place] = above;
      events[place] = events[parent] as number;
      place = parent;
    }
    dues[place] = due;
    events[place] = event;
  }

  /**
   * Fills the hole at a place with an event from further down: the hole first goes all the way down, each time changing
   * places with the earlier child, and the event then rises to where it belongs. Which child is earlier is a coin toss
   * that no processor predicts, so it is computed rather than branched on.
   */
  private sink(place: number, due: number, event: number): void {
    const dues = this.due;
    const events = this.event;
    const size = this.size;
    let child = 2 * place + 1;
    while (child + 1 < size) {
      const left = dues[child] as number;
      const right = dues[child + 1] as number;
      child += Number(right < left);
      if (right === left && this.before(right, events[child + 1] as number, left, events[child] as number)) child++;
      dues[place] = dues[child] as number;
      events[place] = events[child] as number;
      place = child;
      child = 2 * place + 1;
    }
    if (child < size) {
      dues[place] = dues[child] as number;
      events[place] = events[child] as number;
      place = child;
    }
    this.rise(place, due, event);
  }

  private grow(): void {
    const due = new Float64Array(this.due.length * 2);
    const event = new Int32Array(this.event.length * 2);
    due.set(this.due);
    event.set(this.event);
    this.due = due;
    this.event = event;
  }
}
