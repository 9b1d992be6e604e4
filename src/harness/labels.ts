/** What a run reached, from its Case and Trace: the hard regions in which bugs live, and whether the campaign has been there. */
import type { Case } from '../model/case.ts';
import { MANAGER } from '../model/cluster.ts';
import type { FaultKind } from '../model/faults.ts';
import type { Trace } from '../model/trace.ts';
import { COLLECT, OBSERVE, WORKER_STOP } from '../model/trace.ts';

export const LABELS = [
  'hot',
  'two epochs open at once',
  'request between two observations of its key',
  'serialize',
  'reference',
  'cached',
  '1 worker',
  '2 workers',
  '3 workers',
  '4 to 6 workers',
  'several epochs',
  'a key held by one worker only',
  'a slow node',
  'a node that stops',
  'messages of a link overtook one another',
  'a link that is slow for a while',
  'a message lost',
  'a message that comes twice',
  'a worker and the manager cut off',
  'a worker that dies',
  'a worker that dies while an epoch is collected',
  'a worker that is away',
  'a worker that comes later',
  'a worker that says hello again',
  'an epoch that ends without a worker',
  'out of the order of time',
  'a threshold',
  'a limit crossed between two ends',
  'a limit crossed at an end',
  'two looks at a key at once',
] as const;
export type Label = (typeof LABELS)[number];

/** What a case reaches that has a fault of a kind. A copy that is left out is pinned, and no region to reach. */
export const LABEL_OF_FAULT: { readonly [kind in Exclude<FaultKind, 'missing-copy'>]: Label } = {
  'slow-node': 'a slow node',
  pause: 'a node that stops',
  'reorder-link': 'messages of a link overtook one another',
  'slow-link': 'a link that is slow for a while',
  loss: 'a message lost',
  duplicate: 'a message that comes twice',
  partition: 'a worker and the manager cut off',
  crash: 'a worker that dies',
  leave: 'a worker that is away',
  join: 'a worker that comes later',
  hello: 'a worker that says hello again',
};

export function labelsOf(c: Case, trace: Trace): Label[] {
  const labels: Label[] = [c.transport];
  const workers = c.cluster.workers.length;
  if (workers > 0) labels.push(workers === 1 ? '1 worker' : workers === 2 ? '2 workers' : workers === 3 ? '3 workers' : '4 to 6 workers');
  if (c.workload.filter((event) => event.do === 'collect').length > 1) labels.push('several epochs');
  if (holdsRareKey(c)) labels.push('a key held by one worker only');
  for (const [kind, label] of Object.entries(LABEL_OF_FAULT)) if (c.faults.some((fault) => fault.fault === kind)) labels.push(label);
  if (c.schedule.length > 0) labels.push('out of the order of time');
  if (c.sumstats.some((sumstat) => sumstat.threshold !== undefined)) labels.push('a threshold');
  const crossings = trace.reports.filter((report) => report.kind === 'crossing').map((report) => trace.type[trace.root[report.event] as number] === COLLECT);
  if (crossings.includes(false)) labels.push('a limit crossed between two ends');
  if (crossings.includes(true)) labels.push('a limit crossed at an end');
  if (looksTwice(trace)) labels.push('two looks at a key at once');
  const { open, overlapping } = openEpochs(trace);
  if (overlapping) labels.push('two epochs open at once');
  if (open.some(([start, end]) => isWithin(trace, OBSERVE, start, end))) labels.push('hot');
  if (open.some(([start, end]) => isWithin(trace, WORKER_STOP, start, end))) labels.push('a worker that dies while an epoch is collected');
  if (trace.reports.some((report) => report.missing.length > 0)) labels.push('an epoch that ends without a worker');
  if (requestBetween(c, trace)) labels.push('request between two observations of its key');
  return labels;
}

/** One key that several workers could have, and only one has. */
function holdsRareKey(c: Case): boolean {
  if (c.cluster.workers.length === 1) return false;
  const holders = new Map<string, number>();
  for (const event of c.workload) {
    if (event.do !== 'observe') continue;
    const holder = holders.get(event.key);
    holders.set(event.key, holder === undefined || holder === event.worker ? event.worker : 0);
  }
  return [...holders.values()].some((holder) => holder > 0);
}

/** From the step of each collection to that of its end. */
function openEpochs(trace: Trace): { open: (readonly [start: number, end: number])[]; overlapping: boolean } {
  const open: (readonly [number, number])[] = [];
  for (let step = 0; step < trace.steps; step++) {
    const event = trace.order[step] as number;
    if (trace.type[event] !== COLLECT) continue;
    const { sumstat, epoch } = trace.bodies[event] as { sumstat: string; epoch: number };
    const end = trace.reports.find((report) => report.kind !== 'result' && report.sumstat === sumstat && report.epoch === epoch);
    open.push([step, end?.step ?? trace.steps]);
  }
  const overlapping = open.some(([start], i) => open.some(([from, to], j) => j !== i && from < start && start < to));
  return { open, overlapping };
}

function isWithin(trace: Trace, type: number, start: number, end: number): boolean {
  for (let step = start + 1; step < end; step++) if (trace.type[trace.order[step] as number] === type) return true;
  return false;
}

/** Did the manager ask all workers for a key, since one had observed it, while the answers to the same question were still out? */
function looksTwice(trace: Trace): boolean {
  const looks = new Map<number, { readonly key: unknown; readonly asked: number; answered: number }>();
  for (let event = 0; event < trace.length; event++) {
    if (!trace.isMessage(event) || trace.type[trace.root[event] as number] !== OBSERVE) continue;
    const cause = trace.cause[event] as number;
    if (trace.from[event] === MANAGER) {
      const { key } = trace.bodies[event] as { readonly key?: unknown };
      if (trace.group[event] === event) looks.set(event, { key, asked: trace.step[cause] as number, answered: -1 });
    } else {
      const look = looks.get(trace.group[cause] as number);
      if (look !== undefined) look.answered = Math.max(look.answered, trace.step[event] as number);
    }
  }
  const all = [...looks.values()];
  return all.some((look) => all.some((other) => other !== look && other.key === look.key && other.asked <= look.asked && look.asked < other.answered));
}

function requestBetween(c: Case, trace: Trace): boolean {
  const stepsOf = (kind: 'observe' | 'request', key: string): number[] =>
    c.workload.flatMap((event, i) => (event.do === kind && event.key === key ? [trace.step[i] as number] : []));
  return c.workload.some((event) => {
    if (event.do !== 'request') return false;
    const seen = stepsOf('observe', event.key);
    return stepsOf('request', event.key).some((asked) => seen.some((s) => s < asked) && seen.some((s) => s > asked));
  });
}
