/** What was told beside what a golden case expects: a line for each thing that agrees, and what differs by how much. */
import { plural } from '../model/describe.ts';
import type { Agreement, FigureDifference } from '../model/run-report.ts';
import { difference } from './difference.ts';
import type { Palette } from './palette.ts';

export function goldenStory(agreements: readonly Agreement[], palette: Palette): string {
  const lines = agreements.flatMap(({ what, differences }) =>
    differences.length === 0 ? [`${palette.good('agrees')}   ${what}`] : [`${palette.bad('differs')}  ${what}`, ...differences.flatMap((one) => told(one, palette))],
  );
  const wrong = agreements.filter(({ differences }) => differences.length > 0).length;
  const sum = wrong === 0 ? palette.good(`all ${agreements.length} as expected`) : palette.bad(`${wrong} of ${plural(agreements.length, 'thing')} not as expected`);
  return [...lines, '', sum].join('\n');
}

function told({ of, expected, actual, by }: FigureDifference, palette: Palette): string[] {
  const [wanted, was] = difference(expected, actual);
  const amount = by === undefined || Number.isNaN(by) ? '' : palette.faint(by > 0 ? `  ${by} more` : `  ${-by} less`);
  return [`           ${of === '' ? '' : `${of}: `}expected ${palette.good(wanted)}, was ${palette.bad(was)}${amount}`];
}
