/** Reports for machines: one JSON object. Cases are in it as files hold them, so that what is cut out of it can be run. */
import { plainCase } from '../model/case-file.ts';
import type { Case } from '../model/case.ts';

export function jsonReport(report: object): string {
  return JSON.stringify(report, plain, 2);
}

function plain(name: string, value: unknown): unknown {
  if (name === 'case' && isCase(value)) return plainCase(value);
  if (value instanceof Set || value instanceof Map) return [...(value as Iterable<unknown>)];
  // Time that never ends: JSON has no word for it.
  return value === Infinity ? null : value;
}

function isCase(value: unknown): value is Case {
  return typeof value === 'object' && value !== null && 'workload' in value && Array.isArray((value as Partial<Case>).schedule);
}
