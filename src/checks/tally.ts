/** What was sent in a run, by tree of causes and by type. The trees beneath observations count as one: that of all looks. */
import { MANAGER } from '../model/cluster.ts';
import type { Evidence } from './evidence.ts';

/** The tree of all looks; that of the question q is q + 1. */
export const LOOKS = 0;

export interface Tally {
  /** By tree and then type, how many messages were sent, a broadcast counted once. */
  readonly sent: readonly number[];
  /** By tree, how many limits were found crossed. */
  readonly crossings: readonly number[];
  /** How often the manager took a look: it sent something in answer to what a worker had sent as it observed. */
  readonly views: number;
}

/** In one pass over the columns of the trace: it is done for most cases. */
export function tallyOf({ case: c, trace, questions }: Evidence): Tally {
  const { cause, from, group, length, root, to, type } = trace;
  const types = trace.types.length;
  const own = c.workload.length;
  const trees = new Array<number>(own).fill(LOOKS);
  for (let q = 0; q < questions.length; q++) trees[questions[q]?.event as number] = q + 1;
  // Plain arrays: typed ones that are so small take longer to make than to fill.
  const sent = new Array<number>((questions.length + 1) * types).fill(0);
  let views = 0;
  let answering = -1;
  for (let event = own; event < length; event++) {
    // A timer is from a node to itself; what a node does by itself is from nobody.
    if (group[event] !== event || from[event] === to[event] || (from[event] as number) < MANAGER) continue;
    const beneath = root[event] as number;
    const slot = (trees[beneath] as number) * types + (type[event] as number);
    sent[slot] = (sent[slot] as number) + 1;
    if (slot >= types || from[event] !== MANAGER || cause[event] === answering) continue;
    answering = cause[event] as number;
    if (cause[answering] === beneath) views++;
  }
  const crossings = new Array<number>(questions.length + 1).fill(0);
  for (const report of trace.reports) {
    if (report.kind !== 'crossing') continue;
    const tree = trees[root[report.event] as number] as number;
    crossings[tree] = (crossings[tree] as number) + 1;
  }
  return { sent, crossings, views };
}
