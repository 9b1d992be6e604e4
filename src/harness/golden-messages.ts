/** How many messages each node sent and received, beside how many are expected. */
import { theNode } from '../model/cluster.ts';
import type { Expected } from '../model/expected.ts';
import type { Agreement, FigureDifference } from '../model/run-report.ts';
import type { Trace } from '../model/trace.ts';

type Counts = { readonly [type: string]: number };

export function compareMessages(trace: Trace, expected: Expected['messages'] = []): Agreement[] {
  return expected.map(({ node, sent, received }) => ({
    what: `the messages of ${theNode(node)}`,
    differences: [
      ...differencesBetween('sent', sent, countMessages(trace, (event) => trace.from[event] === node && trace.group[event] === event)),
      ...differencesBetween('received', received, countMessages(trace, (event) => trace.to[event] === node && trace.step[event] !== -1)),
    ],
  }));
}

/** By type. */
function countMessages(trace: Trace, isCounted: (event: number) => boolean): Counts {
  const counts: { [type: string]: number } = {};
  for (let event = 0; event < trace.length; event++) {
    if (!trace.isMessage(event) || !isCounted(event)) continue;
    const type = trace.typeName(event);
    counts[type] = (counts[type] ?? 0) + 1;
  }
  return counts;
}

function differencesBetween(way: string, expected: Counts, actual: Counts): FigureDifference[] {
  const types = new Set([...Object.keys(expected), ...Object.keys(actual)]);
  return [...types].flatMap((type) => {
    const [wanted = 0, counted = 0] = [expected[type], actual[type]];
    return wanted === counted ? [] : [{ of: `${type} ${way}`, expected: `${wanted}`, actual: `${counted}`, by: counted - wanted }];
  });
}
