/**
 * The figures that a claim of cost is a function of, read from Case and Trace: who held how many keys when an epoch was cut
 * off. Costs are claimed of calm runs only: without faults, ended by themselves, and never with two epochs open at once.
 */
import type { Options } from '../model/case.ts';
import type { EpochFigures } from '../model/cost-claims.ts';
import type { Account } from './accounts.ts';
import type { Evidence, Question } from './evidence.ts';
import type { Tally } from './tally.ts';

export function isCalm({ case: c, trace, questions }: Evidence): boolean {
  if (c.faults.length > 0 || trace.ending.kind !== 'quiescent') return false;
  // Collections are handled in the order of the workload.
  let endOfLast = -1;
  for (const { kind, event, end } of questions) {
    if (kind !== 'epoch') continue;
    if (end === null || (trace.step[event] as number) < endOfLast) return false;
    endOfLast = end.step;
  }
  return true;
}

/**
 * By question, the figures of each epoch; null for a request, and where it is not known which keys the workers held: where
 * one cut cannot be told, or nodes stopped counting keys of which nothing more was to be told.
 */
export function figuresOf(evidence: Evidence, accounts: readonly Account[], tally: Tally, options: Options): (EpochFigures | null)[] {
  const { case: c, questions } = evidence;
  return questions.map((question, q) => {
    const account = accounts[c.sumstats.indexOf(question.sumstat)] as Account;
    if (question.kind === 'request' || (account.isSilent && hasCrossings(evidence, account))) return null;
    return figuresOfEpoch(evidence, account, question, tally.crossings[q + 1] as number, options);
  });
}

function figuresOfEpoch(evidence: Evidence, { sumstat, cuts }: Account, question: Question, crossings: number, options: Options): EpochFigures | null {
  // By key, the last observer that was found to hold it.
  const holders = new Map<string, number>();
  const keysPerWorker: number[] = [];
  let pairs = 0;
  for (let i = 0; i < cuts.length; i++) {
    const observed = evidence.observed(sumstat, i);
    let start = 0;
    let keys = 0;
    for (const cut of cuts[i] as Account['cuts'][number]) {
      if (cut.lower !== cut.upper) return null;
      if (cut.question === question) {
        for (let p = start; p < cut.lower; p++) {
          const key = evidence.countedAs(sumstat, observed[p] as number);
          if (key === null || holders.get(key) === i) continue;
          holders.set(key, i);
          keys++;
        }
        break;
      }
      start = cut.lower;
    }
    keysPerWorker.push(keys);
    pairs += keys;
  }
  return { workers: evidence.case.cluster.workers.length, keys: holders.size, pairs, keysPerWorker, crossings, options };
}

function hasCrossings({ trace }: Evidence, { sumstat }: Account): boolean {
  return trace.reports.some((report) => report.kind === 'crossing' && report.sumstat === sumstat.name);
}
