/** The order in which replies reached the real manager, and the schedule that has ours take them in the same. */
import { protocolNamed } from '../../src/adapters/registry.ts';
import type { Preference } from '../../src/explorers/preferring.ts';
import { Preferring } from '../../src/explorers/preferring.ts';
import type { Case } from '../../src/model/case.ts';
import { MANAGER } from '../../src/model/cluster.ts';
import { keyOf } from '../../src/model/key.ts';
import type { Key } from '../../src/model/key.ts';
import type { Schedule } from '../../src/model/schedule.ts';
import { withoutTail } from '../../src/model/schedule.ts';
import type { Trace } from '../../src/model/trace.ts';
import { simulate } from '../../src/simulator/simulate.ts';

/** Events that the real manager handled or raised; `collection` numbers what we call uids. */
export type Arrivals = readonly { readonly event: string; readonly from?: string; readonly collection?: number; readonly key?: Key; readonly cleanup?: boolean }[];

/** By question (the n-th collection with its key, or the n-th look at a key), the workers in the order in which they replied. */
export type Order = ReadonlyMap<string, readonly number[]>;

export function arrivalsOf(arrivals: Arrivals, names: readonly string[]): Order {
  const order = new Map<string, number[]>();
  const questions = new Questions();
  for (const { event, from, collection, key, cleanup } of arrivals) {
    if (event !== 'cluster_send_result' || from === undefined || collection === undefined || key === undefined) continue;
    const question = questions.name(collection, keyOf(key), cleanup === true);
    const replies = order.get(question);
    if (replies === undefined) order.set(question, [names.indexOf(from) + 1]);
    else replies.push(names.indexOf(from) + 1);
  }
  return order;
}

/** Runs the case with replies held back until it is their turn. */
export function scheduleFor(c: Case, order: Order): Schedule {
  const chooser = new Preferring(new InTurn(order));
  simulate(c, protocolNamed(c.protocol), chooser);
  return withoutTail(chooser.schedule);
}

/** Numbers questions by their first reply, so that two runs with other uids name them alike. */
class Questions {
  private readonly collections: number[] = [];
  private readonly looks = new Map<string, number[]>();

  name(uid: number, key: string, cleanup: boolean): string {
    let uids = this.collections;
    if (!cleanup) {
      uids = this.looks.get(key) ?? [];
      this.looks.set(key, uids);
    }
    if (!uids.includes(uid)) uids.push(uid);
    return `${cleanup ? 'collection' : 'look'} ${uids.indexOf(uid)} ${key}`;
  }
}

class InTurn implements Preference {
  private readonly order: Order;
  private readonly questions = new Questions();
  private readonly taken = new Map<string, number>();

  constructor(order: Order) {
    this.order = order;
  }

  rank(trace: Trace, event: number): number {
    const question = this.questionOf(trace, event);
    if (question === null) return 0;
    const turn = this.order.get(question)?.indexOf(trace.from[event] as number) ?? -1;
    return turn === -1 || turn === (this.taken.get(question) ?? 0) ? 0 : 1;
  }

  took(trace: Trace, event: number): void {
    const question = this.questionOf(trace, event);
    if (question !== null) this.taken.set(question, (this.taken.get(question) ?? 0) + 1);
  }

  private questionOf(trace: Trace, event: number): string | null {
    if (trace.to[event] !== MANAGER || trace.typeName(event) !== 'cluster_send_result') return null;
    const { uid, key, cleanup } = trace.bodies[event] as { uid: number; key: string; cleanup: boolean };
    return this.questions.name(uid, key, cleanup);
  }
}
