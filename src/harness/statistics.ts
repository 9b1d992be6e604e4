/** Do generated cases reach the regions in which bugs live? Shares are of cases that were judged. */
import type { Protocol } from '../protocol/protocol.ts';
import type { Subject } from '../protocol/subject.ts';
import { hunt } from './hunt.ts';
import type { Label } from './labels.ts';
import { LABEL_OF_FAULT, LABELS } from './labels.ts';

/** The least share that must be reached, by label. */
export const LEAST_SHARES: { readonly [label in Label]?: number } = {
  hot: 0.3,
  'two epochs open at once': 0.2,
  serialize: 0.1,
  reference: 0.1,
  cached: 0.1,
  'request between two observations of its key': 0.1,
  '2 workers': 0.25,
  '3 workers': 0.25,
  'a threshold': 0.2,
  'a limit crossed between two ends': 0.05,
  'a limit crossed at an end': 0.05,
  'two looks at a key at once': 0.01,
};

/** The least share of each kind of fault, and of what it leads to, where the protocol says that it tolerates it. */
const LEAST_OF_FAULT = 0.1;
const LEAST_OF_DEATHS: { readonly [label in Label]?: number } = { 'a worker that dies while an epoch is collected': 0.05, 'an epoch that ends without a worker': 0.1 };

/** What a node that is alone can reach of them. */
const ALONE: readonly Label[] = ['serialize', 'reference', 'cached', 'request between two observations of its key', 'a threshold', 'a limit crossed between two ends'];

export interface Share {
  readonly label: Label;
  readonly share: number;
  /** What it must at least be; absent where nothing is asked. */
  readonly atLeast?: number;
}

export interface Statistics {
  readonly protocol: string;
  readonly cases: number;
  readonly shares: readonly Share[];
  /** Labels that fall short. */
  readonly short: readonly Label[];
}

export function statistics(subject: Subject, seed: number, runs: number): Statistics {
  const { labels, cases } = hunt(subject, { seed, runs, labels: true });
  const shares = LABELS.map((label): Share => {
    const share = (labels.get(label) ?? 0) / cases;
    const atLeast = leastShare(subject.protocol, label);
    return atLeast === undefined ? { label, share } : { label, share, atLeast };
  });
  return { protocol: subject.name, cases, shares, short: shares.filter((s) => s.atLeast !== undefined && s.share < s.atLeast).map((s) => s.label) };
}

function leastShare({ isAlone, claims }: Protocol, label: Label): number | undefined {
  if (isAlone === true) return ALONE.includes(label) ? LEAST_SHARES[label] : undefined;
  const { faults } = claims.tolerates;
  if (faults.some((kind) => LABEL_OF_FAULT[kind] === label)) return LEAST_OF_FAULT;
  return LEAST_SHARES[label] ?? (faults.includes('crash') ? LEAST_OF_DEATHS[label] : undefined);
}
