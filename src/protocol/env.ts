/** The world as a node sees it: all that a handler may know and do. */
import type { Options } from '../model/case.ts';
import type { Quirks } from '../model/quirks.ts';
import type { Result } from '../model/result.ts';
import type { Sumstat } from '../model/sumstat.ts';
import type { Peer } from '../model/trace.ts';
import type { Value } from '../model/value.ts';

/** The messages of a protocol: body by type. A body is plain data. */
export type MessageTypes = { [type: string]: object };

export interface Env<M> {
  /** Virtual time in microseconds. */
  readonly now: number;
  /** This node: 0 is the manager, else the worker of that number. */
  readonly node: number;
  readonly sumstats: readonly Sumstat[];
  readonly options: Options;
  /** What the real system does otherwise than it promises; `observe` and `merge` heed them, a protocol may. */
  readonly quirks: Quirks;
  /** The key of this node's hash functions: by the case, the same on all nodes but for a quirk. */
  readonly hashSeed: number;

  send<T extends keyof M & string>(to: number, type: T, body: M[T]): void;
  /** One message to every active worker; counted as one event and as many deliveries. */
  broadcast<T extends keyof M & string>(type: T, body: M[T]): void;
  /** Zeek's `schedule`: a message to this node itself, after a delay in microseconds. */
  after<T extends keyof M & string>(delay: number, type: T, body: M[T]): void;
  /** A number in [0, 1), drawn by a hash of the case's seed, the node, the purpose and how often it was asked for. */
  random(purpose: string): number;
  /** How many workers the manager now knows to be active: those that said hello and of which it was not told that they are gone. */
  workerCount(): number;
  /** Which ones, by number. A worker that started anew before its end was noticed is there twice. */
  activeWorkers(): readonly Peer[];
  /** A copy of the value, but for the fault `missing-copy` at this site: then the value itself. */
  copy<V>(site: string, value: V): V;
  /** The first key in this node's iteration order: which one that is, is part of the case. */
  first<K extends string>(table: ReadonlyMap<K, unknown> | ReadonlySet<K>): K | undefined;
  /**
   * Does what comes next in the iteration order share this key's place? In a table that is shuffled, one in four does; in one
   * that is in the order of insertion, or of a list, none.
   */
  sharesPlace(key: string): boolean;
  /** Values in this node's iteration order. */
  walk(values: ReadonlySet<Value>): Iterable<Value>;
  warn(text: string): void;
}

/** What the manager can do beyond a node: tell the framework's user. Labels are statements that the checks verify. */
export interface ManagerEnv<M> extends Env<M> {
  epochResult(sumstat: string, epoch: number, key: string, result: Result): void;
  /** @param missing workers whose part is not in it, by number; each must be down, or have run out of a claimed time */
  epochFinished(sumstat: string, epoch: number, missing?: readonly number[]): void;
  epochCancelled(sumstat: string, epoch: number, why: string): void;
  /**
   * A watched value has reached a limit.
   * @param result what it was found in
   * @param index how many limits of this key were crossed in this epoch before
   */
  thresholdCrossed(sumstat: string, key: string, result: Result, index: number): void;
  /** The answer to a key request: null for a key that nobody holds. */
  keyResult(request: number, result: Result | null | 'timeout'): void;
}
