/**
 * A Trace: all that happened in a run, and all that the manager reported. With its Case it is enough to judge the run,
 * also that of a real system. Events stand in columns, one entry an event, in the order in which they came about; the
 * columns grow and are used again, so a trace that is kept beyond the next run must be its own.
 */
import type { Result } from './result.ts';

/** The sender of what comes from outside: the workload. */
export const ENVIRONMENT = -1;

/**
 * The event types that come from outside; a protocol's own types follow. The workload's are first; then what the manager is
 * told of the workers that it is connected with; then what happens to the workers themselves; then what a node does by itself.
 */
export const OUTER_TYPES = ['observe', 'collect', 'requestKey', 'peerUp', 'peerDown', 'workerStart', 'workerStop', 'workerConnect', 'workerDisconnect', 'sweep'] as const;
export const OBSERVE = 0;
export const COLLECT = 1;
export const REQUEST = 2;
export const PEER_UP = 3;
export const PEER_DOWN = 4;
export const WORKER_START = 5;
export const WORKER_STOP = 6;
export const WORKER_CONNECT = 7;
export const WORKER_DISCONNECT = 8;
/** Entries of the node's expiring tables that have had their time go. */
export const SWEEP = 9;

/** Is the manager told of a worker? It need not care. */
export function isNews(type: number): boolean {
  return type === PEER_UP || type === PEER_DOWN;
}

/** Does something befall a worker? It has no say in it. */
export function isTurn(type: number): boolean {
  return type >= WORKER_START && type <= WORKER_DISCONNECT;
}

/** A worker as the manager knows it: when it starts anew it is another one, with the same number. */
export interface Peer {
  readonly worker: number;
  /** How often it had started before. */
  readonly incarnation: number;
}

export function isSamePeer(a: Peer, b: Peer): boolean {
  return a.worker === b.worker && a.incarnation === b.incarnation;
}

/** What the manager told the framework's user, within the handling of an event. */
export interface Report {
  readonly kind: 'result' | 'finished' | 'cancelled' | 'answer' | 'crossing';
  /** The event in whose handler it was said, and the step of that handler. */
  readonly event: number;
  readonly step: number;
  readonly at: number;
  /** Empty for an answer. */
  readonly sumstat: string;
  /** The label of the epoch, a statement that the checks do not trust; -1 for an answer or a crossing. */
  readonly epoch: number;
  /** The number of the request that is answered, from 0; otherwise -1. */
  readonly request: number;
  /** Of a crossing, how many limits were crossed before; otherwise -1. */
  readonly index: number;
  /** The key of a result or a crossing; otherwise empty. */
  readonly key: string;
  /** Of a result, an answer or a crossing, as it was when reported; null for "no data". */
  readonly result: Result | null;
  /** Of a finished epoch: the workers that the protocol says are not in it. */
  readonly missing: readonly number[];
  /** Of an answer: it is none, time ran out. Of a cancelled epoch: why. */
  readonly why: string;
}

/** A container of a node's state that ended with more or fewer entries than it began with, and is not meant to hold data at rest. */
export interface Container {
  readonly node: number;
  readonly name: string;
  readonly before: number;
  readonly after: number;
}

/**
 * Why a run ended: nothing was left to do, as many steps were made or as much time went by as there may be, or a node threw: in the handler of an event, or
 * before the first event, when its initial state was made.
 */
export type Ending =
  | { readonly kind: 'quiescent' }
  | { readonly kind: 'step-bound'; readonly bound: number }
  | { readonly kind: 'time-bound'; readonly bound: number }
  | { readonly kind: 'threw'; readonly node: number; readonly event: number; readonly error: string };

export class Trace {
  /** Names of the event types by number; the workload's first. */
  types: readonly string[] = OUTER_TYPES;
  /** How many events there are. The workload's own come first: event i is the i-th of the workload. */
  length = 0;
  /** How many of them were handled. */
  steps = 0;

  /** Type number of each event. */
  type = new Uint16Array(0);
  /** Sending node, or ENVIRONMENT. A timer is from the node to itself. */
  from = new Int16Array(0);
  to = new Int16Array(0);
  /** The event in whose handler this one was made; -1 for the workload's. */
  cause = new Int32Array(0);
  /** The workload event at the root of its tree. */
  root = new Int32Array(0);
  /** The first event of the same broadcast: itself where it is the first or was sent alone. */
  group = new Int32Array(0);
  /** Microseconds: when it arrived or fell due, and when it was handled (-1: never). It was sent when its cause was handled. */
  dueAt = new Float64Array(0);
  handledAt = new Float64Array(0);
  /** The step at which it was handled, -1 for never; and by step, the event. */
  step = new Int32Array(0);
  order = new Int32Array(0);
  /** What was sent, as the sender held it. */
  bodies: unknown[] = [];

  /** Messages of which the receiver read something else than the sender held when it sent them, and what it read. */
  stale: { readonly event: number; readonly read: unknown }[] = [];
  reports: Report[] = [];
  warnings: { readonly event: number; readonly text: string }[] = [];
  containers: Container[] = [];
  /** Type names that were sent although the receiver has no handler, with the event. */
  unhandled: number[] = [];
  /** Events that a fault kept from being handled: lost on the way, or meant for a node that was not there. */
  lost: number[] = [];
  /** Names of copy sites at which a copy was left out, each once. */
  missedCopies: string[] = [];
  /** The most results that the manager held at once by its own count; -1 where it was not asked. */
  peakFootprint = -1;
  /** The event in whose handling it held them first. */
  peakEvent = -1;
  ending: Ending = { kind: 'quiescent' };

  /** Empties the trace for another run; the columns are kept. */
  clear(types: readonly string[]): void {
    this.types = types;
    this.handledAt.fill(-1, 0, this.length);
    this.step.fill(-1, 0, this.length);
    this.length = 0;
    this.steps = 0;
    this.bodies = [];
    this.stale = [];
    this.reports = [];
    this.warnings = [];
    this.containers = [];
    this.unhandled = [];
    this.lost = [];
    this.missedCopies = [];
    this.peakFootprint = -1;
    this.peakEvent = -1;
    this.ending = { kind: 'quiescent' };
  }

  /** Makes room for at least one more event. */
  grow(): void {
    const capacity = Math.max(256, this.type.length * 2);
    const wider = <T extends Float64Array | Int32Array | Int16Array | Uint16Array>(column: T): T => {
      const out = new (column.constructor as new (n: number) => T)(capacity);
      out.set(column);
      return out;
    };
    this.type = wider(this.type);
    this.from = wider(this.from);
    this.to = wider(this.to);
    this.cause = wider(this.cause);
    this.root = wider(this.root);
    this.group = wider(this.group);
    this.dueAt = wider(this.dueAt);
    this.handledAt = wider(this.handledAt).fill(-1, this.handledAt.length);
    this.step = wider(this.step).fill(-1, this.step.length);
    this.order = wider(this.order);
  }

  typeName(event: number): string {
    return this.types[this.type[event] as number] as string;
  }

  /** Did it travel between two nodes (not a timer, not the workload)? */
  isMessage(event: number): boolean {
    const from = this.from[event] as number;
    return from !== ENVIRONMENT && from !== this.to[event];
  }
}
