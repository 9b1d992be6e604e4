/**
 * Who observes: each worker from one start to its end, since what it holds is gone with it; and the manager where it is
 * alone. Of each, when it ran, and when the manager counted on it.
 */
import type { Case } from '../model/case.ts';
import { MANAGER } from '../model/cluster.ts';
import { changeMembership, joinsLater } from '../model/faults.ts';
import type { Peer, Trace } from '../model/trace.ts';
import { isNews, isTurn, PEER_DOWN, PEER_UP, WORKER_START, WORKER_STOP } from '../model/trace.ts';

export interface Incarnation {
  readonly node: number;
  /** The steps at which it started and ended; -1 for before all, Infinity for never. */
  readonly from: number;
  until: number;
  /** The steps at which the manager heard that it is there, and that it is gone. */
  readonly ups: number[];
  readonly downs: number[];
}

export class Incarnations {
  /** In the order of nodes, and then of starts. */
  readonly all: readonly Incarnation[];
  private readonly trace: Trace;
  /** By node, where its incarnations begin in the list; null where every worker has one that is always there. */
  private readonly first: readonly number[] | null;

  constructor(c: Case, trace: Trace) {
    this.trace = trace;
    const workers = c.cluster.workers.length;
    if (!changeMembership(c.faults)) {
      this.first = null;
      this.all = workers === 0 ? [always(MANAGER)] : Array.from({ length: workers }, (_, i) => always(i + 1));
      return;
    }
    const byNode = Array.from({ length: workers + 1 }, (_, node) => (joinsLater(c.faults, node) ? [] : [always(node)]));
    for (let step = 0; step < trace.steps; step++) this.note(byNode, trace.order[step] as number, step);
    const first: number[] = [0];
    const all: Incarnation[] = [];
    for (let node = 1; node <= workers; node++) {
      first.push(all.length);
      all.push(...(byNode[node] as Incarnation[]));
    }
    this.first = first;
    this.all = all;
  }

  /** The place in the list of who was at a node at a step; the earliest where nobody was yet, -1 where nobody ever was. */
  placeOf(node: number, step: number): number {
    if (this.first === null) return node === MANAGER ? 0 : node - 1;
    let place = this.first[node] as number;
    if (this.all[place]?.node !== node) return -1;
    while (this.all[place + 1]?.node === node && (this.all[place + 1] as Incarnation).from <= step) place++;
    return place;
  }

  /** Who sent a message: whoever was there when it was sent. */
  senderOf(event: number): number {
    const { trace } = this;
    return this.placeOf(trace.from[event] as number, this.first === null ? 0 : (trace.step[trace.cause[event] as number] as number));
  }

  private note(byNode: Incarnation[][], event: number, step: number): void {
    const type = this.trace.type[event] as number;
    if (!isNews(type) && !isTurn(type)) return;
    const { worker, incarnation = -1 } = this.trace.bodies[event] as Peer;
    const own = byNode[worker] as Incarnation[];
    const last = own.at(-1);
    if (type === WORKER_START && (last === undefined || last.until < step)) own.push({ node: worker, from: step, until: Infinity, ups: [], downs: [] });
    else if (type === WORKER_STOP && last !== undefined) last.until = Math.min(last.until, step);
    else if (type === PEER_UP) own[incarnation]?.ups.push(step);
    else if (type === PEER_DOWN) own[incarnation]?.downs.push(step);
  }
}

/** Did the manager count on it before a step? */
export function isActive({ ups, downs }: Incarnation, step: number): boolean {
  if (downs.length === 0) return ups.length > 0 && (ups[0] as number) < step;
  const lastBefore = (steps: readonly number[]): number => steps.findLast((other) => other < step) ?? -2;
  return lastBefore(ups) > lastBefore(downs);
}

function always(node: number): Incarnation {
  return { node, from: -1, until: Infinity, ups: [-1], downs: [] };
}
