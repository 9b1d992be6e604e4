/** How long messages travel: latencies drawn by key, and links that keep their order unless a fault lets them not. */
import type { Case } from '../model/case.ts';
import { MANAGER } from '../model/cluster.ts';
import type { ReorderLink } from '../model/faults.ts';
import { below, mix } from './keyed-draw.ts';

export class Links {
  private nodes = 0;
  private types = 0;
  private seed = 0;
  private least = 0;
  private spread = 0;
  /** By node; the manager's is fixed, so that its draws outlast the removal of workers. */
  private salts: number[] = [];
  /** By link, the latest arrival so far. */
  private latest = new Float64Array(0);
  /** By link and type, how many messages were sent. */
  private ordinals = new Uint32Array(0);
  /** By link: 1 where messages may overtake one another. */
  private unordered = new Uint8Array(0);
  private anyUnordered = false;

  /** Makes the links of a case, all of them at rest. */
  reset(c: Case, types: number): void {
    this.nodes = c.cluster.workers.length + 1;
    this.types = types;
    this.seed = mix(0x5eed, c.seed);
    this.least = c.cluster.latency.min;
    this.spread = c.cluster.latency.max - c.cluster.latency.min + 1;
    this.salts.length = 0;
    this.salts.push(0x3a7a6e);
    for (const worker of c.cluster.workers) this.salts.push(worker.salt);
    const links = this.nodes * this.nodes;
    if (this.latest.length < links) {
      this.latest = new Float64Array(links);
      this.unordered = new Uint8Array(links);
    } else {
      this.latest.fill(0, 0, links);
      this.unordered.fill(0, 0, links);
    }
    if (this.spread > 1) this.forgetOrdinals(links * types);
    this.anyUnordered = false;
    for (const fault of c.faults) if (fault.fault === 'reorder-link' && fault.worker < this.nodes) this.loosen(fault);
  }

  /** When a message that is sent now arrives. */
  arrival(from: number, to: number, type: number, typeHash: number, now: number): number {
    const link = from * this.nodes + to;
    let arrival = now + this.least;
    if (this.spread > 1) {
      if (type >= this.types) this.widen(type + 1);
      const slot = link * this.types + type;
      const ordinal = (this.ordinals[slot] as number)++;
      const ends = mix(mix(this.seed, this.salts[from] as number), this.salts[to] as number);
      arrival += below(mix(mix(ends, typeHash), ordinal), this.spread);
    }
    if (this.anyUnordered && this.unordered[link] === 1) return arrival;
    const latest = this.latest[link] as number;
    if (arrival < latest) return latest;
    this.latest[link] = arrival;
    return arrival;
  }

  /** May messages of this link overtake one another? */
  isUnordered(from: number, to: number): boolean {
    return this.anyUnordered && from >= 0 && this.unordered[from * this.nodes + to] === 1;
  }

  private loosen({ worker, toward }: ReorderLink): void {
    const from = toward === 'manager' ? worker : MANAGER;
    const to = toward === 'manager' ? MANAGER : worker;
    this.unordered[from * this.nodes + to] = 1;
    this.anyUnordered = true;
  }

  /** Makes room for a type that nobody handles and that is sent for the first time. */
  private widen(types: number): void {
    const links = this.nodes * this.nodes;
    const wider = new Uint32Array(links * types);
    for (let link = 0; link < links; link++) wider.set(this.ordinals.subarray(link * this.types, (link + 1) * this.types), link * types);
    this.ordinals = wider;
    this.types = types;
  }

  private forgetOrdinals(slots: number): void {
    if (this.ordinals.length < slots) this.ordinals = new Uint32Array(slots);
    else this.ordinals.fill(0, 0, slots);
  }
}
