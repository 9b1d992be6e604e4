/** What was told in a run beside what a golden case expects to be told: one thing after another. */
import type { Case } from '../model/case.ts';
import { describeValue } from '../model/describe.ts';
import type { Expected, Streams } from '../model/expected.ts';
import type { Agreement, FigureDifference } from '../model/run-report.ts';
import type { Report, Trace } from '../model/trace.ts';
import { differencesOf } from './golden-figures.ts';
import { compareMessages } from './golden-messages.ts';

/** All that is expected, in its order, and then what was told beyond it; kinds that the golden case leaves out are not looked at. */
export function compareWithExpected(c: Case, trace: Trace, { results, finished, crossings, requests, messages, decimals }: Expected): Agreement[] {
  const told = (kind: Report['kind']): Report[] => trace.reports.filter((report) => report.kind === kind);
  const figures = ({ streams }: { readonly streams: Streams | null }, report: Report): FigureDifference[] => differencesOf(c, streams, report, decimals);
  return [
    ...paired(results, told('result'), ({ sumstat, epoch, key }) => `${sumstat}, epoch ${epoch}, ${describeValue(key)}`, figures),
    ...paired(crossings, told('crossing'), ({ sumstat, key }) => `${sumstat}, a limit crossed by ${describeValue(key)}`, figures),
    ...paired(requests, told('answer'), ({ request }) => `the answer to request ${request}`, figures),
    ...paired(finished, told('finished'), ({ sumstat, epoch }) => `${sumstat}, the end of epoch ${epoch}`, () => []),
    ...compareMessages(trace, messages),
  ];
}

/** Pairs what is expected with what was told of the same name, in the order of telling. */
function paired<T extends object>(expected: readonly T[] | undefined, told: readonly Report[], nameOf: (of: T & Report) => string, compare: (item: T, report: Report) => FigureDifference[]): Agreement[] {
  if (expected === undefined) return [];
  const left = new Map<string, Report[]>();
  for (const report of told) {
    const name = nameOf(report as T & Report);
    const same = left.get(name);
    if (same === undefined) left.set(name, [report]);
    else same.push(report);
  }
  const agreements = expected.map((item): Agreement => {
    const what = nameOf(item as T & Report);
    const report = left.get(what)?.shift();
    return { what, differences: report === undefined ? [{ of: '', expected: 'told', actual: 'not told' }] : compare(item, report) };
  });
  const beyond = [...left].flatMap(([what, reports]) => reports.map((report): Agreement => ({ what, differences: [{ of: '', expected: 'not told', actual: report.result === null ? 'told' : describeValue(report.result) }] })));
  return [...agreements, ...beyond];
}
