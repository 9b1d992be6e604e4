/**
 * What a case names must be in the case. A generator or shrinker may well let a name go astray, and `normalise` settles
 * it; whoever writes a file by hand has made a slip, and a run that left the event out would seem to say that all is well.
 */
import type { Case } from './case.ts';
import { MANAGER } from './cluster.ts';
import { plural } from './describe.ts';
import { suggestion } from './nearest-names.ts';
import { streamsOf } from './threshold.ts';

export interface Stray {
  /** Where in the case, as in ['workload', 3, 'worker']. */
  readonly path: readonly (string | number)[];
  readonly why: string;
}

export function strayReferences(c: Case): Stray[] {
  const strays: Stray[] = [];
  const workers = c.cluster.workers.length;
  const sumstats = new Set(c.sumstats.map((sumstat) => sumstat.name));
  const streams = new Set(c.sumstats.flatMap((sumstat) => sumstat.reducers.map((reducer) => reducer.stream)));
  const complain = (list: string, i: number, field: string, why: string): void => void strays.push({ path: [list, i, field], why });
  const numbered = `there ${workers === 1 ? 'is' : 'are'} ${plural(workers, 'worker')}, numbered from 1`;

  c.workload.forEach((event, i) => {
    if (event.do === 'observe') {
      if (event.worker > workers) complain('workload', i, 'worker', numbered);
      if (event.worker === MANAGER && workers > 0) complain('workload', i, 'worker', `${numbered}; the manager of a cluster is never asked for what it observed`);
      if (!streams.has(event.stream)) complain('workload', i, 'stream', `no sumstat reduces that stream. ${suggestion(event.stream, [...streams])}`);
    } else if (!sumstats.has(event.sumstat)) {
      complain('workload', i, 'sumstat', `there is no such sumstat. ${suggestion(event.sumstat, [...sumstats])}`);
    }
  });
  c.sumstats.forEach(({ name, threshold, reducers }, i) => {
    const own = reducers.map((reducer) => reducer.stream);
    for (const stream of threshold === undefined ? [] : streamsOf(threshold.watch)) {
      if (!own.includes(stream)) complain('sumstats', i, 'threshold', `${name} does not reduce the stream "${stream}" that it watches. ${suggestion(stream, own)}`);
    }
  });
  c.faults.forEach((fault, i) => {
    if ('node' in fault && fault.node > workers) complain('faults', i, 'node', `${numbered}; 0 is the manager`);
    if ('worker' in fault && fault.worker > workers) complain('faults', i, 'worker', numbered);
    if ('until' in fault && fault.until <= fault.from) complain('faults', i, 'until', `must be after "from", which is ${fault.from}`);
  });
  return strays;
}
