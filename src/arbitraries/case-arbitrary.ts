/**
 * Cases for fast-check. Independent dimensions are drawn first (the profile); what depends on them is drawn here. Shrinking
 * does not go back over the draws: it works on the Case itself, by the one shrinker that saved and foreign cases and the
 * command line use as well.
 */
import fc from 'fast-check';
import type { Case, Options, Transport } from '../model/case.ts';
import { DEFAULT_WINDOW } from '../model/case.ts';
import type { Worker } from '../model/cluster.ts';
import { normalise } from '../model/normalise.ts';
import { hasThreshold } from '../model/sumstat.ts';
import type { WorkloadEvent } from '../model/workload.ts';
import { candidates } from '../shrinking/candidates.ts';
import { drawFaults } from './draw-faults.ts';
import { Troubles } from './draw-troubles.ts';
import { drawWorkload } from './draw-workload.ts';
import type { Profile } from './profile.ts';
import { drawProfile } from './profile.ts';
import type { CaseSpace } from './space.ts';
import { sumstatsFor, withApplied } from './sumstats.ts';

/** From 1 to a bound; what is beyond begins anew, so that a low bound does not become the rule. */
const within = (drawn: number, most: number): number => 1 + ((drawn - 1) % most);

const pick = <T>(items: readonly T[], draw: number): T => items[draw % items.length] as T;

class CaseArbitrary extends fc.Arbitrary<Case> {
  private readonly space: CaseSpace;

  constructor(space: CaseSpace) {
    super();
    this.space = space;
  }

  generate(mrng: fc.Random): fc.Value<Case> {
    return new fc.Value(this.unroll(drawProfile(mrng), mrng), undefined);
  }

  canShrinkWithoutContext(value: unknown): value is Case {
    return typeof value === 'object' && value !== null && 'workload' in value && 'schedule' in value;
  }

  shrink(value: Case): fc.Stream<fc.Value<Case>> {
    return fc.stream(candidates(value)).map((smaller) => new fc.Value(smaller, undefined));
  }

  private unroll(drawn: Profile, mrng: fc.Random): Case {
    const { space } = this;
    const workers = within(drawn.workers, space.maxWorkers);
    // A key of its own for each worker takes as many keys as there are workers.
    const distribution = drawn.distribution === 'distinct' && workers > space.maxKeys ? 'mixed' : drawn.distribution;
    const bounded = { ...drawn, workers, keys: within(drawn.keys, space.maxKeys), distribution };
    const wanted = withApplied(sumstatsFor(drawn.hot, space, drawn.sumstat), space.apply);
    const { faults, service } = drawFaults(bounded, space, mrng);
    const troubles = new Troubles(drawn, space);
    const options = drawOptions(space.options, mrng);
    const c: Case = {
      version: 1,
      protocol: space.protocol,
      options,
      ...(space.quirks.length > 0 ? { quirks: space.quirks } : {}),
      seed: drawn.seed,
      cluster: {
        workers: space.isAlone ? [] : drawWorkers(bounded, mrng),
        order: drawn.shuffledTables ? mrng.nextInt(1, 0xffff) : 0,
        latency: { min: 1_000, max: 1_000 + drawn.spread },
      },
      transport: pick<Transport>(space.transports, drawn.transport),
      sumstats: wanted,
      values: drawn.hot ? 'fingerprint' : 'given',
      workload: stopping(drawWorkload(bounded, wanted, service + troubles.delay, mrng), space, mrng),
      faults,
      window: DEFAULT_WINDOW,
      schedule: drawSchedule(drawn.deviations, mrng),
    };
    // After all else: a case differs by them alone from what it would be without.
    if (wanted.some(hasThreshold)) Object.assign(options, drawOptions(space.watchOptions, mrng));
    const cluster = space.expires === true ? withPhases(c.cluster, mrng) : c.cluster;
    return normalise({ ...c, cluster, faults: [...faults, ...troubles.faults(workers, drawn.spread, c.workload)] });
  }
}

export function caseArbitrary(space: CaseSpace): fc.Arbitrary<Case> {
  return new CaseArbitrary(space);
}

/** Of a node that is alone, half of the time the last epoch of each sumstat ends since the system stops. */
function stopping(events: readonly WorkloadEvent[], { isAlone }: CaseSpace, mrng: fc.Random): readonly WorkloadEvent[] {
  if (!isAlone || mrng.nextInt(0, 1) === 0) return events;
  const last = events.reduce((latest, event) => (event.do === 'collect' ? Math.max(latest, event.at) : latest), 0);
  return events.map((event) => (event.do === 'collect' && event.at === last ? { ...event, final: true as const } : event));
}

function drawOptions(choices: CaseSpace['options'], mrng: fc.Random): Options {
  const options: { [name: string]: Options[string] } = {};
  for (const [name, values] of Object.entries(choices)) options[name] = values[mrng.nextInt(0, values.length - 1)] as Options[string];
  return options;
}

function drawWorkers({ workers, shuffledTables }: Profile, mrng: fc.Random): Worker[] {
  const out: Worker[] = [];
  for (let i = 1; i <= workers; i++) out.push({ salt: i, order: shuffledTables ? mrng.nextInt(0, 0xffff) : 0 });
  return out;
}

/** Tables are swept every ten seconds. */
const SWEEP_INTERVAL = 10_000_000;

function withPhases({ workers, ...cluster }: Case['cluster'], mrng: fc.Random): Case['cluster'] {
  const phase = (): number => mrng.nextInt(0, SWEEP_INTERVAL - 1);
  return { ...cluster, sweep: phase(), workers: workers.map((worker) => ({ ...worker, sweep: phase() })) };
}

/** Steps at which a schedule may depart from the order of time: as many as most cases take. */
const SCHEDULED_STEPS = 60;

/** Mostly zeros: where they are few, what a deviation does can be told from the noise of others. */
function drawSchedule(deviations: number, mrng: fc.Random): number[] {
  const schedule: number[] = [];
  for (let i = 0; i < deviations; i++) {
    const step = mrng.nextInt(0, SCHEDULED_STEPS - 1);
    while (schedule.length <= step) schedule.push(0);
    schedule[step] = mrng.nextInt(1, 5);
  }
  return schedule;
}
