/**
 * How many results a manager holds, found without asking it: by walking through its state, whatever the protocol calls its
 * fields; and one more while it tells a result of an epoch that is nowhere in there, since then it holds it aside.
 */
import type { Result } from '../src/model/result.ts';
import type { ManagerEnv, MessageTypes } from '../src/protocol/env.ts';
import type { Protocol } from '../src/protocol/protocol.ts';

/** A count of the protocol's own that is not what was found. */
export interface Miscount {
  readonly told: number;
  readonly found: number;
}

/**
 * The protocol, each of whose counts is held against the state that it was made of.
 * @param onMiscount is handed those that differ
 */
export function recounted(protocol: Protocol, onMiscount: (miscount: Miscount) => void): Protocol {
  const { manager } = protocol;
  let telling: Result | null = null;
  const footprint = (state: object): number => {
    const told = manager.footprint?.(state) ?? -1;
    const held = resultsIn(state);
    const found = held.length + (telling === null || held.includes(telling) ? 0 : 1);
    if (told !== found) onMiscount({ told, found });
    return told;
  };
  const noticing = (env: ManagerEnv<MessageTypes>): ManagerEnv<MessageTypes> =>
    Object.assign(Object.create(env) as ManagerEnv<MessageTypes>, {
      epochResult(sumstat: string, epoch: number, key: string, result: Result) {
        telling = result;
        env.epochResult(sumstat, epoch, key, result);
        telling = null;
      },
    });
  const on = Object.fromEntries(
    Object.entries(manager.on as { [type: string]: Handler }).map(([type, handler]): [string, Handler] => [type, (state, body, env, from) => handler(state, body, noticing(env), from)]),
  );
  return { ...protocol, manager: { ...manager, footprint, on: on as Protocol['manager']['on'] } };
}

type Handler = (state: object, body: unknown, env: ManagerEnv<MessageTypes>, from: number) => void;

/** Every result in there, as often as it is there. */
export function resultsIn(value: unknown, found: Result[] = []): Result[] {
  if (typeof value !== 'object' || value === null) return found;
  if (isResult(value)) found.push(value);
  else for (const inner of value instanceof Map || value instanceof Set ? (value as Map<unknown, unknown>).values() : Object.values(value)) resultsIn(inner, found);
  return found;
}

/** A record that has what a stream comes to in each of its fields, and in one at least. */
function isResult(value: object): value is Result {
  const fields: unknown[] = Object.values(value);
  return fields.length > 0 && fields.every((field) => typeof field === 'object' && field !== null && 'num' in field && 'uniqueVals' in field && 'cardinality' in field);
}
