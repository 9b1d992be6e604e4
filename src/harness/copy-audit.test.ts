import { describe, expect, it } from 'vitest';
import { perKeyPolling } from '../adapters/per-key-polling/per-key-polling.ts';
import { worker } from '../adapters/per-key-polling/worker.ts';
import { subjectNamed } from '../adapters/registry.ts';
import type { LeftOut, TransportAudit } from '../model/copy-audit.ts';
import { hasSignature } from '../model/verdict.ts';
import { auditCopies } from './copy-audit.ts';
import { runCase } from './run-case.ts';

const RUNS = 40;
const KEY_STREAM = subjectNamed('key-stream');
const AUDIT = auditCopies(KEY_STREAM, { seed: 1, runs: RUNS });

function over(transport: string): TransportAudit {
  return AUDIT.transports.find((one) => one.transport === transport) as TransportAudit;
}

function without(transport: string, ...sites: string[]): LeftOut {
  return over(transport).leftOut.find((one) => one.sites.join() === sites.join()) as LeftOut;
}

/** Polling that sends what it goes on changing, and does not know that it should be a copy. */
const withoutCopies: typeof perKeyPolling = {
  ...perKeyPolling,
  copySites: [],
  worker: {
    ...worker,
    on: {
      ...worker.on,
      cluster_get_result(state, asked, env, from) {
        const careless = Object.create(env, { copy: { value: (_: string, value: unknown) => value } }) as typeof env;
        worker.on.cluster_get_result?.(state, asked, careless, from);
      },
    },
  },
};

describe('auditCopies', () => {
  it('leaves out every set of sites over every transport', () => {
    expect(AUDIT.transports.map(({ transport }) => transport)).toEqual(['serialize', 'reference', 'cached']);
    for (const { leftOut } of AUDIT.transports) expect(leftOut.map(({ sites }) => sites)).toEqual([['request'], ['epoch'], ['request', 'epoch']]);
  });

  it('finds a copy needed where objects are shared, and the least case that shows it, which holds with the copy', () => {
    for (const transport of ['reference', 'cached']) {
      const { found, violated } = without(transport, 'request');
      if (found === null) throw new Error('nothing was found');

      expect(violated).toBeGreaterThan(0);
      expect(found).toMatchObject({ number: 9, size: 6, signature: 'no stale data: cluster_send_result' });
      expect(hasSignature(runCase(found.case, KEY_STREAM.protocol).verdict, found.signature)).toBe(true);
      expect(runCase({ ...found.case, faults: [] }, KEY_STREAM.protocol).verdict).toEqual({ kind: 'held' });
    }
  });

  it('finds it not needed where the transport makes copies, though what is sent is changed', () => {
    expect(without('serialize', 'request')).toMatchObject({ violated: 0, found: null });
    expect(without('serialize', 'request').changed).toBeGreaterThan(0);
  });

  it('finds a copy of what nobody changes needed nowhere', () => {
    for (const transport of ['serialize', 'reference', 'cached']) {
      const { met, values, changed, violated } = without(transport, 'epoch');
      expect([changed, violated]).toEqual([0, 0]);
      expect(values).toBeGreaterThanOrEqual(met);
      expect(met).toBeGreaterThan(RUNS / 2);
    }
  });

  it('names the least sets of copies that are enough, and explains no set of which a part is enough to be violated', () => {
    expect(over('serialize').sufficient).toEqual([[]]);
    expect(over('reference').sufficient).toEqual([['request']]);
    expect(without('cached', 'request', 'epoch').violated).toBeGreaterThan(0);
    expect(without('cached', 'request', 'epoch').found).toBeNull();
  });

  it('counts what copies cost over the caching transport alone: what is handed over once costs nothing', () => {
    const { untouched } = over('cached');

    expect(without('cached', 'epoch').bytes).toBe(untouched.bytes);
    expect(without('cached', 'request').bytes).toBeLessThan(untouched.bytes);
    expect(without('cached', 'request', 'epoch').bytes).toBeLessThan(without('cached', 'request').bytes);
    expect([over('reference').untouched.bytes, without('serialize', 'epoch').bytes]).toEqual([-1, -1]);
  });

  it('finds nothing sent without a copy site where there is a site for all', () => {
    for (const { uncopied, untouched } of AUDIT.transports) expect([uncopied, untouched.stale, untouched.violated]).toEqual([[], 0, 0]);
  });

  it('finds where what is changed is sent without any copy site', () => {
    const { transports } = auditCopies({ ...subjectNamed('per-key-polling'), protocol: withoutCopies }, { seed: 1, runs: RUNS });
    const [serialised, referred] = transports;

    expect(serialised?.untouched).toMatchObject({ violated: 0, stale: 0, found: null });
    expect(referred?.untouched.found).toMatchObject({ number: 8, signature: 'no stale data: cluster_send_result', case: { faults: [] } });
    for (const one of [serialised, referred]) expect(one?.uncopied).toEqual([{ type: 'cluster_send_result', values: expect.any(Number) as number, changed: expect.any(Number) as number }]);
    expect(referred?.uncopied[0]?.changed).toBeGreaterThan(0);
  });

  it('comes to the same again', () => {
    const once = auditCopies(subjectNamed('ledger'), { seed: 2, runs: 5 });

    expect(auditCopies(subjectNamed('ledger'), { seed: 2, runs: 5 })).toEqual(once);
  });

  it('refuses what is broken on purpose', () => {
    expect(() => auditCopies(subjectNamed('key-stream~no-count'), { seed: 1, runs: 1 })).toThrow('key-stream~no-count is broken on purpose');
  });
});
