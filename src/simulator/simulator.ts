/**
 * The deterministic world: a Case and a protocol go in, a Trace comes out, and nothing else has a say. One event is handled
 * at a time, to completion. Virtual time is in whole microseconds and moves only from event to event.
 *
 * Enabled are each link's head (any message of a link that a fault lets reorder), each node's next workload event and next
 * timer, all due within the case's window after the earliest; in the order (due, receiver, sender, event). The first is
 * handled unless the chooser passes over some. A simulator may be used again; its trace is then the next run's.
 */
import type { Case } from '../model/case.ts';
import type { TableOrder } from '../model/cluster.ts';
import { MANAGER } from '../model/cluster.ts';
import { changeMembership } from '../model/faults.ts';
import { normalise } from '../model/normalise.ts';
import type { Peer } from '../model/trace.ts';
import { COLLECT, ENVIRONMENT, isNews, isTurn, OBSERVE, PEER_UP, REQUEST, SWEEP, Trace, WORKER_STOP } from '../model/trace.ts';
import type { Protocol } from '../protocol/protocol.ts';
import { optionsOf, quirksIn } from '../protocol/protocol.ts';
import { Agenda } from './agenda.ts';
import { BusyNodes } from './busy-nodes.ts';
import type { Chooser } from './chooser.ts';
import { clone, CLONING } from './clone.ts';
import type { CopyRecord, RecordCopier } from './clone.ts';
import { addHoldings } from './containers.ts';
import { EnabledSet } from './enabled-set.ts';
import { LineFaults } from './line-faults.ts';
import { Links } from './links.ts';
import type { Turn } from './membership.ts';
import { Membership } from './membership.ts';
import type { World } from './node-env.ts';
import { NodeEnv } from './node-env.ts';
import { Pauses } from './pauses.ts';
import { PostOffice } from './post-office.ts';
import type { Handler, Program } from './program.ts';
import { programOf } from './program.ts';
import { sameContent } from './same-content.ts';
import { leastStepBound, PATIENCE, stepBound, timeBound } from './step-bound.ts';
import { Sweeps } from './sweeps.ts';

export interface SimulatorOptions {
  /** Ask the manager's role after each event, and whenever it tells something, how many results it holds. */
  readonly measureFootprint?: boolean;
}

export class Simulator implements World {
  readonly trace = new Trace();
  /** How many workers there are. */
  workers = 0;
  /** The event being handled; ENVIRONMENT before the first. */
  current = ENVIRONMENT;

  private readonly agenda = new Agenda(this.trace);
  private readonly links = new Links();
  private readonly postOffice = new PostOffice();
  private readonly env = new NodeEnv(this);
  private readonly enabled = new EnabledSet(this.trace, this.agenda, this.links);
  /** By event, the body that the receiver will read, where it is not the trace's own; let go once it was read. */
  private carried: unknown[] = [];
  private states: object[] = [];
  private busy: BusyNodes | null = null;
  private pauses: Pauses | null = null;
  private lines: LineFaults | null = null;
  private membership: Membership | null = null;
  /** Null where nothing expires. */
  private sweeps: Sweeps | null = null;
  /** How many results the manager holds, where that is asked for. */
  private footprint: ((state: unknown) => number) | undefined;
  private missingCopies: readonly string[] = [];
  private case_!: Case;
  private program!: Program;

  /**
   * Runs a case to its end.
   * @returns the trace, which is this simulator's own: the next run overwrites it
   */
  run(given: Case, protocol: Protocol, chooser: Chooser, options: SimulatorOptions = {}): Trace {
    this.setUp(normalise(given), protocol);
    if (!this.makeStates(protocol)) return this.trace;
    const before = this.holdings();
    this.sweeps = Sweeps.areIn(protocol) ? new Sweeps(this.case_, protocol, this.states) : null;
    this.footprint = options.measureFootprint === true ? protocol.manager.footprint : undefined;
    this.loop(chooser);
    this.noteLeftovers(before);
    return this.trace;
  }

  // What a node's env asks of the world.

  post(from: number, to: number, type: string, body: object): void {
    if (to < 0 || to > this.workers) throw new RangeError(`there is no node ${to} to send ${type} to: nodes are 0 to ${this.workers}`);
    const number = this.program.typeNumber(type);
    this.postOne(from, to, number, body, this.copyOf(number, body), -1);
  }

