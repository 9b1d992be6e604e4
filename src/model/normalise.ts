/**
 * The canonical form of a Case. Every combination of fields is legal: what does not fit together is settled here, by
 * interpretation, so that generators and shrinkers may change one field without looking at the others.
 */
import type { Case } from './case.ts';
import { MANAGER } from './cluster.ts';
import type { Fault } from './faults.ts';
import { isEffective, nodeOf } from './faults.ts';
import { withoutTail } from './schedule.ts';
import { consumes } from './sumstat.ts';
import type { WorkloadEvent } from './workload.ts';
import { fingerprint, FINGERPRINTS } from './workload.ts';

/** The last one known to be canonical: a case is asked for in a row by who makes it, who runs it and who judges it. */
let last: Case | null = null;

/** The case itself where it is canonical already, otherwise its canonical form. */
export function normalise(c: Case): Case {
  if (c !== last) last = canonicalForm(c);
  return last;
}

function canonicalForm(c: Case): Case {
  const workload = normaliseWorkload(c);
  const faults = c.faults.every((f) => hasTarget(f, c)) ? c.faults : c.faults.filter((f) => hasTarget(f, c));
  const schedule = c.schedule.length > 0 && c.schedule[c.schedule.length - 1] === 0 ? withoutTail(c.schedule) : c.schedule;
  if (workload === c.workload && faults === c.faults && schedule === c.schedule) return c;
  return { ...c, workload, faults, schedule };
}

/** By time; workers beyond the last are the last, and the manager observes only where it is alone; what no sumstat wants is left out; fingerprints are written in. */
function normaliseWorkload(c: Case): readonly WorkloadEvent[] {
  const events = isSorted(c.workload) ? c.workload : c.workload.toSorted((a, b) => a.at - b.at);
  const workers = c.cluster.workers.length;
  const counts = c.values === 'fingerprint' ? new Map<string, Map<string, number>>() : null;
  let out: WorkloadEvent[] | null = null;
  for (let i = 0; i < events.length; i++) {
    const event = events[i] as WorkloadEvent;
    const canonical = canonicalEvent(event, c, workers, counts);
    if (canonical !== event && out === null) out = events.slice(0, i);
    if (out !== null && canonical !== null) out.push(canonical);
  }
  return out ?? events;
}

function canonicalEvent(event: WorkloadEvent, c: Case, workers: number, counts: Map<string, Map<string, number>> | null): WorkloadEvent | null {
  if (event.do !== 'observe') {
    for (const sumstat of c.sumstats) if (sumstat.name === event.sumstat) return event;
    return null;
  }
  let wanted = false;
  for (const sumstat of c.sumstats) wanted ||= consumes(sumstat, event.stream);
  if (!wanted) return null;
  let value = event.value;
  if (counts !== null) {
    let byKey = counts.get(event.stream);
    if (byKey === undefined) counts.set(event.stream, (byKey = new Map<string, number>()));
    const i = byKey.get(event.key) ?? 0;
    if (i === FINGERPRINTS) return null;
    byKey.set(event.key, i + 1);
    value = fingerprint(i);
  }
  const worker = event.worker > workers ? workers : event.worker === MANAGER && workers > 0 ? 1 : event.worker;
  return worker === event.worker && Object.is(value, event.value) ? event : { ...event, worker, value };
}

function isSorted(events: readonly WorkloadEvent[]): boolean {
  for (let i = 1; i < events.length; i++) {
    if ((events[i - 1] as WorkloadEvent).at > (events[i] as WorkloadEvent).at) return false;
  }
  return true;
}

/** Is what the fault hits in the case? Copy sites are the protocol's own, and an unknown one hits nothing. */
function hasTarget(fault: Fault, c: Case): boolean {
  return (nodeOf(fault) ?? MANAGER) <= c.cluster.workers.length && isEffective(fault);
}
