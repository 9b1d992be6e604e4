import { describe, expect, it } from 'vitest';
import { subjectNamed } from '../adapters/registry.ts';
import type { Case } from '../model/case.ts';
import { TRANSPORTS } from '../model/case.ts';
import { describeTrace } from '../model/describe.ts';
import { caseSpace } from './case-space.ts';
import { CopyWatch } from './copy-watch.ts';
import { caseGenerator } from './generate.ts';
import { runCase } from './run-case.ts';

const SUBJECT = subjectNamed('key-stream');
const CASES = Array.from({ length: 30 }, (_, i) => caseGenerator(caseSpace(SUBJECT), 1)(i));

function watched(c: Case): CopyWatch {
  const watch = new CopyWatch(SUBJECT.protocol);
  watch.reset(c);
  runCase(c, watch.protocol);
  return watch;
}

describe('CopyWatch', () => {
  it('changes nothing about a run', () => {
    for (const c of CASES) {
      const watch = new CopyWatch(SUBJECT.protocol);
      watch.reset(c);
      expect(describeTrace(runCase(c, watch.protocol).trace)).toBe(describeTrace(runCase(c, SUBJECT.protocol).trace));
    }
  });

  it('finds nothing at sites that make their copies, and what went out at those that do not', () => {
    for (const transport of TRANSPORTS) {
      const c: Case = { ...(CASES[8] as Case), transport };
      const without: Case = { ...c, faults: [{ fault: 'missing-copy', site: 'request' }] };
      const { trace } = runCase(without, SUBJECT.protocol);
      const answers = trace.bodies.filter((body) => {
        const { cleanup, result = null } = body as { cleanup?: boolean; result?: object | null };
        return cleanup === false && result !== null;
      });

      expect(watched(c).uncopiedAtSites()).toEqual({ values: 0, changed: 0 });
      // It is the node's own, and changed by it, whatever the transport.
      expect(watched(without).uncopiedAtSites()).toEqual({ values: answers.length, changed: 1 });
    }
  });

  it('finds what is sent without asking a site', () => {
    const merge = subjectNamed('sorted-merge').protocol;
    const watch = new CopyWatch(merge);
    const c = CASES[8] as Case;
    watch.reset(c);
    const { trace } = runCase(c, merge);
    runCase(c, watch.protocol);
    const items = Array.from({ length: trace.length }, (_, event) => event).filter((event) => trace.typeName(event) === 'merge_item');

    expect(items.length).toBeGreaterThan(0);
    expect([...watch.uncopiedInMessages()]).toEqual([['merge_item', { values: items.length, changed: 0 }]]);
  });

  it('counts bytes over the caching transport alone', () => {
    const c = CASES[8] as Case;

    expect(watched({ ...c, transport: 'cached' }).bytes).toBeGreaterThan(0);
    expect(watched({ ...c, transport: 'reference' }).bytes).toBe(0);
  });
});
