/**
 * When nodes sweep their expiring tables: every ten seconds, each at its own phase, and only where something has had its
 * time by then. A sweep that would find nothing does not come about, and what holds no entries is not waited for.
 */
import type { Case } from '../model/case.ts';
import { MANAGER } from '../model/cluster.ts';
import { SWEEP_INTERVAL } from '../protocol/expiring-table.ts';
import type { Protocol } from '../protocol/protocol.ts';
import { tableOf } from './sweeper.ts';

export class Sweeps {
  /** Before this time there is nothing to sweep; Infinity for never. */
  next = Infinity;
  /** By node, when it is to be looked at again; Infinity for no need to. */
  private readonly looks: number[] = [];
  /** By node, whether a sweep is on its way. */
  private readonly isUnderWay: boolean[] = [];
  private readonly phases: number[] = [];
  /** By node, the names of its tables, and the shortest time that an entry of any of them lives. */
  private readonly names: (readonly string[])[] = [];
  private readonly shortest: number[] = [];

  constructor({ cluster }: Case, { manager, worker }: Protocol, states: readonly object[]) {
    for (let node = 0; node < states.length; node++) {
      const names = ((node === MANAGER ? manager : worker).expiring ?? []).map(({ table }) => table);
      this.names.push(names);
      this.phases.push((node === MANAGER ? cluster.sweep : cluster.workers[node - 1]?.sweep) ?? 0);
      this.shortest.push(Math.min(...names.map((name) => tableOf(states[node] as object, name).expiry.after)));
      this.looks.push(Infinity);
      this.isUnderWay.push(false);
      this.look(node, states[node] as object);
    }
  }

  /** Does any node of the protocol have tables to sweep? */
  static areIn({ manager, worker }: Protocol): boolean {
    return manager.expiring !== undefined || worker.expiring !== undefined;
  }

  /** A node has had its turn: what it has put into its tables just now lives for a while, and of the rest it is known how long. */
  after(node: number, now: number): void {
    const earliest = now + (this.shortest[node] as number);
    if (earliest >= (this.looks[node] as number) || this.isUnderWay[node] === true) return;
    const at = this.sweepAfter(node, earliest);
    if (at < (this.looks[node] as number)) this.lookAt(node, at);
  }

  /** A node has swept. */
  done(node: number, state: object): void {
    this.isUnderWay[node] = false;
    this.look(node, state);
  }

  /** Has a look at the node whose time is next. That node, with the tables from which something goes; null for nothing. */
  take(states: readonly object[]): { readonly node: number; readonly due: readonly string[] } | null {
    const at = this.next;
    const node = this.looks.indexOf(at);
    const state = states[node] as object;
    const due = (this.names[node] as readonly string[]).filter((name) => tableOf(state, name).earliest < at);
    if (due.length === 0) {
      this.look(node, state);
      return null;
    }
    this.isUnderWay[node] = true;
    this.lookAt(node, Infinity);
    return { node, due };
  }

  private look(node: number, state: object): void {
    let earliest = Infinity;
    for (const name of this.names[node] as readonly string[]) earliest = Math.min(earliest, tableOf(state, name).earliest);
    this.lookAt(node, this.sweepAfter(node, earliest));
  }

  private lookAt(node: number, at: number): void {
    this.looks[node] = at;
    this.next = Math.min(...this.looks);
  }

  /** When the node sweeps first after a time. */
  private sweepAfter(node: number, time: number): number {
    const phase = this.phases[node] as number;
    return phase + (Math.floor((time - phase) / SWEEP_INTERVAL) + 1) * SWEEP_INTERVAL;
  }
}
