/**
 * Which observations each finished epoch must report: from the cuts where they are known exactly; otherwise from the
 * fingerprints in the reported sums, if a legal way to cut explains them.
 */
import { nodeName } from '../model/cluster.ts';
import type { ResultVal } from '../model/result.ts';
import type { Sumstat } from '../model/sumstat.ts';
import { wantsResults } from '../model/sumstat.ts';
import type { Assignment, Cut } from './cuts.ts';
import { cutsOf, explain, isExact, isUnordered, lackable } from './cuts.ts';
import type { Evidence, Question } from './evidence.ts';
import { isExcused, observation } from './evidence.ts';
import { digits, fingerprintsOf } from './fingerprints.ts';

/** Observations, as workload events, by key and stream. */
export type Expected = Map<string, Map<string, number[]>>;

/** A report that no set of observations, or no way to cut, explains. */
export interface Unexplained {
  readonly side: string;
  readonly message: string;
  /** The observation. */
  readonly event?: number;
  readonly epoch?: number;
  readonly key?: string;
  readonly worker?: number;
}

export interface Account {
  readonly sumstat: Sumstat;
  /** By observer, as narrow as they are known. */
  readonly cuts: readonly (readonly Cut[])[];
  /** By epoch, of the finished ones; null where neither cuts nor values tell. */
  readonly expected: ReadonlyMap<Question, Expected> | null;
  /** By epoch, the parts of observers that it says are missing: each may be in a key's result or not. */
  readonly optional: ReadonlyMap<Question, readonly Expected[]>;
  /** By workload event, how often an observation is in the finished epochs; null where the cuts told already. */
  readonly counts: readonly number[] | null;
  /** By workload event, the epoch that reports it; null where the cuts told already. */
  readonly owners: readonly (Question | null)[] | null;
  readonly unexplained: readonly Unexplained[];
  /** No results are asked for, and `expected` is what every way to cut has in common. */
  readonly isSilent: boolean;
}

export function accountsOf(evidence: Evidence): Account[] {
  return evidence.case.sumstats.map((sumstat) => accountOf(evidence, sumstat));
}

function accountOf(evidence: Evidence, sumstat: Sumstat): Account {
  const cuts: Cut[][] = [];
  let exact = true;
  for (let place = 0; place < evidence.observers.length; place++) {
    const own = cutsOf(evidence, sumstat, place);
    exact &&= isExact(own);
    cuts.push(own);
  }
  const isSilent = !wantsResults(sumstat);
  if (exact || isSilent) return { sumstat, cuts, ...fromCuts(evidence, sumstat, cuts), counts: null, owners: null, unexplained: [], isSilent };
  return decode(evidence, sumstat, cuts) ?? { sumstat, cuts, expected: null, optional: NONE, counts: null, owners: null, unexplained: [], isSilent };
}

const NONE: ReadonlyMap<Question, readonly Expected[]> = new Map();

/** What is surely of each epoch, and what may be: all of it, where the cuts and their order are known. */
function fromCuts(evidence: Evidence, sumstat: Sumstat, cuts: readonly Cut[][]): Pick<Account, 'expected' | 'optional'> {
  const expected = emptyExpectations(evidence, sumstat);
  let optional: Map<Question, Expected[]> | null = null;
  cuts.forEach((own, place) => {
    const observed = evidence.observed(sumstat, place);
    const mayBe = (question: Question, from: number, to: number): void => {
      if (from === to || !expected.has(question)) return;
      const part: Expected = new Map();
      for (let p = from; p < to; p++) put(evidence, sumstat, part, observed[p] as number);
      optional ??= new Map();
      optional.set(question, [...(optional.get(question) ?? []), part]);
    };
    let start = 0;
    // From here to the start it may be of the next epoch, since the last cut was perhaps not made.
    let unsure = 0;
    for (const cut of own) {
      const into = isUnordered(cut, own) ? undefined : expected.get(cut.question);
      if (into !== undefined) {
        mayBe(cut.question, unsure, start);
        if (start < cut.lower && isExcused(evidence, cut.question, place)) mayBe(cut.question, start, cut.lower);
        else for (let p = start; p < cut.lower; p++) put(evidence, sumstat, into, observed[p] as number);
      }
      // Of two whose order is not known, the one that is later in the list may have been made before.
      if (cut.isUnsure !== true) unsure = Math.max(unsure, cut.upper);
      start = Math.max(start, cut.upper);
    }
  });
  return { expected, optional: optional ?? NONE };
}

