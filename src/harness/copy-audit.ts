/**
 * Which copies a protocol needs, over each transport: every set of its copy sites is left out in the same random cases, and
 * what is then violated, and is not where the copies are made, is made least.
 */
import { BadInput } from '../model/case-file.ts';
import type { Case, Transport } from '../model/case.ts';
import { TRANSPORTS } from '../model/case.ts';
import type { CopyAudit, FoundAt, TransportAudit, Uncopied } from '../model/copy-audit.ts';
import type { Signature } from '../model/verdict.ts';
import { hasSignature, mainSignature, signatureBy } from '../model/verdict.ts';
import type { Protocol } from '../protocol/protocol.ts';
import type { Subject } from '../protocol/subject.ts';
import type { Probe } from '../shrinking/from-below.ts';
import { caseSpace } from './case-space.ts';
import { CopyWatch } from './copy-watch.ts';
import { violationOf } from './evaluate.ts';
import { caseGenerator } from './generate.ts';
import { runCase, Runner } from './run-case.ts';
import { proofOf, shrinkWhile } from './shrink.ts';

export interface CopyAuditOptions {
  readonly seed: number;
  /** Cases over each transport. */
  readonly runs: number;
  /** Told how many cases were run, of all transports together. */
  readonly onCase?: (ran: number) => void;
}

/** @throws {BadInput} where the subject is broken on purpose: what it does wrong would be laid to a copy */
export function auditCopies(subject: Subject, options: CopyAuditOptions): CopyAudit {
  const { protocol, expect } = subject;
  if (expect.kind !== 'holds') throw new BadInput(`${subject.name} is broken on purpose, so that its copies cannot be judged.\nName a protocol that must hold; \`rollcall list\` shows which do.`);
  const transports = protocol.transports ?? TRANSPORTS;
  const audits = transports.map((transport, i) => auditOver(subject, transport, { ...options, onCase: (ran) => options.onCase?.(i * options.runs + ran) }));
  return { protocol: subject.name, sites: protocol.copySites, transports: audits };
}

/** Where something went wrong first. */
interface First {
  readonly case: Case;
  readonly number: number;
  readonly signature: Signature;
}

/** What is counted of one set of copies that are left out. */
interface Trial {
  readonly sites: readonly string[];
  met: number;
  values: number;
  changed: number;
  violated: number;
  undecided: number;
  bytes: number;
  first: First | null;
}

function auditOver(subject: Subject, transport: Transport, { seed, runs, onCase }: CopyAuditOptions): TransportAudit {
  const { protocol } = subject;
  const generate = caseGenerator(caseSpace({ ...subject, pinned: { ...subject.pinned, transport } }), seed);
  const watch = new CopyWatch(protocol);
  const runner = new Runner(watch.protocol);
  const trials = subsetsOf(protocol.copySites).map((sites): Trial => ({ sites, met: 0, values: 0, changed: 0, violated: 0, undecided: 0, bytes: 0, first: null }));
  const uncopied = new Map<string, Uncopied>();
  let [violated, stale, bytes] = [0, 0, 0];
  let firstStale: First | null = null;
  for (let i = 0; i < runs; i++) {
    const c = generate(i);
    watch.reset(c);
    const { trace, verdict } = runner.run(c);
    if (verdict.kind === 'violated') violated++;
    stale += trace.stale.length;
    bytes += watch.bytes;
    const signature = signatureBy(verdict, 'no stale data');
    if (signature !== undefined) firstStale ??= { case: c, number: i + 1, signature };
    for (const [type, { values, changed }] of watch.uncopiedInMessages()) {
      const sofar = uncopied.get(type);
      uncopied.set(type, { type, values: values + (sofar?.values ?? 0), changed: changed + (sofar?.changed ?? 0) });
    }
    for (const trial of trials) tryWithout(trial, c, i + 1, verdict.kind === 'violated', watch, runner);
    onCase?.(i + 1);
  }
  const isSized = transport === 'cached';
  return {
    transport,
    cases: runs,
    untouched: { violated, stale, found: firstStale === null ? null : leastOf(firstStale, protocol, () => true), bytes: isSized ? bytes : -1 },
    leftOut: trials.map(({ first, ...trial }) => ({
      ...trial,
      found: first === null || isExplained(trial, trials) ? null : leastOf(first, protocol, holdsWithCopies(protocol)),
      bytes: isSized ? trial.bytes : -1,
    })),
    sufficient: sufficientSets(protocol.copySites, trials),
    uncopied: [...uncopied.values()],
  };
}

function tryWithout(trial: Trial, c: Case, number: number, isViolatedAnyway: boolean, watch: CopyWatch, runner: Runner): void {
  const without = leavingOut(c, trial.sites);
  watch.reset(without);
  const { verdict } = runner.run(without);
  const { values, changed } = watch.uncopiedAtSites();
  trial.values += values;
  trial.changed += changed;
  trial.bytes += watch.bytes;
  if (values > 0) trial.met++;
  if (verdict.kind === 'inconclusive') trial.undecided++;
  const signature = mainSignature(verdict);
  if (signature === undefined || isViolatedAnyway) return;
  trial.violated++;
  trial.first ??= { case: without, number, signature };
}

function leavingOut(c: Case, sites: readonly string[]): Case {
  return { ...c, faults: [...sites.map((site) => ({ fault: 'missing-copy' as const, site })), ...c.faults] };
}

/** Is a smaller set enough to be violated? */
function isExplained({ sites }: Pick<Trial, 'sites'>, trials: readonly Trial[]): boolean {
  return trials.some((other) => other.violated > 0 && other.sites.length < sites.length && isWithin(other.sites, sites));
}

/** Runs from below, which need not be many: hardly a forgotten copy takes more than a thousand. */
const SMALLER_RUNS = 10_000;

function leastOf({ case: failing, number, signature }: First, protocol: Protocol, isCause: (c: Case) => boolean): FoundAt {
  const runner = new Runner(protocol);
  const probe = (c: Case): Probe => {
    const { trace, verdict } = runner.run(c);
    return { steps: trace.steps, fails: hasSignature(verdict, signature) && isCause(c) };
  };
  const shrunk = shrinkWhile(failing, probe, { maxRuns: SMALLER_RUNS });
  const { verdict } = runCase(shrunk.case, protocol);
  return { number, case: shrunk.case, signature, message: violationOf(verdict, signature), size: shrunk.size, proof: proofOf(shrunk) };
}

function holdsWithCopies(protocol: Protocol): (c: Case) => boolean {
  const runner = new Runner(protocol);
  return (c) => runner.run({ ...c, faults: c.faults.filter(({ fault }) => fault !== 'missing-copy') }).verdict.kind !== 'violated';
}

/** All but the empty one, the smaller ones first. */
function subsetsOf(sites: readonly string[]): string[][] {
  const all = sites.reduce<string[][]>((subsets, site) => [...subsets, ...subsets.map((subset) => [...subset, site])], [[]]);
  return all.slice(1).sort((a, b) => a.length - b.length);
}

/** The sets of copies with which no case is violated although all others are left out, and of which none can be spared. */
function sufficientSets(sites: readonly string[], trials: readonly Trial[]): string[][] {
  const holding = [[], ...trials.filter(({ violated }) => violated === 0).map((trial) => trial.sites)];
  const kept = holding.map((leftOut: readonly string[]) => sites.filter((site) => !leftOut.includes(site)));
  return kept.filter((one) => !kept.some((other) => other.length < one.length && isWithin(other, one)));
}

function isWithin(some: readonly string[], others: readonly string[]): boolean {
  return some.every((site) => others.includes(site));
}
