/** Always: what the receiver reads equals what the sender held when it sent. */
import { nodeName } from '../model/cluster.ts';
import { describeEvent } from '../model/describe.ts';
import type { Violation } from '../model/verdict.ts';
import type { Evidence } from './evidence.ts';

export function noStaleData({ trace, case: c }: Evidence, violations: Violation[]): void {
  if (c.transport === 'serialize') return;
  for (let step = 0; step < trace.steps; step++) {
    const event = trace.order[step] as number;
    if (trace.sentDigest[event] === trace.readDigest[event] || !trace.isMessage(event)) continue;
    const from = trace.from[event] as number;
    violations.push({
      check: 'no stale data',
      side: trace.typeName(event),
      severity: 'safety',
      message: `the ${nodeName(trace.to[event] as number)} read something else than ${nodeName(from)} held when it sent ${describeEvent(trace, event)}`,
      workers: from > 0 ? [from] : [trace.to[event] as number],
      events: [event],
    });
  }
}
