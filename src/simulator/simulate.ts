/** The pipeline's second step as one function: Case and protocol in, Trace out. */
import type { Case } from '../model/case.ts';
import type { Trace } from '../model/trace.ts';
import type { Protocol } from '../protocol/protocol.ts';
import type { Chooser } from './chooser.ts';
import type { SimulatorOptions } from './simulator.ts';
import { Simulator } from './simulator.ts';

/** Runs a case once; the trace is the caller's own. */
export function simulate(c: Case, protocol: Protocol, chooser: Chooser, options: SimulatorOptions = {}): Trace {
  return new Simulator().run(c, protocol, chooser, options);
}
