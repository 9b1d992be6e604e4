import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { rollcall } from './rollcall.test-double.ts';

const FIXTURES = new URL('../../fixtures/', import.meta.url);
const files = readdirSync(FIXTURES).filter((name) => name.endsWith('.json'));
const read = (name: string): { case: object } => JSON.parse(readFileSync(new URL(name, FIXTURES), 'utf8')) as { case: object };

// Read back as a validator by zod, which knows nothing any more of the schema that it was made from.
async function validator(...argv: readonly string[]): Promise<z.ZodType> {
  const { code, out } = await rollcall('schema', ...argv);
  expect(code).toBe(0);
  return z.fromJSONSchema(JSON.parse(out) as Parameters<typeof z.fromJSONSchema>[0]);
}

describe('rollcall schema', () => {
  it('accepts the case of every fixture, and with --fixture the whole of it', async () => {
    const ofCase = await validator();
    const ofFixture = await validator('--fixture');

    expect(files.length).toBeGreaterThan(10);
    for (const file of files) {
      expect([file, ofCase.safeParse(read(file).case).success]).toEqual([file, true]);
      expect([file, ofFixture.safeParse(read(file)).success]).toEqual([file, true]);
    }
  });

  const [file = ''] = files;
  it.each<[string, object]>([
    ['of another version', { version: 2 }],
    ['over a transport that there is not', { transport: 'pigeon' }],
    ['with a worker without salt', { cluster: { workers: [{}], latency: { min: 0, max: 0 } } }],
    ['with an event before the beginning', { workload: [{ at: -1, do: 'collect', sumstat: 'seen' }] }],
    ['with an event of another kind', { workload: [{ at: 0, do: 'colect', sumstat: 'seen' }] }],
    ['with a fault that lacks a field', { faults: [{ fault: 'slow-node', node: 1 }] }],
    ['with a schedule that passes over less than nothing', { schedule: { 3: -1 } }],
    ['with a field that nobody knows', { colour: 'red' }],
  ])('rejects a case %s', async (_, change) => {
    const schema = await validator();

    expect(schema.safeParse(read(file).case).success).toBe(true);
    expect(schema.safeParse({ ...read(file).case, ...change }).success).toBe(false);
  });

  it('rejects a fixture without a verdict', async () => {
    expect((await validator('--fixture')).safeParse({ case: read(file).case }).success).toBe(false);
  });

  it('rejects a golden case without what is expected, or with a figure that there is not', async () => {
    const golden = JSON.parse(readFileSync(new URL('../../fixtures/golden/third-contributor.json', import.meta.url), 'utf8')) as { case: object; expected: { results: { streams: object }[] } };
    const schema = await validator('--golden');

    expect(schema.safeParse(golden).success).toBe(true);
    expect(schema.safeParse({ case: golden.case }).success).toBe(false);
    expect(schema.safeParse({ ...golden, expected: { results: [{ ...golden.expected.results[0], streams: { http: { median: 3 } } }] } }).success).toBe(false);
  });

  it('explains its fields', async () => {
    const { out } = await rollcall('schema');

    expect(JSON.parse(out)).toMatchObject({ title: 'Rollcall case', properties: { transport: { description: expect.stringContaining('back-references') as string } } });
  });
});
