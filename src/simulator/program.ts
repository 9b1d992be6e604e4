/** A protocol made ready to run: its message types as numbers, its handlers by number. */
import { OUTER_TYPES, SWEEP } from '../model/trace.ts';
import type { Protocol } from '../protocol/protocol.ts';
import { RecordCopier } from './clone.ts';
import { hashText } from './keyed-draw.ts';
import { sweeper } from './sweeper.ts';

/** A handler with its types left out: the simulator knows that a body fits because its type number does. */
export type Handler = (state: object, body: unknown, env: unknown, from: number) => void;

export class Program {
  readonly protocol: Protocol;
  /** Names by type number, the workload's own first. */
  types: readonly string[] = OUTER_TYPES;
  readonly managerHandlers: (Handler | undefined)[] = [];
  readonly workerHandlers: (Handler | undefined)[] = [];
  /** A hash of each type's name, for draws. */
  readonly hashes: number[] = [];
  /** By type, what copies its bodies. */
  readonly copiers: RecordCopier[] = [];
  private lastName = '';
  private lastNumber = -1;
  private readonly numbers = new Map<string, number>();

  constructor(protocol: Protocol) {
    this.protocol = protocol;
    for (const name of [...OUTER_TYPES, ...Object.keys(protocol.manager.on), ...Object.keys(protocol.worker.on)]) this.typeNumber(name);
    this.managerHandlers[SWEEP] = sweeper(protocol.manager.expiring ?? []);
    this.workerHandlers[SWEEP] = sweeper(protocol.worker.expiring ?? []);
  }

  /** The number of a type; one that nobody handles gets a number when it is sent first. */
  typeNumber(name: string): number {
    // The same type is mostly sent many times in a row.
    if (name === this.lastName) return this.lastNumber;
    this.lastName = name;
    return (this.lastNumber = this.numbers.get(name) ?? this.addType(name));
  }

  private addType(name: string): number {
    const number = this.numbers.size;
    this.numbers.set(name, number);
    if (number >= this.types.length) this.types = [...this.types, name];
    this.managerHandlers[number] = (this.protocol.manager.on as { [type: string]: Handler | undefined })[name];
    this.workerHandlers[number] = (this.protocol.worker.on as { [type: string]: Handler | undefined })[name];
    this.hashes[number] = hashText(name);
    this.copiers[number] = new RecordCopier();
    return number;
  }
}

const programs = new WeakMap<Protocol, Program>();

export function programOf(protocol: Protocol): Program {
  let program = programs.get(protocol);
  if (program === undefined) {
    program = new Program(protocol);
    programs.set(protocol, program);
  }
  return program;
}
