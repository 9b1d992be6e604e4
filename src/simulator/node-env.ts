/** The `env` that handlers speak to; one object for all nodes, which the simulator turns to the node whose turn it is. */
import type { Options } from '../model/case.ts';
import type { TableOrder } from '../model/cluster.ts';
import type { Quirks } from '../model/quirks.ts';
import { IDEAL } from '../model/quirks.ts';
import type { Result } from '../model/result.ts';
import type { Sumstat } from '../model/sumstat.ts';
import type { Peer, Report, Trace } from '../model/trace.ts';
import type { Value } from '../model/value.ts';
import type { ManagerEnv, MessageTypes } from '../protocol/env.ts';
import { clone } from './clone.ts';
import { hashText, mix } from './keyed-draw.ts';

/** The world around a node, as far as its env speaks to it. */
export interface World {
  readonly trace: Trace;
  /** The workers that the manager knows to be there. */
  workerCount(): number;
  activeWorkers(): readonly Peer[];
  /** The event being handled. */
  readonly current: number;
  post(from: number, to: number, type: string, body: object): void;
  postToWorkers(from: number, type: string, body: object): void;
  setTimer(node: number, delay: number, type: string, body: object): void;
  /** What a node's draws are keyed by. */
  keysOf(node: number): { seed: number; salt: number };
  /** The key of all nodes' hash functions. */
  readonly hashSeed: number;
  /** The order in which a node's tables are walked. */
  tableOrder(node: number): TableOrder;
  /** What is told now is still held. */
  noteFootprint(): void;
  /** Does a fault of the case leave the copy out at this site? */
  leavesOutCopy(site: string): boolean;
}

export class NodeEnv implements ManagerEnv<MessageTypes> {
  now = 0;
  node = 0;
  sumstats: readonly Sumstat[] = [];
  options: Options = {};
  quirks: Quirks = IDEAL;
  private readonly world: World;
  private readonly draws = new Map<string, number>();

  constructor(world: World) {
    this.world = world;
  }

  reset(sumstats: readonly Sumstat[], options: Options, quirks: Quirks): void {
    this.now = 0;
    this.sumstats = sumstats;
    this.options = options;
    this.quirks = quirks;
    if (this.draws.size > 0) this.draws.clear();
  }

  get hashSeed(): number {
    if (!this.quirks.hllSeed) return this.world.hashSeed;
    const { seed, salt } = this.world.keysOf(this.node);
    return mix(mix(seed, salt), HASHING);
  }

  send(to: number, type: string, body: object): void {
    this.world.post(this.node, to, type, body);
  }

  broadcast(type: string, body: object): void {
    this.world.postToWorkers(this.node, type, body);
  }

  after(delay: number, type: string, body: object): void {
    this.world.setTimer(this.node, delay, type, body);
  }

  random(purpose: string): number {
    const name = `${this.node}\n${purpose}`;
    const ordinal = this.draws.get(name) ?? 0;
    this.draws.set(name, ordinal + 1);
    const { seed, salt } = this.world.keysOf(this.node);
    return (mix(mix(mix(seed, salt), hashText(purpose)), ordinal) >>> 0) / 0x1_0000_0000;
  }

  workerCount(): number {
    return this.world.workerCount();
  }

  activeWorkers(): readonly Peer[] {
    return this.world.activeWorkers();
  }

  copy<V>(site: string, value: V): V {
    return this.world.leavesOutCopy(site) ? value : clone(value);
  }

  first<K extends string>(table: ReadonlyMap<K, unknown> | ReadonlySet<K>): K | undefined {
    const order = this.world.tableOrder(this.node);
    if (order === 0) return table.keys().next().value;
    if (typeof order !== 'number') return (order as readonly K[]).find((key) => table.has(key)) ?? table.keys().next().value;
    let first: K | undefined;
    let least = Infinity;
    for (const key of table.keys()) {
      const rank = mix(order, hashText(key));
      if (rank < least) {
        least = rank;
        first = key;
      }
    }
    return first;
  }

  sharesPlace(key: string): boolean {
    const order = this.world.tableOrder(this.node);
    return typeof order === 'number' && order !== 0 && (mix(mix(order, PLACES), hashText(key)) & 3) === 0;
  }

  walk(values: ReadonlySet<Value>): Iterable<Value> {
    const order = this.world.tableOrder(this.node);
    if (order === 0 || typeof order !== 'number') return values;
    return [...values].map((value) => [mix(order, hashText(String(value))), value] as const).sort(([a], [b]) => a - b).map(([, value]) => value);
  }

  warn(text: string): void {
    this.world.trace.warnings.push({ event: this.world.current, text });
  }

  epochResult(sumstat: string, epoch: number, key: string, result: Result): void {
    this.report({ kind: 'result', sumstat, epoch, key, result: clone(result) });
  }

  epochFinished(sumstat: string, epoch: number, missing: readonly number[] = []): void {
    this.report({ kind: 'finished', sumstat, epoch, missing: [...missing] });
  }

  epochCancelled(sumstat: string, epoch: number, why: string): void {
    this.report({ kind: 'cancelled', sumstat, epoch, why });
  }

  thresholdCrossed(sumstat: string, key: string, result: Result, index: number): void {
    this.report({ kind: 'crossing', sumstat, key, result: clone(result), index });
  }

  keyResult(request: number, result: Result | null | 'timeout'): void {
    if (result === 'timeout') this.report({ kind: 'answer', request, why: 'timeout' });
    else this.report({ kind: 'answer', request, result: clone(result) });
  }

  private report(told: Pick<Report, 'kind'> & Partial<Report>): void {
    this.world.noteFootprint();
    this.world.trace.reports.push({
      kind: told.kind,
      event: this.world.current,
      step: this.world.trace.steps - 1,
      at: this.now,
      sumstat: told.sumstat ?? '',
      epoch: told.epoch ?? -1,
      request: told.request ?? -1,
      index: told.index ?? -1,
      key: told.key ?? '',
      result: told.result ?? null,
      missing: told.missing ?? NOBODY,
      why: told.why ?? '',
    });
  }
}

/** Sets the seed of a node's hash functions apart from its other draws. */
const HASHING = hashText('hash seed');

/** Sets places in a table apart from its order. */
const PLACES = hashText('places');

const NOBODY: readonly number[] = [];