  postToWorkers(from: number, type: string, body: object): void {
    const number = this.program.typeNumber(type);
    const copy = this.copyOf(number, body);
    let group = -1;
    for (let to = 1; to <= this.workers; to++) {
      const event = this.postOne(from, to, number, body, copy, group);
      if (group === -1) group = event;
    }
  }

  activeWorkers(): readonly Peer[] {
    if (this.membership !== null) return this.membership.activeWorkers();
    return Array.from({ length: this.workers }, (_, i) => ({ worker: i + 1, incarnation: 0 }));
  }

  workerCount(): number {
    return this.membership === null ? this.workers : this.membership.activeWorkers().length;
  }

  setTimer(node: number, delay: number, type: string, body: object): void {
    if (!(delay >= 0)) throw new RangeError(`a delay must be at least 0 microseconds, not ${delay}`);
    this.schedule(this.record(this.program.typeNumber(type), node, node, body, -1), this.env.now + Math.round(delay));
  }

  keysOf(node: number): { seed: number; salt: number } {
    return { seed: this.case_.seed, salt: node === MANAGER ? 0 : (this.case_.cluster.workers[node - 1]?.salt ?? 0) };
  }

  get hashSeed(): number {
    return this.case_.cluster.hashSeed ?? 0;
  }

  tableOrder(node: number): TableOrder {
    return node === MANAGER ? this.case_.cluster.order : (this.case_.cluster.workers[node - 1]?.order ?? 0);
  }

  noteFootprint(): void {
    if (this.footprint === undefined) return;
    const held = this.footprint(this.states[MANAGER]);
    if (held <= this.trace.peakFootprint) return;
    this.trace.peakFootprint = held;
    this.trace.peakEvent = this.current;
  }

  leavesOutCopy(site: string): boolean {
    if (this.missingCopies.length === 0 || !this.missingCopies.includes(site)) return false;
    if (!this.trace.missedCopies.includes(site)) this.trace.missedCopies.push(site);
    return true;
  }

  private setUp(c: Case, protocol: Protocol): void {
    this.case_ = c;
    this.program = programOf(protocol);
    this.workers = c.cluster.workers.length;
    this.current = ENVIRONMENT;
    this.trace.clear(this.program.types);
    this.agenda.clear();
    this.links.reset(c);
    this.postOffice.reset(c.transport);
    if (this.carried.length > 0) this.carried = [];
    this.env.reset(c.sumstats, optionsOf(protocol, c.options), quirksIn(c, protocol));
    this.busy = null;
    this.pauses = null;
    this.lines = null;
    this.membership = null;
    this.missingCopies = NO_SITES;
    if (c.faults.length > 0) this.setUpFaults(c);
    this.enterWorkload(c);
    if (this.membership !== null) this.enterTurns(this.membership);
  }

  private setUpFaults(c: Case): void {
    for (const fault of c.faults) {
      if (fault.fault === 'slow-node') this.busy ??= new BusyNodes(c);
      else if (fault.fault === 'pause') this.pauses ??= new Pauses(c);
      else if (fault.fault === 'missing-copy') this.missingCopies = [...this.missingCopies, fault.site];
    }
    if (changeMembership(c.faults)) this.membership = new Membership(c);
    if (LineFaults.isIn(c)) this.lines = new LineFaults(c);
  }

  /** False where one cannot be made, and so nothing can run. */
  private makeStates({ manager, worker }: Protocol): boolean {
    const { sumstats, options } = this.env;
    this.states.length = 0;
    for (let node = 0; node <= this.workers; node++) {
      try {
        this.states.push((node === MANAGER ? manager : worker).initial({ node, incarnation: 0, sumstats, options }) as object);
      } catch (error) {
        this.trace.ending = { kind: 'threw', node, event: ENVIRONMENT, error: reasonOf(error) };
        return false;
      }
    }
    return true;
  }

