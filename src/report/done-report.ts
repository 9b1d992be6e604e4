/** What an audit of the done check found, as text: over many cases a line a protocol, of one case a line a step. */
import { nodeName } from '../model/cluster.ts';
import { describeValue, plural } from '../model/describe.ts';
import type { DoneAudit, EarlyEnd, EarlyEnds, Lost, Spread } from '../model/early-ends.ts';
import { isWrong } from '../model/early-ends.ts';
import type { Palette } from './palette.ts';
import { table } from './table.ts';

export function doneTable(audits: readonly DoneAudit[], palette: Palette, columns = Infinity): string {
  const header = ['protocol', 'epochs', 'messages', 'most', 'wrong after', 'most', 'data lacks after', 'most', 'last needed', 'ended early'].map(palette.faint);
  return table(header, audits.map((audit) => [audit.protocol, count(audit.epochs), ...figures(audit, palette)]), columns);
}

function figures({ epochs, messages, wrong, incomplete, lastNeeded, early }: DoneAudit, palette: Palette): string[] {
  if (epochs === 0) return ['', '', '', '', '', '', '', ''];
  return [count(messages.median), count(messages.most), ...shares(wrong), ...shares(incomplete), percent(lastNeeded / epochs), early === 0 ? '0' : palette.bad(count(early))];
}

export function doneLegend(palette: Palette): string {
  return palette.faint(
    [
      '',
      'epochs: those that were finished and took a message; messages: that the manager handled until the end, the median and the most.',
      'wrong after: the share of these messages after which it would have been wrong to end, as an answer was not in, or an observation.',
      'data lacks after: the same for observations alone, where results are asked for; the rest only the roll call needs.',
      'last needed: the epochs that could not have ended one message sooner. ended early: it was wrong even when it ended.',
    ].join('\n'),
  );
}

/** Step by step: had the epoch ended there, who and what would have been missing? */
export function doneStory({ sumstat, epoch, participants, observations, ends }: EarlyEnds, palette: Palette): string {
  const owed = observations === null ? '' : `, ${plural(observations, 'observation')}`;
  const messages = ends.filter(({ isMessage }) => isMessage);
  const wrong = messages.filter(isWrong).length;
  return [
    palette.strong(`epoch ${epoch} of ${sumstat}: ${plural(participants, 'participant')}${owed}`),
    ...ends.map((end) => endLine(end, palette)),
    `  wrong after ${count(wrong)} of ${plural(messages.length, 'message')}${observations === null ? '; what it must report is not known, or not asked for' : ''}`,
  ].join('\n');
}

function endLine(end: EarlyEnd, palette: Palette): string {
  const { step, event, told, workers, lost } = end;
  const missing = [
    ...(workers.length > 0 ? [`without ${workers.map(nodeName).join(', ')}`] : []),
    ...(lost.length > 0 ? [`${plural(lost.reduce((sum, { observations }) => sum + observations, 0), 'observation')} lost: ${lost.map(describeLost).join(', ')}`] : []),
  ];
  const outcome = isWrong(end) ? palette.bad(missing.join('; ')) : palette.good('right');
  return `  ${String(step).padStart(4)}  #${event} ${told}\n          ${outcome}`;
}

function describeLost({ worker, key, observations }: Lost): string {
  return `${observations} of ${describeValue(key)} at ${nodeName(worker)}`;
}

function shares({ median, most }: Spread): string[] {
  return [percent(median), percent(most)];
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function count(n: number): string {
  return n.toLocaleString('en-US');
}
