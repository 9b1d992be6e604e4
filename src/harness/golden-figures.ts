/** The figures of a result beside those that are expected of it. */
import isEqual from 'lodash/isEqual.js';
import type { Case } from '../model/case.ts';
import { describeValue } from '../model/describe.ts';
import type { Expected, Figures, Streams } from '../model/expected.ts';
import type { ResultVal, TopK } from '../model/result.ts';
import { oldestFirst } from '../model/result.ts';
import type { FigureDifference } from '../model/run-report.ts';
import { keyCounted } from '../model/sumstat.ts';
import type { Report } from '../model/trace.ts';
import type { Value } from '../model/value.ts';

/** @param streams what is expected of each; null for no data */
export function differencesOf(c: Case, streams: Streams | null, report: Report, decimals: Expected['decimals']): FigureDifference[] {
  if (report.why !== '') return [{ of: '', expected: describeValue(streams), actual: report.why }];
  if (streams === null) return report.result === null ? [] : [{ of: '', expected: 'no data', actual: describeValue(report.result) }];
  const differences: FigureDifference[] = [];
  for (const [stream, figures] of Object.entries(streams)) {
    const value = report.result?.[stream];
    if (value === undefined) {
      // Not there and without an observation are the same.
      if (figures.num !== 0) differences.push({ of: stream, expected: 'there', actual: 'absent' });
      continue;
    }
    for (const [name, wanted] of Object.entries(figures)) {
      const difference = differenceOf(name as keyof Figures, wanted, value, decimals, () => observedBy(c, stream, report.key));
      if (difference !== null) differences.push({ ...difference, of: `${stream}.${difference.of}` });
    }
  }
  for (const [stream, value] of Object.entries(report.result ?? {})) {
    if (streams[stream] === undefined && value.num > 0) differences.push({ of: stream, expected: 'absent', actual: describeValue(value) });
  }
  return differences;
}

function differenceOf(name: keyof Figures, wanted: unknown, value: ResultVal, decimals: Expected['decimals'], observed: () => Value[]): FigureDifference | null {
  switch (name) {
    case 'uniqueVals':
      return unordered(name, wanted as Value[] | null, value.uniqueVals === null ? null : [...value.uniqueVals]);
    case 'last':
      return ordered(name, wanted, value.last === null ? null : oldestFirst(value.last));
    case 'samples':
      return unordered(name, wanted as Value[], value.sample?.elements ?? []);
    case 'sampleCount':
      return sampled(wanted as number, value.sample?.elements ?? [], observed());
    case 'sampleElements':
      return ordered(name, wanted, value.sample?.seen ?? 0);
    case 'top':
      return (wanted as NonNullable<Figures['top']>).map((top) => ordered(`top(${top.k})`, top.values, alike(topOf(value.topk, top.k), top.values))).find((difference) => difference !== null) ?? null;
    default:
      return number(name, wanted as number | null, value[name], decimals[name]);
  }
}

function number(name: string, wanted: number | null, actual: number | null, digits: number | undefined): FigureDifference | null {
  const rounded = actual === null || digits === undefined ? actual : Number(actual.toFixed(digits));
  // Zero is zero, with whichever sign.
  if (rounded === wanted || Object.is(rounded, wanted)) return null;
  const told = { of: name, expected: wanted === null ? 'absent' : describeValue(wanted), actual: actual === null ? 'absent' : describeValue(actual) };
  return wanted === null || actual === null ? told : { ...told, by: actual - wanted };
}

function ordered(name: string, wanted: unknown, actual: unknown): FigureDifference | null {
  return isEqual(wanted, actual) ? null : { of: name, expected: describeValue(wanted), actual: describeValue(actual) };
}

function unordered(name: string, wanted: readonly Value[] | null, actual: readonly Value[] | null): FigureDifference | null {
  const sorted = (values: readonly Value[] | null): string[] | null => values?.map(describeValue).sort() ?? null;
  return ordered(name, sorted(wanted), sorted(actual));
}

/** So many samples, and each of them an observation. */
function sampled(wanted: number, actual: readonly Value[], observed: Value[]): FigureDifference | null {
  if (actual.length !== wanted) return { of: 'samples', expected: `${wanted}`, actual: `${actual.length}: ${describeValue(actual)}` };
  for (const element of actual) {
    const at = observed.indexOf(element);
    if (at === -1) return { of: 'samples', expected: 'observations', actual: describeValue(element) };
    observed.splice(at, 1);
  }
  return null;
}

/** All observations of a key of a stream in the case, under whichever key they were made. */
function observedBy(c: Case, stream: string, key: string): Value[] {
  const reducers = c.sumstats.flatMap((sumstat) => sumstat.reducers.filter((reducer) => reducer.stream === stream));
  return c.workload.flatMap((event) => (event.do === 'observe' && event.stream === stream && reducers.some((reducer) => keyCounted(reducer, event.key, event.value) === key) ? [event.value] : []));
}

interface Counted {
  readonly value: Value;
  readonly count?: number | undefined;
  readonly epsilon?: number | undefined;
}

/** Whole buckets from the highest down until there are so many; of equals, the first to come to the count comes first. */
function topOf(topk: TopK | null, k: number): Counted[] {
  const top: Counted[] = [];
  for (const count of [...(topk?.buckets.keys() ?? [])].sort((a, b) => b - a)) {
    if (top.length >= k) break;
    for (const [value, epsilon] of topk?.buckets.get(count) ?? []) top.push({ value, count, epsilon });
  }
  return top;
}

/** With no more said of each than is expected. */
function alike(top: readonly Counted[], expected: readonly Counted[]): Counted[] {
  return top.map(({ value, count, epsilon }, i) => ({
    value,
    ...(expected[i]?.count === undefined ? {} : { count }),
    ...(expected[i]?.epsilon === undefined ? {} : { epsilon }),
  }));
}
