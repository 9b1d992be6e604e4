/** The one rendering of values, events and traces as text, used by every report and message. */
import pick from 'lodash/pick.js';
import type { Case } from './case.ts';
import { nodeName } from './cluster.ts';
import type { Fault } from './faults.ts';
import { sparse } from './schedule.ts';
import type { Report, Trace } from './trace.ts';
import { ENVIRONMENT, OBSERVE } from './trace.ts';

/** Fields of a result that stay 0 where their calculation was not applied, and then tell nothing; as others stay null. */
const UNAPPLIED = new Set(['varS', 'stdDev', 'unique', 'hllUnique']);

/** A plain value on one line: sets and maps shown as such, absent fields left out, and what a result has not. */
export function describeValue(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') return Object.is(value, -0) ? '-0' : String(value);
  if (value === null || typeof value !== 'object') return String(value);
  if (value instanceof Set) return `set(${[...value].map(describeValue).join(', ')})`;
  if (value instanceof Map) return `table(${[...value].map(([k, v]) => `${describeValue(k)}: ${describeValue(v)}`).join(', ')})`;
  if (Array.isArray(value)) return `[${value.map(describeValue).join(', ')}]`;
  const isResult = 'uniqueVals' in value;
  const fields = Object.entries(value).filter(([k, v]) => v !== undefined && !(isResult && (v === null || (v === 0 && UNAPPLIED.has(k)))));
  return `{${fields.map(([k, v]) => `${k}: ${describeValue(v)}`).join(', ')}}`;
}

/** Microseconds as a person reads them. */
export function describeMicros(micros: number): string {
  if (micros < 1_000) return `${micros} us`;
  if (micros < 1_000_000) return `${trim(micros / 1_000)} ms`;
  return `${trim(micros / 1_000_000)} s`;
}

function trim(n: number): string {
  return String(Number(n.toFixed(3)));
}

export function describeFault(fault: Fault): string {
  switch (fault.fault) {
    case 'slow-node':
      return `${nodeName(fault.node)} needs ${describeMicros(fault.service)} a message from ${describeMicros(fault.from)} until ${describeMicros(fault.until)}`;
    case 'pause':
      return `${nodeName(fault.node)} is stopped from ${describeMicros(fault.from)} until ${describeMicros(fault.until)}`;
    case 'reorder-link':
      return `messages ${way(fault)} may overtake one another`;
    case 'slow-link':
      return `messages ${way(fault)} take ${describeMicros(fault.extra)} longer from ${describeMicros(fault.from)} until ${describeMicros(fault.until)}`;
    case 'loss':
      return `message ${fault.nth} ${way(fault)} is lost`;
    case 'duplicate':
      return `message ${fault.nth} ${way(fault)} arrives a second time, ${describeMicros(fault.after)} later`;
    case 'partition':
      return `what ${nodeName(fault.worker)} and the manager send one another from ${describeMicros(fault.from)} until ${describeMicros(fault.until)} is lost`;
    case 'crash': {
      const after = fault.restart === undefined ? '' : `, and starts anew ${describeMicros(fault.restart)} later`;
      return `${nodeName(fault.worker)} dies at ${describeMicros(fault.at)}, which the manager is told ${describeMicros(fault.noticed)} later${after}`;
    }
    case 'leave': {
      const after = fault.back === undefined ? '' : `, and is back ${describeMicros(fault.back)} later`;
      return `${nodeName(fault.worker)} is cut off at ${describeMicros(fault.at)}, which the manager is told ${describeMicros(fault.noticed)} later${after}`;
    }
    case 'join':
      return `${nodeName(fault.worker)} starts at ${describeMicros(fault.at)}`;
    case 'hello':
      return `${nodeName(fault.worker)} says hello again at ${describeMicros(fault.at)}`;
    case 'missing-copy':
      return `copy() is left out at ${fault.site}`;
  }
}

function way({ worker, toward }: { readonly worker: number; readonly toward: 'manager' | 'worker' }): string {
  return toward === 'manager' ? `from ${nodeName(worker)} to the manager` : `from the manager to ${nodeName(worker)}`;
}