function emptyExpectations(evidence: Evidence, sumstat: Sumstat): Map<Question, Expected> {
  const expected = new Map<Question, Expected>();
  for (const question of evidence.questions) {
    if (question.kind === 'epoch' && question.sumstat === sumstat && question.end?.kind === 'finished') expected.set(question, new Map());
  }
  return expected;
}

/** Adds an observation to what is expected of a sumstat, under the key that it counts for; nothing where it does not count. */
export function put(evidence: Evidence, sumstat: Sumstat, expected: Expected, event: number): void {
  const { stream } = observation(evidence, event);
  const key = evidence.countedAs(sumstat, event);
  if (key === null) return;
  let streams = expected.get(key);
  if (streams === undefined) expected.set(key, (streams = new Map<string, number[]>()));
  const events = streams.get(stream);
  if (events === undefined) streams.set(stream, [event]);
  else events.push(event);
}

/** Reads the reported sums digit by digit; null where the values are no fingerprints. */
function decode(evidence: Evidence, sumstat: Sumstat, cuts: readonly Cut[][]): Account | null {
  const fingerprints = fingerprintsOf(evidence, sumstat);
  if (fingerprints === null) return null;
  const expected = emptyExpectations(evidence, sumstat);
  const counts = new Array<number>(evidence.case.workload.length).fill(0);
  const owner = new Array<Question | null>(counts.length).fill(null);
  const unexplained: Unexplained[] = [];
  for (const [question, into] of expected) {
    for (const { result, key } of question.reports) {
      for (const [stream, value] of Object.entries(result ?? {})) {
        const events = fingerprints.get(stream)?.get(key) ?? [];
        const why = decodeSum(value, events, (event, times) => {
          counts[event] = (counts[event] as number) + times;
          owner[event] ??= question;
          if (evidence.trace.step[event] !== -1) put(evidence, sumstat, into, event);
        });
        if (why !== null) unexplained.push({ side: why.side, message: `epoch ${question.label} reports ${JSON.stringify(key)} as ${value.sum}, ${why.told}`, epoch: question.label, key });
      }
    }
  }
  const narrowed = cuts.map((own, i) => {
    const observed = evidence.observed(sumstat, i);
    const assigned = observed.map((event) => owner[event] as Question | null);
    const explained = explain(own, assigned, lackable(evidence, i, own));
    if ('cuts' in explained) return inOrderOf(assigned, explained.cuts);
    const event = observed[explained.position] as number;
    const { key } = observation(evidence, event);
    const epoch = owner[event]?.label;
    unexplained.push({
      side: 'no cut explains it',
      message: `observation ${explained.position + 1} of ${nodeName(evidence.observers[i] as number)}, of ${JSON.stringify(key)}, ${explained.why}`,
      event,
      key,
      worker: evidence.observers[i] as number,
      ...(epoch === undefined ? {} : { epoch }),
    });
    return own;
  });
  return { sumstat, cuts: narrowed, expected, optional: NONE, counts, owners: owner, unexplained, isSilent: false };
}

/** Which of two cuts was made first shows where both epochs report something. */
function inOrderOf(assigned: Assignment, cuts: readonly Cut[]): readonly Cut[] {
  if (!cuts.some((cut) => isUnordered(cut, cuts))) return cuts;
  return cuts.toSorted((a, b) => {
    const [first, second] = [assigned.indexOf(a.question), assigned.indexOf(b.question)];
    return first === -1 || second === -1 ? a.first - b.first : first - second;
  });
}

function decodeSum(value: ResultVal, events: readonly number[], found: (event: number, times: number) => void): { side: string; told: string } | null {
  const read = digits(value.sum);
  if (read === null || read.length > events.length) return { side: 'never observed', told: 'which is no sum of its observations' };
  let num = 0;
  read.forEach((times, i) => {
    num += times;
    if (times > 0) found(events[i] as number, times);
  });
  return num === value.num ? null : { side: 'num', told: `a sum of ${num} observations, with a num of ${value.num}` };
}

