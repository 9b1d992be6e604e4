/** Always: what the receiver reads equals what the sender held when it sent. */
import { theNode } from '../model/cluster.ts';
import { describeValue } from '../model/describe.ts';
import type { Violation } from '../model/verdict.ts';
import type { Evidence } from './evidence.ts';

export function noStaleData({ trace }: Evidence, violations: Violation[]): void {
  for (const { event, read } of trace.stale) {
    const from = trace.from[event] as number;
    const to = trace.to[event] as number;
    violations.push({
      check: 'no stale data',
      side: trace.typeName(event),
      severity: 'safety',
      message: `${theNode(to)} read something else in ${trace.typeName(event)} than ${theNode(from)} held when it sent it`,
      workers: from > 0 ? [from] : [to],
      expected: describeValue(trace.bodies[event]),
      actual: describeValue(read),
      events: [event],
    });
  }
}
