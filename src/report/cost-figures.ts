/** The figures of a cost row: what each is called in a table, and how it is told. */
import { describeMicros } from '../model/describe.ts';
import type { CostRow } from '../model/run-report.ts';

export interface CostFigure {
  readonly name: string;
  readonly of: (row: CostRow) => number;
  readonly tell: (figure: number) => string;
}

/** What is sent. */
export const MESSAGE_FIGURES: readonly CostFigure[] = [
  { name: 'e-mail', of: ({ emailCounts }) => total(emailCounts), tell: count },
  { name: 'events', of: ({ sent }) => total(sent), tell: count },
  { name: 'deliveries', of: ({ deliveries }) => deliveries, tell: count },
  { name: 'bytes', of: ({ bytes }) => bytes, tell: count },
  { name: 'useless', of: ({ uselessShare }) => uselessShare, tell: (share) => `${(100 * share).toFixed(1)} %` },
  { name: 'inbox', of: ({ peakInbox }) => peakInbox, tell: count },
  { name: 'inbox bytes', of: ({ peakInboxBytes }) => peakInboxBytes, tell: count },
];

/** What it means to the manager: how long it waits and works, and what it holds. */
export const MANAGER_FIGURES: readonly CostFigure[] = [
  { name: 'rounds', of: ({ rounds }) => rounds, tell: count },
  { name: 'finished', of: ({ finishedAfter }) => finishedAfter, tell: time },
  { name: 'slowed', of: ({ slowedAfter }) => slowedAfter, tell: time },
  { name: 'busy', of: ({ managerBusy }) => managerBusy, tell: time },
  { name: 'results', of: ({ peakResults }) => peakResults, tell: count },
  { name: 'held bytes', of: ({ peakBytes }) => peakBytes, tell: count },
];

function total(counts: { readonly [type: string]: number }): number {
  return Object.values(counts).reduce((sum, n) => sum + n, 0);
}

/** @param n infinite where an epoch did not come to its end, and negative where nobody counted */
export function count(n: number): string {
  if (n === Infinity) return 'never';
  return n < 0 ? '-' : n.toLocaleString('en-US');
}

function time(micros: number): string {
  return micros === Infinity ? 'never' : describeMicros(micros);
}
