/**
 * A protocol whose messages are watched as it sends them: which objects go out although no copy was made of them, and which
 * of these somebody changes afterwards. It runs as it would by itself.
 */
import type { Case } from '../model/case.ts';
import type { Env } from '../protocol/env.ts';
import type { Protocol, Role } from '../protocol/protocol.ts';
import { clone } from '../simulator/clone.ts';
import { sameContent } from '../simulator/same-content.ts';
import { CachedBytes } from './cached-bytes.ts';

/** A value that left a node as it is: at a copy site that made no copy, or in a message of a type. */
interface Crossing {
  readonly at: string;
  readonly value: object;
  readonly before: object;
}

/** How many there were of a kind, and how many of them are not as they were. */
export interface Crossed {
  readonly values: number;
  readonly changed: number;
}

type AnyEnv = Env<{ [type: string]: object }>;
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- a role of any state and messages
type AnyRole = Role<any, any, any, any>;
type Handler = (state: unknown, body: unknown, env: AnyEnv, from: number) => void;

export class CopyWatch {
  /** The protocol to run instead. */
  readonly protocol: Protocol;
  /** What all deliveries since the last reset took by the encoding of the caching transport. */
  bytes = 0;
  private workers = 0;
  private cache: CachedBytes | null = null;
  private atSites: Crossing[] = [];
  private inMessages: Crossing[] = [];
  private copies = new WeakSet();
  private seen: AnyEnv | null = null;
  private watching: AnyEnv | null = null;

  constructor(protocol: Protocol) {
    this.protocol = { ...protocol, manager: this.watched(protocol.manager), worker: this.watched(protocol.worker) };
  }

  /** Before each run. */
  reset(c: Case): void {
    this.workers = c.cluster.workers.length;
    this.cache = c.transport === 'cached' ? new CachedBytes() : null;
    this.bytes = 0;
    this.atSites = [];
    this.inMessages = [];
    this.copies = new WeakSet();
  }

  /** What went out at copy sites that made no copy. */
  uncopiedAtSites(): Crossed {
    return tally(this.atSites);
  }

  /** By message type, what went out that no copy site was asked for. */
  uncopiedInMessages(): Map<string, Crossed> {
    const types = new Set(this.inMessages.map(({ at }) => at));
    return new Map([...types].map((type) => [type, tally(this.inMessages.filter(({ at }) => at === type))]));
  }

  private watched<R extends AnyRole>(role: R): R {
    const on = Object.fromEntries(Object.entries(role.on as { [type: string]: Handler }).map(([type, handler]): [string, Handler] => [type, (state, body, env, from) => handler(state, body, this.around(env), from)]));
    return { ...role, on };
  }

  /** A simulator has one env for all nodes. */
  private around(env: AnyEnv): AnyEnv {
    if (this.seen !== env) {
      this.seen = env;
      this.watching = this.watchingEnv(env);
    }
    return this.watching as AnyEnv;
  }

  private watchingEnv(env: AnyEnv): AnyEnv {
    const copy = <V>(site: string, value: V): V => {
      const out = env.copy(site, value);
      if (typeof out === 'object' && out !== null) {
        if (out === value) this.atSites.push({ at: site, value: out, before: clone(out) });
        this.copies.add(out);
      }
      return out;
    };
    const send = (to: number, type: string, body: object): void => {
      this.note(env.node, to, type, body);
      env.send(to, type, body);
    };
    const broadcast = (type: string, body: object): void => {
      for (let to = 1; to <= this.workers; to++) this.note(env.node, to, type, body);
      env.broadcast(type, body);
    };
    // All else is the env's own, whichever node it has turned to.
    return Object.assign(Object.create(env) as AnyEnv, { copy, send, broadcast });
  }

  private note(from: number, to: number, type: string, body: object): void {
    if (this.cache !== null) this.bytes += this.cache.of(from, to, type, body);
    for (const part of Object.values(body) as unknown[]) {
      if (typeof part === 'object' && part !== null && !this.copies.has(part)) this.inMessages.push({ at: type, value: part, before: clone(part) });
    }
  }
}

function tally(crossings: readonly Crossing[]): Crossed {
  return { values: crossings.length, changed: crossings.filter(({ value, before }) => !sameContent(value, before)).length };
}
