/** What a run reached, from its Case and Trace: the hard regions in which bugs live, and whether the campaign has been there. */
import type { Case } from '../model/case.ts';
import { MANAGER } from '../model/cluster.ts';
import type { Trace } from '../model/trace.ts';
import { COLLECT, OBSERVE } from '../model/trace.ts';

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
  'messages of a link overtook one another',
  'out of the order of time',
  'a threshold',
  'a limit crossed between two ends',
  'a limit crossed at an end',
  'two looks at a key at once',
] as const;
export type Label = (typeof LABELS)[number];

export function labelsOf(c: Case, trace: Trace): Label[] {
  const labels: Label[] = [c.transport];
  const workers = c.cluster.workers.length;
  if (workers > 0) labels.push(workers === 1 ? '1 worker' : workers === 2 ? '2 workers' : workers === 3 ? '3 workers' : '4 to 6 workers');
  if (c.workload.filter((event) => event.do === 'collect').length > 1) labels.push('several epochs');
  if (holdsRareKey(c)) labels.push('a key held by one worker only');
  if (c.faults.some((fault) => fault.fault === 'slow-node')) labels.push('a slow node');
  if (c.faults.some((fault) => fault.fault === 'reorder-link')) labels.push('messages of a link overtook one another');
  if (c.schedule.length > 0) labels.push('out of the order of time');
  if (c.sumstats.some((sumstat) => sumstat.threshold !== undefined)) labels.push('a threshold');
  const crossings = trace.reports.filter((report) => report.kind === 'crossing').map((report) => trace.type[trace.root[report.event] as number] === COLLECT);
  if (crossings.includes(false)) labels.push('a limit crossed between two ends');
  if (crossings.includes(true)) labels.push('a limit crossed at an end');
  if (looksTwice(trace)) labels.push('two looks at a key at once');
  const { open, overlapping } = openEpochs(trace);
  if (overlapping) labels.push('two epochs open at once');
  if (open.some(([start, end]) => observesWithin(trace, start, end))) labels.push('hot');
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

function observesWithin(trace: Trace, start: number, end: number): boolean {
  for (let step = start + 1; step < end; step++) if (trace.type[trace.order[step] as number] === OBSERVE) return true;
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
