/** The public API of rollcall. It re-exports and does nothing else. */

// Writing a protocol: its two roles, what it claims, and the tables and merging that every implementation needs.
export type { Claims } from './protocol/claims.ts';
export type { CostClaims, Count, Counts, EpochFigures, LookFigures, RequestFigures } from './model/cost-claims.ts';
export type { Env, ManagerEnv, MessageTypes } from './protocol/env.ts';
export type { Expiry } from './protocol/expiring-table.ts';
export { ExpiringTable } from './protocol/expiring-table.ts';
export type { Expiring, ManagerInput, ManagerRole, Protocol, Role, Setup, Standing, WorkerInput, WorkerRole } from './protocol/protocol.ts';
export { defineProtocol } from './protocol/protocol.ts';
export type { Result, ResultTable, ResultVal } from './model/result.ts';
export type { Observation } from './sumstats/observe.ts';
export { observe, openTables } from './sumstats/observe.ts';
export { merge } from './sumstats/merge.ts';
export { MANAGER } from './model/cluster.ts';

// Judging it: many random cases, the least of a failing one, and what is expected of the whole.
export type { Expectation, Subject } from './protocol/subject.ts';
export type { Breach, LeastCase, SubjectReport, Survival, Tolerance, ToleranceCell } from './model/run-report.ts';
export type { Evaluation } from './harness/evaluate.ts';
export { evaluate, fixtureOf } from './harness/evaluate.ts';
export type { Hunt, HuntOptions } from './harness/hunt.ts';
export { hunt } from './harness/hunt.ts';
export { tolerance } from './harness/tolerance.ts';
export type { ToleranceOptions } from './harness/tolerance.ts';
export type { Shrunk, ShrinkLimits } from './harness/shrink.ts';
export { proofOf, shrink } from './harness/shrink.ts';

// Judging one case: run and judge in one, or each by itself, also the trace of a real system.
export type { Run } from './harness/run-case.ts';
export { runCase, Runner } from './harness/run-case.ts';
export type { SimulatorOptions } from './simulator/simulator.ts';
export { simulate } from './simulator/simulate.ts';
export { replay } from './explorers/replay.ts';
export { judge } from './checks/judge.ts';
export { agrees } from './reference/agrees.ts';

// Calculations of one's own.
export { defineCalculation } from './harness/define-calculation.ts';
export type { Counterexample, LawFinding, LawFindings, LawOptions } from './laws/calculation-laws.ts';
export { assertLaws, calculationLaws } from './laws/calculation-laws.ts';
export { BUILT_IN_LAWS } from './laws/built-in-laws.ts';
export type { JudgingHalf, NodeHalf, OwnCalculation, Seen } from './model/own-calculation.ts';
export type { Mismatch } from './model/mismatch.ts';
export type { Law, StatedLaws } from './model/law.ts';
export type { Value } from './model/value.ts';

// What it costs, counted from the messages of a run.
export type { Comparison } from './harness/cost.ts';
export { compareCosts } from './harness/cost.ts';
export type { Growing, GrowthSteps } from './harness/growth.ts';
export { growthOf } from './harness/growth.ts';
export { keyedObservations } from './harness/workloads.ts';
export type { CostGrowth, CostRow, CostTable, GrowthStep, Refusal } from './model/run-report.ts';

// What protocols rely on, and where two of them part.
export { auditCopies } from './harness/copy-audit.ts';
export { auditDone, earlyEndsOf } from './harness/done-audit.ts';
export { versus } from './harness/versus.ts';
export type { CopyAudit } from './model/copy-audit.ts';
export type { DoneAudit, EarlyEnds } from './model/early-ends.ts';
export type { Versus } from './model/versus.ts';

// Drawing cases with fast-check, for properties of one's own.
export { caseArbitrary } from './arbitraries/case-arbitrary.ts';
export type { CaseSpace } from './arbitraries/space.ts';
export type { SpaceChoices } from './harness/case-space.ts';
export { caseSpace } from './harness/case-space.ts';

// Cases, traces and verdicts as data, as files and as text.
export type { Case, Options, Transport } from './model/case.ts';
export { caseSchema } from './model/case.ts';
export type { Fault } from './model/faults.ts';
export type { Sumstat } from './model/sumstat.ts';
export type { WorkloadEvent } from './model/workload.ts';
export type { Fixture } from './model/case-file.ts';
export { BadInput, fixtureSchema, formatCase, formatFixture, parseCaseFile } from './model/case-file.ts';
export { departure, keepFixture, loadCase } from './harness/keep.ts';
export type { Ending, Peer, Report } from './model/trace.ts';
export { Trace } from './model/trace.ts';
export type { CheckName, Signature, Verdict, Violation } from './model/verdict.ts';
export { hasSignature, mainSignature, signatureOf } from './model/verdict.ts';
export { describeCase, describeTrace } from './model/describe.ts';

// The protocols that come with rollcall.
export { PROTOCOLS, SUBJECTS, protocolNamed, subjectNamed } from './adapters/registry.ts';