/** `worker-1 -> manager cluster_send_result {...}`, a timer or a workload event alike. */
export function describeEvent(trace: Trace, event: number): string {
  const from = trace.from[event] as number;
  const to = nodeName(trace.to[event] as number);
  const body = describeValue(trace.type[event] === OBSERVE ? pick(trace.bodies[event], ['stream', 'key', 'value']) : trace.bodies[event]);
  if (from === ENVIRONMENT) return `${to}: ${trace.typeName(event)} ${body}`;
  if (!trace.isMessage(event)) return `${to}: timer ${trace.typeName(event)} ${body}`;
  return `${nodeName(from)} -> ${to}: ${trace.typeName(event)} ${body}`;
}

export function describeReport(report: Report): string {
  switch (report.kind) {
    case 'result':
      return `epoch_result(${report.sumstat}, epoch ${report.epoch}, ${describeValue(report.key)}) = ${describeValue(report.result)}`;
    case 'finished': {
      const missing = report.missing.length > 0 ? `, missing ${report.missing.map(nodeName).join(', ')}` : '';
      return `epoch_finished(${report.sumstat}, epoch ${report.epoch}${missing})`;
    }
    case 'cancelled':
      return `epoch_cancelled(${report.sumstat}, epoch ${report.epoch}): ${report.why}`;
    case 'crossing':
      return `threshold_crossed(${report.sumstat}, ${describeValue(report.key)}, limit ${report.index + 1}) = ${describeValue(report.result)}`;
    case 'answer':
      return `answer to request ${report.request} = ${report.why === '' ? describeValue(report.result) : report.why}`;
  }
}

/** A whole trace, a line each event in the order of handling with the reports beneath, then what was never handled. */
export function describeTrace(trace: Trace): string {
  return traceLines(trace)
    .map((line) => line.text)
    .join('\n');
}

export interface TraceLine {
  /** The event that it is about; -1 where it is about the whole run. */
  readonly event: number;
  readonly text: string;
}

export function traceLines(trace: Trace): TraceLine[] {
  const lines: TraceLine[] = [];
  const say = (event: number, text: string): void => void lines.push({ event, text });
  let next = 0;
  let late = 0;
  for (let step = 0; step < trace.steps; step++) {
    const event = trace.order[step] as number;
    say(event, `${String(step).padStart(4)} ${String(trace.handledAt[event]).padStart(10)} us  #${event} ${describeEvent(trace, event)}`);
    if (trace.stale[late]?.event === event) say(event, `                      but read as ${describeValue(trace.stale[late++]?.read)}`);
    for (; next < trace.reports.length && (trace.reports[next] as Report).step === step; next++) {
      say(event, `                      ${describeReport(trace.reports[next] as Report)}`);
    }
  }
  const lost = new Set(trace.lost);
  for (let event = 0; event < trace.length; event++) {
    if (trace.step[event] === -1) say(event, `${lost.has(event) ? 'lost         ' : 'never handled'}         #${event} ${describeEvent(trace, event)}`);
  }
  for (const { event, text } of trace.warnings) say(event, `warning at #${event}: ${text}`);
  for (const c of trace.containers) say(-1, `holds ${nodeName(c.node)} ${c.name}: ${c.before} -> ${c.after}`);
  say(-1, `ended: ${describeValue(trace.ending)}`);
  return lines;
}

/** A case in one sentence: `2 workers, 1 key, 1 epoch, 1 observation, 1 event passed over`. */
export function describeCase(c: Case): string {
  const keys = new Set<string>();
  let epochs = 0;
  let requests = 0;
  let observations = 0;
  for (const event of c.workload) {
    if (event.do === 'collect') epochs++;
    else {
      keys.add(event.key);
      if (event.do === 'request') requests++;
      else observations++;
    }
  }
  const parts = [
    plural(c.cluster.workers.length, 'worker'),
    keys.size > 0 ? plural(keys.size, 'key') : '',
    epochs > 0 ? plural(epochs, 'epoch') : '',
    requests > 0 ? plural(requests, 'request') : '',
    plural(observations, 'observation'),
    c.faults.length > 0 ? plural(c.faults.length, 'fault') : '',
    ...Object.entries(sparse(c.schedule)).map(([step, passed]) => `${plural(passed, 'event')} passed over at step ${step}`),
  ];
  return parts.filter((part) => part !== '').join(', ');
}

export function plural(n: number, noun: string, nouns = `${noun}s`): string {
  return `${n === 0 ? 'no' : n.toLocaleString('en-US')} ${n === 1 ? noun : nouns}`;
}
