/** Eventually: when all is over, every container holds what it held at the start, but for those that hold data at rest. */
import { theNode } from '../model/cluster.ts';
import { plural } from '../model/describe.ts';
import type { Violation } from '../model/verdict.ts';
import type { Evidence } from './evidence.ts';

export function noResidue({ trace }: Evidence, violations: Violation[]): void {
  if (trace.ending.kind !== 'quiescent') return;
  for (const { node, name, before, after } of trace.containers) {
    violations.push({
      check: 'no residue',
      side: `${node === 0 ? 'manager' : 'worker'}.${name}`,
      severity: 'safety',
      message: `${theNode(node)} still holds ${plural(after, 'entry', 'entries')} in ${name} when all is over; it began with ${plural(before, 'entry', 'entries')}`,
      ...(node > 0 ? { workers: [node] } : {}),
      expected: String(before),
      actual: String(after),
    });
  }
}
