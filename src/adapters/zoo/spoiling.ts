/** Ways to plant a mistake in a role that is sound: after it has merged or observed, and in what it is told or says. */
import type { ToleratedKind } from '../../model/faults.ts';
import type { ResultVal } from '../../model/result.ts';
import { keyCounted } from '../../model/sumstat.ts';
import type { Value } from '../../model/value.ts';
import { quantityOf } from '../../model/value.ts';
import type { Protocol, Role } from '../../protocol/protocol.ts';
import { merge } from '../../sumstats/merge.ts';
import type { Rules } from '../per-key-polling/manager.ts';
import { worker } from '../per-key-polling/worker.ts';

/** A merge of polling that goes wrong wherever both sides have something. */
export function mergingBut(mistake: (out: ResultVal, left: ResultVal, right: ResultVal) => void): Rules['accumulate'] {
  return (gathered, part, around) => {
    const merged = merge(gathered, part, around);
    for (const [stream, out] of Object.entries(merged ?? {})) {
      const [left, right] = [gathered?.[stream], part?.[stream]];
      if (left !== undefined && right !== undefined) mistake(out, left, right);
    }
    return merged;
  };
}

/** A worker of polling that makes a mistake in each value that it took an observation into. */
export function observingBut(mistake: (value: ResultVal, seen: Value, x: number) => void): typeof worker {
  return {
    ...worker,
    on: {
      ...worker.on,
      observe(state, seen, env, from) {
        worker.on.observe(state, seen, env, from);
        for (const { name, reducers } of env.sumstats) {
          for (const reducer of reducers) {
            const key = reducer.stream === seen.stream ? keyCounted(reducer, seen.key, seen.value) : null;
            const value = key === null ? undefined : state.live.get(name)?.get(key)?.[seen.stream];
            if (value !== undefined) mistake(value, seen.value, quantityOf(seen.value));
          }
        }
      },
    },
  };
}

/** The role with more to remember, for as long as it runs. */
export function remembering<S extends object, Input, M, E, More extends object>(role: Role<S, Input, M, E>, more: () => More): Role<S & More, Input, M, E> {
  return { ...role, initial: (setup: never) => ({ ...role.initial(setup), ...more() }), lasting: [...role.lasting, ...Object.keys(more())] } as never;
}

/** Polling as it is, and a claim that is too bold: that it gets over such faults as well. */
export function claiming(protocol: Protocol, name: string, faults: readonly ToleratedKind[]): Protocol {
  return {
    ...protocol,
    standing: 'broken',
    name: `per-key-polling~claims-${name}`,
    summary: `its claim to get over ${faults.join(' and ')} is too bold`,
    source: 'upstream to this day (a13de64fbb, 2026-08-21)',
    claims: { ...protocol.claims, tolerates: { slowNodeBelow: 1_000_000, faults } },
  };
}

type Handler = (state: never, body: never, env: never, from: number) => void;

/** The role with another world around it. */
export function inAnotherWorld<R extends { readonly on: object }, E extends object>(role: R, change: (env: E, state: R extends { initial(setup: never): infer S } ? S : never) => Partial<E>): R {
  const on = Object.entries(role.on as { [type: string]: Handler }).map(([type, handle]) => [
    type,
    (state: never, body: never, env: E, from: number) => handle(state, body, Object.assign(Object.create(env) as object, change(env, state)) as never, from),
  ]);
  return { ...role, on: Object.fromEntries(on) as R['on'] };
}
