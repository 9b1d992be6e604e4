/** How long messages travel: latencies drawn by key, and links that keep their order unless a fault lets them not. */
import type { Case } from '../model/case.ts';
import { MANAGER } from '../model/cluster.ts';
import { below, mix } from './keyed-draw.ts';

export class Links {
  private nodes = 0;
  /** Links in use: those from and to the manager, and from the first message between workers on also those between them. */
  private count = 0;
  private seed = 0;
  private least = 0;
  private spread = 0;
  /** By node; the manager's is fixed, so that its draws outlast the removal of workers. */
  private salts: number[] = [];
  /** By link, what all its draws are keyed by. */
  private keys = new Int32Array(0);
  /** By link, the latest arrival so far. */
  private latest = new Float64Array(0);
  /** By type and link, how many messages were sent. */
  private ordinals = new Uint32Array(0);
  /** By link: 1 where messages may overtake one another. */
  private unordered = new Uint8Array(0);
  private anyUnordered = false;

  /** Makes the links of a case, all of them at rest. */
  reset(c: Case): void {
    const { min, max } = c.cluster.latency;
    this.nodes = c.cluster.workers.length + 1;
    this.seed = mix(0x5eed, c.seed);
    this.least = min;
    this.spread = max - min + 1;
    this.salts.length = 0;
    this.salts.push(0x3a7a6e);
    for (const worker of c.cluster.workers) this.salts.push(worker.salt);
    this.count = 2 * this.nodes;
    this.makeRoom(this.count);
    this.latest.fill(0, 0, this.count);
    if (this.spread > 1) {
      this.ordinals.fill(0);
      for (let node = 1; node < this.nodes; node++) {
        this.setKey(MANAGER, node);
        this.setKey(node, MANAGER);
      }
    }
    if (this.anyUnordered) this.unordered.fill(0);
    this.anyUnordered = false;
    for (const fault of c.faults) {
      if (fault.fault !== 'reorder-link' || fault.worker >= this.nodes) continue;
      this.unordered[fault.toward === 'manager' ? this.nodes + fault.worker : fault.worker] = 1;
      this.anyUnordered = true;
    }
  }

  /** When a message that is sent now arrives. */
  arrival(from: number, to: number, type: number, typeHash: number, now: number): number {
    const link = this.link(from, to);
    if (link >= this.count) this.addPeers();
    let arrival = now + this.least;
    if (this.spread > 1) {
      const slot = type * this.count + link;
      if (slot >= this.ordinals.length) this.addTypes(type + 1);
      const ordinal = (this.ordinals[slot] as number)++;
      arrival += below(mix(mix(this.keys[link] as number, typeHash), ordinal), this.spread);
    }
    if (this.anyUnordered && this.unordered[link] === 1) return arrival;
    const latest = this.latest[link] as number;
    if (arrival < latest) return latest;
    this.latest[link] = arrival;
    return arrival;
  }

  /** May messages of this link overtake one another? */
  isUnordered(from: number, to: number): boolean {
    return this.anyUnordered && from >= 0 && this.unordered[this.link(from, to)] === 1;
  }

  /** The number of a link; the manager's are side by side, since they are the ones in use. */
  private link(from: number, to: number): number {
    if (from === MANAGER) return to;
    if (to === MANAGER) return this.nodes + from;
    return (1 + from) * this.nodes + to;
  }

  private setKey(from: number, to: number): void {
    this.keys[this.link(from, to)] = mix(mix(this.seed, this.salts[from] as number), this.salts[to] as number);
  }

  private addPeers(): void {
    const before = this.count;
    const ordinals = this.ordinals;
    this.count = (1 + this.nodes) * this.nodes;
    this.makeRoom(this.count);
    this.latest.fill(0, before, this.count);
    if (this.spread === 1) return;
    const types = Math.ceil(ordinals.length / before);
    this.ordinals = new Uint32Array(types * this.count);
    for (let type = 0; type < types; type++) this.ordinals.set(ordinals.subarray(type * before, (type + 1) * before), type * this.count);
    for (let from = 1; from < this.nodes; from++) for (let to = 1; to < this.nodes; to++) this.setKey(from, to);
  }

  private addTypes(types: number): void {
    const wider = new Uint32Array(types * this.count);
    wider.set(this.ordinals);
    this.ordinals = wider;
  }

  private makeRoom(links: number): void {
    if (links <= this.latest.length) return;
    const latest = new Float64Array(links);
    latest.set(this.latest);
    this.latest = latest;
    const unordered = new Uint8Array(links);
    unordered.set(this.unordered);
    this.unordered = unordered;
    const keys = new Int32Array(links);
    keys.set(this.keys);
    this.keys = keys;
  }
}
