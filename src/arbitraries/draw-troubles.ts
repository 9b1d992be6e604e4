/**
 * What goes wrong beside slow nodes: messages lost, late or twice, workers that stop, die, leave and come. Placed around what
 * is asked, since hardly anything else is on the way at other times. Drawn from a stream of their own, so that what is tolerated
 * does not change the rest of a case.
 */
import fc from 'fast-check';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { Fault, FaultKind } from '../model/faults.ts';
import type { WorkloadEvent } from '../model/workload.ts';
import type { Profile } from './profile.ts';
import { weighted } from './profile.ts';
import type { CaseSpace } from './space.ts';

/** How long something lasts, in microseconds: from less than a hop to longer than any timeout of the field. */
const SPANS = [300, 3_000, 40_000, 2_000_000, 70_000_000] as const;

/** How far from what is asked, in microseconds, and farther where messages take longer. */
const AROUND = 6_000;

/** How many, where few kinds are tolerated, and where most are. */
const FEW = weighted([6, 0], [3, 1], [2, 2], [1, 4]);
const MANY = weighted([2, 0], [3, 1], [4, 2], [4, 4]);
const NTH = weighted([5, 1], [3, 2], [1, 3], [1, 5]);

/** The kinds that are drawn elsewhere: they have dimensions of their own, or are pinned. */
const ELSEWHERE: ReadonlySet<FaultKind> = new Set(['slow-node', 'reorder-link', 'missing-copy']);

/** What is drawn twice as often as others: most of what a protocol must make up for comes of these. */
const OFTEN: ReadonlySet<FaultKind> = new Set(['loss', 'crash']);

export class Troubles {
  private readonly mrng: fc.Random;
  private readonly kinds: readonly FaultKind[];
  private readonly count: number;

  constructor({ seed }: Profile, { faults, isAlone }: CaseSpace) {
    this.mrng = new fc.Random(xoroshiro128plus(seed));
    this.kinds = isAlone ? [] : faults.flatMap((kind) => (ELSEWHERE.has(kind) ? [] : OFTEN.has(kind) ? [kind, kind] : [kind]));
    this.count = this.kinds.length === 0 ? 0 : (this.kinds.length > 4 ? MANY : FEW)(this.mrng);
  }

  /** How long each collection may take the longer for it, in microseconds. */
  get delay(): number {
    return this.count * (SPANS.at(-1) as number);
  }

  faults(workers: number, spread: number, events: readonly WorkloadEvent[]): Fault[] {
    const faults: Fault[] = [];
    for (let i = 0; i < this.count; i++) faults.push(this.fault(this.pick(this.kinds), this.mrng.nextInt(1, workers), this.moment(events, spread)));
    return faults;
  }

  private fault(kind: FaultKind, worker: number, at: number): Fault {
    const { mrng } = this;
    const span = (): number => this.pick(SPANS);
    const maybe = <T>(some: T): T | Record<never, never> => (mrng.nextInt(0, 1) === 0 ? {} : some);
    const noticed = (): number => (mrng.nextInt(0, 2) === 0 ? span() : 0);
    const toward = mrng.nextInt(0, 1) === 0 ? 'manager' : 'worker';
    switch (kind) {
      case 'pause':
        return { fault: kind, node: mrng.nextInt(0, 3) === 0 ? 0 : worker, from: at, until: at + span() };
      case 'slow-link':
        return { fault: kind, worker, toward, extra: span(), from: at, until: at + span() };
      case 'loss':
        return { fault: kind, worker, toward, nth: NTH(mrng) };
      case 'duplicate':
        return { fault: kind, worker, toward, nth: NTH(mrng), after: mrng.nextInt(0, 1) * span() };
      case 'partition':
        return { fault: kind, worker, from: at, until: at + span() };
      case 'crash':
        return { fault: kind, worker, at, noticed: noticed(), ...maybe({ restart: span() }) };
      case 'leave':
        return { fault: kind, worker, at, noticed: noticed(), ...maybe({ back: span() }) };
      case 'join':
      case 'hello':
        return { fault: kind, worker, at };
      default:
        throw new RangeError(`faults of the kind ${kind} are drawn elsewhere`);
    }
  }

  /** Shortly before something is asked, or while it is answered. */
  private moment(events: readonly WorkloadEvent[], spread: number): number {
    const asked = events.filter((event) => event.do !== 'observe');
    const near = asked.length === 0 ? 0 : this.pick(asked).at;
    const isBefore = this.mrng.nextInt(0, 1) === 0;
    return Math.max(0, isBefore ? near - this.mrng.nextInt(0, AROUND) : near + this.mrng.nextInt(0, AROUND + 2 * spread));
  }

  private pick<T>(items: readonly T[]): T {
    return items[this.mrng.nextInt(0, items.length - 1)] as T;
  }
}
