/** One case through the pipeline: simulate, judge. */
import { protocolNamed } from '../adapters/registry.ts';
import { judge } from '../checks/judge.ts';
import { replay } from '../explorers/replay.ts';
import { BadInput } from '../model/case-file.ts';
import type { Case } from '../model/case.ts';
import { isCalculation, noSuchCalculation } from '../model/sumstat.ts';
import type { Trace } from '../model/trace.ts';
import type { Verdict } from '../model/verdict.ts';
import type { Protocol } from '../protocol/protocol.ts';
import { optionsOf } from '../protocol/protocol.ts';
import type { SimulatorOptions } from '../simulator/simulator.ts';
import { Simulator } from '../simulator/simulator.ts';

export interface Run {
  readonly trace: Trace;
  readonly verdict: Verdict;
}

/**
 * Runs a case once, with a trace of its own. The case must not be changed afterwards: make another from it.
 * @throws {BadInput} where the case names a protocol that is not known and none is given, or applies a calculation that is not defined
 */
export function runCase(c: Case, protocol: Protocol = protocolNamed(c.protocol), options: SimulatorOptions = {}): Run {
  return new Runner(protocol, options).run(c);
}

/** Runs many cases of a protocol one after another; each run overwrites the trace of the one before. */
export class Runner {
  readonly protocol: Protocol;
  private readonly options: SimulatorOptions;
  /** What the manager holds is claimed where nothing goes wrong. */
  private readonly withoutFaults: SimulatorOptions;
  private readonly simulator = new Simulator();

  constructor(protocol: Protocol, options: SimulatorOptions = {}) {
    this.protocol = protocol;
    this.options = options;
    this.withoutFaults = protocol.claims.peakResults === undefined ? options : { ...options, measureFootprint: true };
  }

  /** @throws {BadInput} where the case applies a calculation that is not defined */
  run(c: Case): Run {
    assertDefined(c.sumstats);
    const { protocol } = this;
    const trace = this.simulator.run(c, protocol, replay(c.schedule), c.faults.length === 0 ? this.withoutFaults : this.options);
    return { trace, verdict: judge(c, trace, protocol.claims, optionsOf(protocol, c.options)) };
  }
}

/** A case that was read from a file is checked already; one that a program made is not. */
function assertDefined(sumstats: Case['sumstats']): void {
  for (const { name: sumstat, reducers } of sumstats) {
    for (const { apply } of reducers) {
      const name = apply.find((one) => !isCalculation(one));
      if (name === undefined) continue;
      throw new BadInput(`The sumstat ${JSON.stringify(sumstat)} applies ${JSON.stringify(name)}: ${noSuchCalculation(name)}\nOne of your own must be given to defineCalculation first.`);
    }
  }
}
