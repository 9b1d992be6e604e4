/** The public API, used as a plug-in author would: the README's example is the first part of this file, word for word. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

// The example begins.
import type { Result, ResultTable, Subject } from './index.ts';
import { defineProtocol, evaluate, MANAGER, merge, observe, openTables } from './index.ts';

type Messages = {
  give_table: { uid: string; sumstat: string };
  table: { uid: string; results: ResultTable };
};
type Collection = { sumstat: string; epoch: number; replies: number; results: ResultTable };

const wholeTable = defineProtocol<{ open: Map<string, Collection> }, { live: Map<string, ResultTable> }, Messages>({
  name: 'whole-table',
  summary: 'each worker sends its whole table in one message',
  source: 'the README',
  standing: 'ideal',
  options: {},
  copySites: [], // the names under which it calls env.copy: nothing that it sends is changed afterwards
  manager: {
    initial: () => ({ open: new Map() }),
    lasting: [], // fields that may hold something when all is over
    on: {
      collect(state, { sumstat, epoch }, env) {
        const uid = `${sumstat} ${epoch}`;
        state.open.set(uid, { sumstat, epoch, replies: 0, results: new Map() });
        env.broadcast('give_table', { uid, sumstat });
      },
      table(state, { uid, results }, env) {
        const asked = state.open.get(uid);
        if (asked === undefined) return;
        for (const [key, result] of results) asked.results.set(key, merge(asked.results.get(key) ?? null, result) ?? result);
        if (++asked.replies < env.workerCount()) return; // the roll call
        state.open.delete(uid);
        for (const [key, result] of asked.results) env.epochResult(asked.sumstat, asked.epoch, key, result);
        env.epochFinished(asked.sumstat, asked.epoch);
      },
      requestKey: (_, { request }, env) => env.keyResult(request, 'timeout'), // it answers none, and claims so below
    },
  },
  worker: {
    initial: ({ sumstats }) => ({ live: openTables(sumstats) }),
    lasting: ['live'],
    on: {
      observe: (state, seen, env) => observe(state.live, seen, env),
      give_table(state, { uid, sumstat }, env) {
        const results = state.live.get(sumstat) ?? new Map<string, Result>();
        state.live.set(sumstat, new Map());
        env.send(MANAGER, 'table', { uid, results });
      },
    },
  },
  claims: {
    tolerates: { slowNodeBelow: Infinity, faults: ['reorder-link'] },
    requestTimeout: 0,
    messages: ({ workers }) => ({ give_table: { exactly: 1 }, table: { exactly: workers } }),
  },
});

const { name, summary } = wholeTable;
const subject: Subject = { name, summary, protocol: wholeTable, pinned: { faults: [] }, expect: { kind: 'holds' } };
const { report } = evaluate(subject, { seed: 1, runs: 500 });
// The example ends.

import type { Protocol } from './index.ts';
import * as rollcall from './index.ts';
import { caseArbitrary, caseSpace, describeTrace, formatFixture, hunt, mainSignature, parseCaseFile, Runner, runCase, shrink } from './index.ts';

describe('the example of the README', () => {
  it('is what is run here', () => {
    const source = readFileSync(new URL('./index.test.ts', import.meta.url), 'utf8');
    const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
    const [, example] = /\/\/ The example begins\.\n([^]*?)\/\/ The example ends\./.exec(source) ?? [];
    if (example === undefined) throw new Error('the example is not marked any more');

    expect(readme).toContain(`\`\`\`ts\n${example.replaceAll("'./index.ts'", "'rollcall'")}\`\`\`\n`);
  });

  it('holds what it claims', () => {
    expect(report).toMatchObject({ outcome: 'as expected', cases: 500, found: null });
  });

  it('needs its roll call, as the README says', () => {
    const hasty = withTable((state, { uid, results }, env) => {
      const asked = state.open.get(uid);
      if (asked === undefined) return;
      state.open.delete(uid);
      for (const [key, result] of results) env.epochResult(asked.sumstat, asked.epoch, key, result);
      env.epochFinished(asked.sumstat, asked.epoch);
    });

    const { report: found } = evaluate({ ...subject, protocol: hasty }, { seed: 1, runs: 500 });

    expect(found.outcome).toBe('not as expected');
    expect(found.found?.message).toBe('epoch 0 of seen was finished before worker-2 had answered');
  });
});

/** The example with another handler of tables. */
function withTable(table: NonNullable<(typeof wholeTable)['manager']['on']['table']>): typeof wholeTable {
  return { ...wholeTable, manager: { ...wholeTable.manager, on: { ...wholeTable.manager.on, table } } };
}