  /** The workload's events come first in the trace: event i is the i-th of the workload. */
  private enterWorkload(c: Case): void {
    const epochs = new Map<string, number>();
    let requests = 0;
    for (const item of c.workload) {
      let event: number;
      if (item.do === 'observe') event = this.record(OBSERVE, ENVIRONMENT, item.worker, item, -1);
      else if (item.do === 'collect') {
        const epoch = epochs.get(item.sumstat) ?? 0;
        epochs.set(item.sumstat, epoch + 1);
        const asked = item.final === true ? { sumstat: item.sumstat, epoch, final: true } : { sumstat: item.sumstat, epoch };
        event = this.record(COLLECT, ENVIRONMENT, MANAGER, asked, -1);
      } else {
        event = this.record(REQUEST, ENVIRONMENT, MANAGER, { request: requests++, sumstat: item.sumstat, key: item.key }, -1);
      }
      this.trace.dueAt[event] = item.at;
      this.agenda.add(item.at, event);
    }
  }

  /** What befalls the workers comes after the workload. */
  private enterTurns({ turns }: Membership): void {
    for (const { type, body, at } of turns) this.schedule(this.record(type, ENVIRONMENT, body.worker, body, -1), at);
  }

  private loop(chooser: Chooser): void {
    const { trace, agenda, env, states, busy, pauses, membership, sweeps } = this;
    let bound = leastStepBound(this.case_);
    let latest = PATIENCE;
    const { managerHandlers, workerHandlers } = this.program;
    const apart = !this.postOffice.isolates;
    let choice = chooser.next(0);
    for (;;) {
      if (sweeps !== null) this.enterSweeps(sweeps);
      if (agenda.size === 0) return;
      const step = trace.steps;
      if (step === bound) bound = stepBound(this.case_, env.options);
      if (step === bound) {
        trace.ending = { kind: 'step-bound', bound };
        return;
      }
      const event = step === choice ? this.enabled.take(chooser, step, env.now, this.case_.window, busy, pauses) : agenda.take();
      const node = trace.to[event] as number;
      const type = trace.type[event] as number;
      if (membership?.isGone(trace, event) === true) {
        trace.lost.push(event);
        continue;
      }
      if (pauses !== null && !isTurn(type)) {
        const now = Math.max(env.now, agenda.takenDue);
        const until = pauses.after(node, now);
        if (until > now) {
          agenda.add(until, event);
          continue;
        }
      }
      if (busy !== null && busy.isOpen(node, event) && trace.isMessage(event)) {
        agenda.add(busy.settle(node, event, agenda.takenDue), event);
        continue;
      }
      if (step === choice) choice = chooser.next(step + 1);
      if (agenda.takenDue > latest && agenda.takenDue > (latest = timeBound(this.case_))) {
        trace.ending = { kind: 'time-bound', bound: latest };
        return;
      }
      if (agenda.takenDue > env.now) env.now = agenda.takenDue;
      env.node = node;
      this.current = event;
      trace.handledAt[event] = env.now;
      trace.step[event] = step;
      trace.order[step] = event;
      trace.steps = step + 1;
      let body = trace.bodies[event];
      if (apart) {
        const carried = this.carried[event];
        if (carried !== undefined) {
          if (!sameContent(body, carried)) trace.stale.push({ event, read: clone(carried) });
          body = carried;
          this.carried[event] = undefined;
        }
      }
      if (membership !== null && !this.noteMembership(membership, type, body)) return;
      const handler: Handler | undefined = (node === MANAGER ? managerHandlers : workerHandlers)[type];
      if (handler === undefined) {
        if (!isNews(type) && !isTurn(type)) trace.unhandled.push(event);
      } else {
        try {
          handler(states[node] as object, body, env, trace.from[event] as number);
          if (node === MANAGER) this.noteFootprint();
        } catch (error) {
          trace.ending = { kind: 'threw', node, event, error: reasonOf(error) };
          return;
        }
      }
      if (sweeps === null) continue;
      if (type === SWEEP) sweeps.done(node, states[node] as object);
      else sweeps.after(node, env.now);
    }
  }

  /** Puts on the agenda what is swept before anything else happens. It is on nobody's behalf. */
  private enterSweeps(sweeps: Sweeps): void {
    const { agenda } = this;
    while (sweeps.next < Infinity && (agenda.size === 0 || sweeps.next <= (agenda.due[0] as number))) {
      const at = sweeps.next;
      const sweep = sweeps.take(this.states);
      if (sweep === null) continue;
      this.current = ENVIRONMENT;
      this.schedule(this.record(SWEEP, ENVIRONMENT, sweep.node, { due: sweep.due }, -1), at);
    }
  }

