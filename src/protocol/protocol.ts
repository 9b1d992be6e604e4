/**
 * The contract that an adapter fulfils. A role is a reducer: plain-data state, and one handler per message type that
 * changes the state in place and speaks to the world through `env`. No clock, no randomness and no I/O of its own.
 */
import type { Case, Options, Transport } from '../model/case.ts';
import type { Quirk, Quirks } from '../model/quirks.ts';
import { IDEAL, quirksOf } from '../model/quirks.ts';
import type { Sumstat } from '../model/sumstat.ts';
import type { Peer } from '../model/trace.ts';
import type { Observation } from '../sumstats/observe.ts';
import type { Claims } from './claims.ts';
import type { Env, ManagerEnv, MessageTypes } from './env.ts';
import type { ExpiringTable } from './expiring-table.ts';

/** What the harness brings to the manager. */
export interface ManagerInput {
  /** End the epoch and collect it; where it is final, the system stops, and there is no later. */
  collect: { readonly sumstat: string; readonly epoch: number; readonly final?: true };
  /** Tell the current value of one key, within the open epoch. */
  requestKey: { readonly request: number; readonly sumstat: string; readonly key: string };
}

/**
 * What the manager is told of the workers, where it cares. They are no part of any question: what is sent from here does not
 * count as asked on its behalf.
 */
export interface ManagerNews {
  /** A worker said hello: it started, or it is back, or it says so once more. */
  peerUp: Peer;
  /** A worker is gone. What it sent before may still arrive. */
  peerDown: Peer;
}

/** What the harness brings to a worker. */
export interface WorkerInput {
  observe: Observation;
}

/** What a worker is told, where it cares. */
export interface WorkerNews {
  /** Its connection to the manager is lost, and with it all that was on the way to it. The manager will hear of it as well. */
  workerDisconnect: object;
}

/** What a node knows when it starts. */
export interface Setup {
  readonly node: number;
  /** How often this node had started before. */
  readonly incarnation: number;
  readonly sumstats: readonly Sumstat[];
  readonly options: Options;
}

/** @param from the sending node; the node itself for a timer, ENVIRONMENT for the workload */
type Handlers<State, Bodies, E> = {
  [T in keyof Bodies]?: (state: State, body: Bodies[T], env: E, from: number) => void;
};

/** A table of the state whose entries go by themselves. */
export interface Expiring<State, E> {
  /** The field that holds it, an `ExpiringTable`. */
  readonly table: { [Field in keyof State & string]: State[Field] extends ExpiringTable<unknown, unknown> ? Field : never }[keyof State & string];
  /** Told of an entry before it goes (upstream: `&expire_func`). Microseconds that it is to live on; 0 or nothing lets it go. */
  readonly expire?: (state: State, key: never, env: E) => number | void;
}

export interface Role<State, Input, M, E> {
  readonly initial: (setup: Setup) => State;
  readonly on: Handlers<State, M, E> & Required<Handlers<State, Input, E>>;
  /** Fields of the state that may hold data at rest: the tables of open observations. */
  readonly lasting: readonly (keyof State & string)[];
  /** In the order in which the node sweeps them. */
  readonly expiring?: readonly Expiring<State, E>[];
  /** How many results the node holds now. */
  readonly footprint?: (state: State) => number;
}

/** A manager observes only where it is alone. */
export type ManagerRole<State, M> = Role<State, ManagerInput, M & WorkerInput & ManagerNews, ManagerEnv<M>>;
export type WorkerRole<State, M> = Role<State, WorkerInput, M & WorkerNews, Env<M>>;

/** What holds of a protocol: ideal and real ones should hold what they claim; of a broken one, that it is caught. */
export type Standing = 'ideal' | 'real' | 'broken';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a registry holds protocols of all states and messages
export interface Protocol<MS = any, WS = any, M extends MessageTypes = any> {
  readonly name: string;
  /** One line for a list; of a broken twin, what is wrong with it. */
  readonly summary: string;
  /** Where it is from: section, commit or thread. */
  readonly source: string;
  readonly standing: Standing;
  /** There is no cluster: the manager has no workers and observes by itself. */
  readonly isAlone?: boolean;
  /** The options it understands and the values to try, the default first. */
  readonly options: { readonly [name: string]: readonly Options[string][] };
  /** Which of them matter only where there is a threshold. */
  readonly watchOptions?: readonly string[];
  /** The transports that it was made for; all, where it does not say. */
  readonly transports?: readonly Transport[];
  /** What the real system does otherwise than it promises, where the protocol is of a date; none in an ideal one. */
  readonly quirks?: readonly Quirk[];
  /** The names under which it calls `env.copy`. */
  readonly copySites: readonly string[];
  readonly manager: ManagerRole<MS, M>;
  readonly worker: WorkerRole<WS, M>;
  readonly claims: Claims;
}

/** States the types once and checks the parts against one another. */
export function defineProtocol<MS, WS, M extends MessageTypes>(protocol: Protocol<MS, WS, M>): Protocol<MS, WS, M> {
  return protocol;
}


/** The quirks of a run: those that the protocol always has, and those that the case turns on. */
export function quirksIn(c: Case, protocol: Protocol): Quirks {
  if (c.quirks === undefined && protocol.quirks === undefined) return IDEAL;
  return quirksOf([...(protocol.quirks ?? []), ...(c.quirks ?? [])]);
}

/** The options of a run: the protocol's defaults, but for what the case sets. */
export function optionsOf(protocol: Protocol, given: Options): Options {
  const options: { [name: string]: Options[string] } = {};
  for (const name of Object.keys(protocol.options)) {
    options[name] = given[name] ?? ((protocol.options[name] as readonly Options[string][])[0] as Options[string]);
  }
  return options;
}
