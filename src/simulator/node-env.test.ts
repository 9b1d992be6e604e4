import { describe, expect, it } from 'vitest';
import { replay } from '../explorers/replay.ts';
import type { Case } from '../model/case.ts';
import type { Env } from '../protocol/env.ts';
import type { Protocol } from '../protocol/protocol.ts';
import { SILENT } from '../protocol/silent.test-double.ts';
import { simulate } from './simulate.ts';
import { TOY_CASE } from './toy-case.test-double.ts';

type AnyEnv = Env<{ [type: string]: object }>;

describe('NodeEnv', () => {
  describe('copy', () => {
    it('gives a deep copy', () => {
      const value = { list: [1], total: { sum: 1 } };

      const [copied] = ask(TOY_CASE, (env) => env.copy('epoch', value)).answers as [typeof value];

      expect(copied).toEqual(value);
      expect(copied).not.toBe(value);
      expect(copied.total).not.toBe(value.total);
    });

    it('gives the value itself where the fault "missing-copy" names the site, and notes that once', () => {
      const value = { list: [1] };
      const faulty: Case = { ...TOY_CASE, faults: [{ fault: 'missing-copy', site: 'epoch' }, { fault: 'missing-copy', site: 'nowhere' }] };

      const { answers, missedCopies } = ask(faulty, (env) => [env.copy('epoch', value), env.copy('epoch', value), env.copy('request', value)]);

      const [first, second, other] = answers[0] as object[];
      expect(first).toBe(value);
      expect(second).toBe(value);
      expect(other).toEqual(value);
      expect(other).not.toBe(value);
      expect(missedCopies).toEqual(['epoch']);
    });
  });

  describe('first', () => {
    const keys = ['e', 'd', 'c', 'b', 'a'];

    it('goes in the order of insertion where the order is 0', () => {
      const { answers } = ask(TOY_CASE, (env) => drain(env, new Set(keys)));

      expect(answers[0]).toEqual(keys);
    });

    it('goes in some other order where the order is another, the same each time and whatever the order of insertion', () => {
      const shuffled = { ...TOY_CASE, cluster: { ...TOY_CASE.cluster, workers: [{ salt: 1, order: 5 }, { salt: 2, order: 0 }] } };

      const { answers } = ask(shuffled, (env) => [drain(env, new Set(keys)), drain(env, new Set(keys.toReversed())), drain(env, new Set(keys))]);

      const [first, second, third] = answers[0] as string[][];
      expect(first?.toSorted()).toEqual(keys.toSorted());
      expect(first).not.toEqual(keys);
      expect([second, third]).toEqual([first, first]);
      expect((answers[1] as string[][])[0]).toEqual(keys);
    });

    it('differs between orders', () => {
      const orders = Array.from({ length: 20 }, (_, order) => {
        const c = { ...TOY_CASE, cluster: { ...TOY_CASE.cluster, workers: [{ salt: 1, order }] } };
        return String(ask(c, (env) => drain(env, new Set(keys))).answers[0]);
      });

      expect(new Set(orders).size).toBeGreaterThan(10);
    });

    it('takes the keys of a table, and is undefined for none', () => {
      const { answers } = ask(TOY_CASE, (env) => [env.first(new Map([['k', 1]])), env.first(new Map<string, number>())]);

      expect(answers[0]).toEqual(['k', undefined]);
    });
  });

  describe('random', () => {
    const draws = (env: AnyEnv): number[] => [env.random('pause'), env.random('pause'), env.random('other')];

    it('draws by purpose and by how often it was asked, in [0, 1)', () => {
      const [drawn] = ask(TOY_CASE, draws).answers as number[][];

      expect(new Set(drawn).size).toBe(3);
      for (const x of drawn as number[]) expect(x >= 0 && x < 1).toBe(true);
      expect(ask(TOY_CASE, draws).answers[0]).toEqual(drawn);
    });

    it('draws by seed and by the salt of the node, so that it outlasts the removal of others', () => {
      const [first, second] = ask(TOY_CASE, draws).answers;
      const alone = { ...TOY_CASE, cluster: { ...TOY_CASE.cluster, workers: TOY_CASE.cluster.workers.slice(1) } };

      expect(second).not.toEqual(first);
      expect(ask(alone, draws).answers).toEqual([second]);
      expect(ask({ ...TOY_CASE, seed: 9 }, draws).answers[0]).not.toEqual(first);
    });
  });

  it('reports results as they were when they were reported', () => {
    const result = { x: { sum: 1 } };
    const changing: Protocol = {
      ...asking(() => null, []),
      manager: {
        initial: () => ({}),
        lasting: [],
        on: {
          requestKey: () => {},
          collect: (_, __, env) => {
            env.epochResult('s', 0, 'k', result as never);
            env.keyResult(0, result as never);
            result.x.sum = 2;
          },
        },
      },
    };

    const trace = simulate({ ...TOY_CASE, workload: [{ at: 0, do: 'collect', sumstat: 's' }] }, changing, replay([]));

    expect(trace.reports.map((report) => report.result)).toEqual([{ x: { sum: 1 } }, { x: { sum: 1 } }]);
  });
});


/** Has each worker ask its env once, the first worker first. */
function ask(c: Case, question: (env: AnyEnv) => unknown): { answers: unknown[]; missedCopies: string[] } {
  const answers: unknown[] = [];
  const workload = c.cluster.workers.map((_, i) => ({ at: i, do: 'observe' as const, worker: i + 1, stream: 'x', key: 'k', value: 1 }));
  const { missedCopies, ending } = simulate({ ...c, workload }, asking(question, answers), replay([]));
  expect(ending).toEqual({ kind: 'quiescent' });
  return { answers, missedCopies };
}

function asking(question: (env: AnyEnv) => unknown, answers: unknown[]): Protocol {
  return {
    ...SILENT,
    copySites: ['epoch', 'request'],
    manager: { initial: () => ({}), lasting: [], on: { collect: () => {}, requestKey: () => {} } },
    worker: { initial: () => ({}), lasting: [], on: { observe: (_: unknown, __: unknown, env: AnyEnv) => answers.push(question(env)) } },
  };
}

/** All keys in the order in which the node's tables have them. */
function drain(env: AnyEnv, table: Set<string>): string[] {
  const out: string[] = [];
  for (let key = env.first(table); key !== undefined; key = env.first(table)) {
    out.push(key);
    table.delete(key);
  }
  return out;
}
