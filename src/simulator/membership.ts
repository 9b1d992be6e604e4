/**
 * Which workers are there, and which the manager knows of. A worker that dies loses what it holds, and what is on the way to
 * it; when it starts anew it is another incarnation. One that is cut off goes on by itself. Of either the manager is told
 * later, and in the meantime counts on it.
 */
import type { Case } from '../model/case.ts';
import { MANAGER } from '../model/cluster.ts';
import { joinsLater } from '../model/faults.ts';
import type { Peer, Trace } from '../model/trace.ts';
import { ENVIRONMENT, isSamePeer, OBSERVE, PEER_DOWN, PEER_UP, WORKER_CONNECT, WORKER_DISCONNECT, WORKER_START, WORKER_STOP } from '../model/trace.ts';

type TurnType = typeof WORKER_START | typeof WORKER_STOP | typeof WORKER_CONNECT | typeof WORKER_DISCONNECT;

/** What befalls a worker. */
export interface Turn {
  readonly worker: number;
  /** Microseconds after which the manager is told. */
  readonly noticed: number;
}

/** What the manager will be told. */
export interface News {
  readonly type: typeof PEER_UP | typeof PEER_DOWN;
  readonly peer: Peer;
  readonly at: number;
}

export class Membership {
  /** In the order of the faults. */
  readonly turns: readonly { readonly at: number; readonly type: TurnType; readonly body: Turn }[];
  private readonly running: boolean[] = [];
  private readonly connected: boolean[] = [];
  private readonly incarnations: number[] = [];
  /** By worker: messages to it that were sent before this event are lost, and so are its timers. */
  private readonly messagesFrom: number[] = [];
  private readonly timersFrom: number[] = [];
  /** By worker, when the manager hears of it next, or heard last: news of one worker keep their order. */
  private readonly newsAt: number[] = [];
  /** As the manager knows them, in order. */
  private active: Peer[] = [];

  constructor(c: Case) {
    for (let worker = 0; worker <= c.cluster.workers.length; worker++) {
      const isThere = !joinsLater(c.faults, worker);
      this.running.push(isThere);
      this.connected.push(isThere);
      this.incarnations.push(0);
      this.messagesFrom.push(0);
      this.timersFrom.push(0);
      this.newsAt.push(0);
      if (worker !== MANAGER && isThere) this.active.push({ worker, incarnation: 0 });
    }
    // A greeting takes a hop.
    const hop = c.cluster.latency.min;
    const turns: { at: number; type: TurnType; body: Turn }[] = [];
    const add = (type: TurnType, worker: number, at: number, noticed: number): void => void turns.push({ at, type, body: { worker, noticed } });
    for (const fault of c.faults) {
      if (fault.fault === 'join') add(WORKER_START, fault.worker, fault.at, hop);
      else if (fault.fault === 'hello') add(WORKER_CONNECT, fault.worker, fault.at, hop);
      else if (fault.fault === 'crash') {
        add(WORKER_STOP, fault.worker, fault.at, fault.noticed);
        if (fault.restart !== undefined) add(WORKER_START, fault.worker, fault.at + fault.restart, hop);
      } else if (fault.fault === 'leave') {
        add(WORKER_DISCONNECT, fault.worker, fault.at, fault.noticed);
        if (fault.back !== undefined) add(WORKER_CONNECT, fault.worker, fault.at + fault.back, hop);
      }
    }
    this.turns = turns;
  }

  /** Can the two speak to one another? */
  areConnected(from: number, to: number): boolean {
    return (this.connected[from] as boolean) && (this.connected[to] as boolean);
  }

  /** Is what falls due meant for a worker that is not there, or not any more? */
  isGone(trace: Trace, event: number): boolean {
    const node = trace.to[event] as number;
    const from = trace.from[event] as number;
    if (node === MANAGER) return false;
    const running = this.running[node] as boolean;
    if (from === ENVIRONMENT) return trace.type[event] === OBSERVE && !running;
    return !running || event < ((from === node ? this.timersFrom : this.messagesFrom)[node] as number);
  }

  activeWorkers(): readonly Peer[] {
    return this.active;
  }

  /**
   * A worker is there, or is not, from now on.
   * @param next the event that will come about next
   * @returns null where that is so already
   */
  turn(type: number, { worker, noticed }: Turn, now: number, next: number): News | null {
    const isStart = type === WORKER_START;
    const isStop = type === WORKER_STOP;
    const isConnect = type === WORKER_CONNECT;
    if (this.running[worker] === isStart || (type === WORKER_DISCONNECT && this.connected[worker] !== true)) return null;
    // It has been there before if it ended.
    if (isStart && this.timersFrom[worker] !== 0) this.incarnations[worker] = (this.incarnations[worker] as number) + 1;
    const peer = { worker, incarnation: this.incarnations[worker] as number };
    this.connected[worker] = isStart || isConnect;
    if (isStart || isStop) this.running[worker] = isStart;
    // Whoever starts anew has another connection: it may be heard of before the end of the last one.
    const at = isStart ? now + noticed : Math.max(now + noticed, this.newsAt[worker] as number);
    this.newsAt[worker] = at;
    if (isStart || isConnect) return { type: PEER_UP, peer, at };
    this.messagesFrom[worker] = next;
    if (isStop) this.timersFrom[worker] = next;
    return { type: PEER_DOWN, peer, at };
  }

  /** The manager hears of a worker; to hear of it twice changes nothing. */
  learnUp(peer: Peer): void {
    if (this.active.some((known) => isSamePeer(known, peer))) return;
    this.active = [...this.active, peer].sort((a, b) => a.worker - b.worker || a.incarnation - b.incarnation);
  }

  learnDown(peer: Peer): void {
    this.active = this.active.filter((known) => !isSamePeer(known, peer));
  }
}
