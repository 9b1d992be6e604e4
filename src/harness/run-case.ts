/** One case through the pipeline: simulate, judge. */
import { protocolNamed } from '../adapters/registry.ts';
import { judge } from '../checks/judge.ts';
import { replay } from '../explorers/replay.ts';
import type { Case } from '../model/case.ts';
import type { Trace } from '../model/trace.ts';
import type { Verdict } from '../model/verdict.ts';
import type { Protocol } from '../protocol/protocol.ts';
import type { SimulatorOptions } from '../simulator/simulator.ts';
import { Simulator } from '../simulator/simulator.ts';

export interface Run {
  readonly trace: Trace;
  readonly verdict: Verdict;
}

/**
 * Runs a case once, with a trace of its own. The case must not be changed afterwards: make another from it.
 * @throws {BadInput} where the case names a protocol that is not known and none is given
 */
export function runCase(c: Case, protocol: Protocol = protocolNamed(c.protocol), options: SimulatorOptions = {}): Run {
  return new Runner(protocol, options).run(c);
}

/** Runs many cases of a protocol one after another; each run overwrites the trace of the one before. */
export class Runner {
  readonly protocol: Protocol;
  private readonly options: SimulatorOptions;
  private readonly simulator = new Simulator();

  constructor(protocol: Protocol, options: SimulatorOptions = {}) {
    this.protocol = protocol;
    this.options = options;
  }

  run(c: Case): Run {
    const trace = this.simulator.run(c, this.protocol, replay(c.schedule), this.options);
    return { trace, verdict: judge(c, trace, this.protocol.claims) };
  }
}