describe('the public API', () => {
  it('goes from a failing case to a fixture and back', () => {
    const broken = withTable((state, { uid }, env) => env.epochFinished(state.open.get(uid)?.sumstat ?? '', 0));
    const failure = hunt({ ...subject, protocol: broken }, { seed: 1, runs: 100 }).failure;
    if (failure === null) throw new Error('nothing was found');

    const least = shrink(failure.case, failure.signature, broken);
    const text = formatFixture({ case: least.case, expect: { verdict: 'violated', signature: failure.signature } });
    const { case: read, fixture } = parseCaseFile(text, 'a test');

    expect(mainSignature(runCase(read, broken).verdict)).toBe(fixture?.expect.signature);
  });

  it('serves properties of fast-check', () => {
    const runner = new Runner(wholeTable);
    fc.assert(
      fc.property(caseArbitrary(caseSpace(subject)), (c) => {
        const { trace, verdict } = runner.run(c);
        expect(verdict).toEqual({ kind: 'held' });
        expect(describeTrace(trace)).toMatch(/ended: \{kind: "quiescent"\}$/);
      }),
      { seed: 1, numRuns: 50 },
    );
  });

  const thrower = (): never => {
    throw new Error('out of order');
  };
  const CASE = parseCaseFile(
    JSON.stringify({
      version: 1,
      protocol: 'whole-table',
      cluster: { workers: [{ salt: 1 }], latency: { min: 0, max: 0 } },
      transport: 'serialize',
      sumstats: [{ name: 's', reducers: [{ stream: 'x', apply: ['SUM'] }] }],
      workload: [{ at: 0, do: 'collect', sumstat: 's' }],
    }),
    'a test',
  ).case;
  it.each<[string, Protocol, string]>([
    ['a handler', withTable(thrower), 'the handler of table on manager threw: out of order'],
    ['the making of a state', { ...wholeTable, worker: { ...wholeTable.worker, initial: thrower } }, 'no initial state of worker-1 could be made: out of order'],
  ])('tells of %s that throws as a crash', (_, protocol, message) => {
    expect(runCase(CASE, protocol).verdict).toMatchObject({ kind: 'violated', violations: [{ check: 'sane', severity: 'crash', message }] });
  });

  it('exports what is pinned here, and nothing that goes without a decision', () => {
    expect(Object.keys(rollcall).sort()).toMatchInlineSnapshot(`
      [
        "BUILT_IN_LAWS",
        "BadInput",
        "ExpiringTable",
        "MANAGER",
        "PROTOCOLS",
        "Runner",
        "SUBJECTS",
        "Trace",
        "agrees",
        "assertLaws",
        "auditCopies",
        "auditDone",
        "calculationLaws",
        "caseArbitrary",
        "caseSchema",
        "caseSpace",
        "compareCosts",
        "defineCalculation",
        "defineProtocol",
        "departure",
        "describeCase",
        "describeTrace",
        "earlyEndsOf",
        "evaluate",
        "fixtureOf",
        "fixtureSchema",
        "formatCase",
        "formatFixture",
        "growthOf",
        "hasSignature",
        "hunt",
        "judge",
        "keepFixture",
        "keyedObservations",
        "loadCase",
        "mainSignature",
        "merge",
        "observe",
        "openTables",
        "parseCaseFile",
        "proofOf",
        "protocolNamed",
        "replay",
        "runCase",
        "shrink",
        "signatureOf",
        "simulate",
        "subjectNamed",
        "tolerance",
        "versus",
      ]
    `);
  });
});
