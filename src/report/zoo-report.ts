/** The bug zoo as a page: a table of what is found and by what, and one of what is not looked for and why. */
import { describeCase } from '../model/describe.ts';
import type { ZooFind, ZooOmission, ZooTarget } from '../model/zoo-report.ts';

const INTRODUCTION = `# The bug zoo

Bugs that really happened, almost all of them in SumStats. Each is planted by itself in a protocol that holds without it, or is a
claim that is too bold, and is looked for with the general checks and generators: nothing of these knows of any of them. \`npm run zoo\`
writes this page; \`rollcall hunt NAME\` finds one of them again. P is a bug of a protocol, C of a calculation, S of a node that is
alone, and L one that upstream still has. *Cases* are random cases until it was found: the median of the seeds, and the worst. Then
comes the least case that any of them came down to.`;

export function zooPage(finds: readonly ZooFind[], omissions: readonly ZooOmission[]): string {
  const found = finds.map((find) => line([...staticCells(find), String(median(find.cases)), String(Math.max(...find.cases)), describeCase(find.least)]));
  return [
    `${INTRODUCTION} There were ${finds[0]?.cases.length ?? 0} seeds.`,
    '',
    line(['id', 'what happened', 'when', 'name', 'found by', 'cases', 'worst', 'least case']),
    line(['---', '---', '---', '---', '---', '---:', '---:', '---']),
    ...found,
    '',
    '## Not looked for in random cases',
    '',
    line(['id', 'what happened', 'when', 'why']),
    line(['---', '---', '---', '---']),
    ...omissions.map(omissionLine),
    '',
  ].join('\n');
}

/** What stands in the page of one, whatever a run comes to. */
export function zooLineStart(target: ZooTarget): string {
  return line(staticCells(target));
}

export function omissionLine({ id, title, source, why }: ZooOmission): string {
  return line([id, title, source, why]);
}

function staticCells({ id, title, source, name, by }: ZooTarget): string[] {
  return [id, title, source, `\`${name}\``, by];
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** Of an even number the higher of the two in the middle. */
function median(figures: readonly number[]): number {
  return figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)] as number;
}