  /** A worker comes or goes, or the manager hears that it did. False where no initial state could be made. */
  private noteMembership(membership: Membership, type: number, body: unknown): boolean {
    if (isNews(type)) {
      if (type === PEER_UP) membership.learnUp(body as Peer);
      else membership.learnDown(body as Peer);
    }
    if (!isTurn(type)) return true;
    const news = membership.turn(type, body as Turn, this.env.now, this.trace.length);
    if (news === null) return true;
    const { peer } = news;
    this.schedule(this.record(news.type, ENVIRONMENT, MANAGER, peer, -1), news.at);
    return type !== WORKER_STOP || this.makeAnew(peer.incarnation + 1, peer.worker);
  }

  /** All that a worker held is gone with it; as it will be when it starts again, so it is found at the end. */
  private makeAnew(incarnation: number, node: number): boolean {
    const { sumstats, options } = this.env;
    try {
      this.states[node] = this.program.protocol.worker.initial({ node, incarnation, sumstats, options }) as object;
      return true;
    } catch (error) {
      this.trace.ending = { kind: 'threw', node, event: this.current, error: reasonOf(error) };
      return false;
    }
  }

  private copyOf(type: number, body: object): CopyRecord {
    return (this.program.copiers[type] as RecordCopier).for(body);
  }

  private postOne(from: number, to: number, type: number, body: object, copy: CopyRecord, group: number): number {
    if (to === from) throw new RangeError(`a node cannot send to itself: ${this.program.types[type]} is for env.after(0, ...)`);
    let event: number;
    if (this.postOffice.isolates) event = this.record(type, from, to, copy(body, CLONING), group);
    else {
      const carried = this.postOffice.carry(body, copy, from * (this.workers + 1) + to);
      event = this.record(type, from, to, this.postOffice.sent, group);
      if (carried !== this.postOffice.sent) this.carried[event] = carried;
    }
    const { now } = this.env;
    const fate = this.lines === null ? null : this.lines.fate(from, to, now);
    const due = this.links.arrival(from, to, type, this.program.hashes[type] as number, fate === null ? now : now + fate.extra);
    if (fate?.isLost === true || (this.membership !== null && !this.membership.areConnected(from, to))) {
      this.trace.dueAt[event] = due;
      this.trace.lost.push(event);
      return event;
    }
    this.schedule(event, due);
    if (fate !== null && fate.again !== null) this.schedule(this.record(type, from, to, copy(body, CLONING), this.trace.group[event] as number), due + fate.again);
    return event;
  }

  private schedule(event: number, due: number): void {
    this.trace.dueAt[event] = due;
    this.agenda.add(due, event);
  }

  /** A new event in the trace. */
  private record(type: number, from: number, to: number, body: object, group: number): number {
    const trace = this.trace;
    const event = trace.length;
    if (event === trace.type.length) trace.grow();
    trace.length = event + 1;
    trace.type[event] = type;
    trace.from[event] = from;
    trace.to[event] = to;
    const cause = this.current;
    trace.cause[event] = cause;
    trace.root[event] = cause === ENVIRONMENT ? event : (trace.root[cause] as number);
    trace.group[event] = group === -1 ? event : group;
    trace.bodies[event] = body;
    return event;
  }

  /** How many entries each container holds that is not meant to last, node by node. */
  private holdings(): number[] {
    const counts: number[] = [];
    for (let node = 0; node <= this.workers; node++) addHoldings(this.states[node] as object, this.lastingOn(node), counts);
    return counts;
  }

  private lastingOn(node: number): readonly string[] {
    return (node === MANAGER ? this.program.protocol.manager : this.program.protocol.worker).lasting;
  }

  private noteLeftovers(before: readonly number[]): void {
    this.trace.types = this.program.types;
    const after = this.holdings();
    if (after.every((held, i) => held === before[i])) return;
    let i = 0;
    for (let node = 0; node <= this.workers; node++) {
      for (const name in this.states[node]) {
        if (this.lastingOn(node).includes(name)) continue;
        const [had, held] = [before[i] ?? 0, after[i] as number];
        i++;
        if (held !== had) this.trace.containers.push({ node, name, before: had, after: held });
      }
    }
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

const NO_SITES: readonly string[] = [];
