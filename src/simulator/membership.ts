/**
 * Which workers are there, and which the manager knows of. A worker that dies loses what it holds, and what is on the way to
 * it; when it starts anew it is another incarnation. One that is cut off goes on by itself. Of either the manager is told
 * later, and in the meantime counts on it.
 */
import type { Case } from '../model/case.ts';
import type { Peer } from '../model/trace.ts';
import { WORKER_CONNECT, WORKER_DISCONNECT, WORKER_START, WORKER_STOP } from '../model/trace.ts';

/** Something that befalls a worker, and when. */
export interface Turn {
  readonly at: number;
  readonly worker: number;
  readonly type: typeof WORKER_START | typeof WORKER_STOP | typeof WORKER_CONNECT | typeof WORKER_DISCONNECT;
  /** Microseconds after which the manager is told. */
  readonly noticed: number;
}

export class Membership {
  /** In the order of the faults. */
  readonly turns: readonly Turn[];
  private readonly running: boolean[] = [];
  private readonly connected: boolean[] = [];
  private readonly incarnations: number[] = [];
  /** By worker: messages to it that were sent before this event are lost, and so are its timers. */
  private readonly messagesFrom: number[] = [];
  private readonly timersFrom: number[] = [];
  /** As the manager knows them, in order. */
  private active: Peer[] = [];

  constructor(c: Case) {
    const turns: Turn[] = [];
    for (let worker = 0; worker <= c.cluster.workers.length; worker++) {
      const joins = c.faults.some((fault) => fault.fault === 'join' && fault.worker === worker);
      this.running.push(!joins);
      this.connected.push(!joins);
      this.incarnations.push(0);
      this.messagesFrom.push(0);
      this.timersFrom.push(0);
      if (worker > 0 && !joins) this.active.push({ worker, incarnation: 0 });
    }
    // A greeting takes a hop.
    const hop = c.cluster.latency.min;
    for (const fault of c.faults) {
      if (fault.fault === 'join') turns.push({ at: fault.at, worker: fault.worker, type: WORKER_START, noticed: hop });
      else if (fault.fault === 'hello') turns.push({ at: fault.at, worker: fault.worker, type: WORKER_CONNECT, noticed: hop });
      else if (fault.fault === 'crash') {
        turns.push({ at: fault.at, worker: fault.worker, type: WORKER_STOP, noticed: fault.noticed });
        if (fault.restart !== undefined) turns.push({ at: fault.at + fault.restart, worker: fault.worker, type: WORKER_START, noticed: hop });
      } else if (fault.fault === 'leave') {
        turns.push({ at: fault.at, worker: fault.worker, type: WORKER_DISCONNECT, noticed: fault.noticed });
        if (fault.back !== undefined) turns.push({ at: fault.at + fault.back, worker: fault.worker, type: WORKER_CONNECT, noticed: hop });
      }
    }
    this.turns = turns;
  }

  isRunning(node: number): boolean {
    return this.running[node] as boolean;
  }

  /** Can the two speak to one another? */
  areConnected(from: number, to: number): boolean {
    return (this.connected[from] as boolean) && (this.connected[to] as boolean);
  }

  /** Was this message, or timer, meant for one that is not there any more? */
  isGone(node: number, event: number, isMessage: boolean): boolean {
    return !this.isRunning(node) || event < ((isMessage ? this.messagesFrom : this.timersFrom)[node] as number);
  }

  peer(worker: number): Peer {
    return { worker, incarnation: this.incarnations[worker] as number };
  }

  activeWorkers(): readonly Peer[] {
    return this.active;
  }

  /**
   * A worker is there, or is not, from now on.
   * @param next the event that will come about next
   * @returns false where that is so already
   */
  turn(type: Turn['type'], worker: number, next: number): boolean {
    switch (type) {
      case WORKER_START:
        if (this.isRunning(worker)) return false;
        if (this.timersFrom[worker] !== 0) this.incarnations[worker] = (this.incarnations[worker] as number) + 1;
        this.running[worker] = true;
        this.connected[worker] = true;
        return true;
      case WORKER_STOP:
        if (!this.isRunning(worker)) return false;
        this.running[worker] = false;
        this.connected[worker] = false;
        this.messagesFrom[worker] = next;
        this.timersFrom[worker] = next;
        return true;
      case WORKER_CONNECT:
        if (!this.isRunning(worker)) return false;
        this.connected[worker] = true;
        return true;
      case WORKER_DISCONNECT:
        if (!this.isRunning(worker) || this.connected[worker] !== true) return false;
        this.connected[worker] = false;
        this.messagesFrom[worker] = next;
        return true;
    }
  }

  /** The manager hears of a worker; to hear of it twice changes nothing. */
  learnUp(peer: Peer): void {
    if (this.active.some((known) => isSame(known, peer))) return;
    this.active = [...this.active, peer].sort((a, b) => a.worker - b.worker || a.incarnation - b.incarnation);
  }

  learnDown(peer: Peer): void {
    this.active = this.active.filter((known) => !isSame(known, peer));
  }
}

function isSame(a: Peer, b: Peer): boolean {
  return a.worker === b.worker && a.incarnation === b.incarnation;
}
