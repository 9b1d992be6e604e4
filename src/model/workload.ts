/** What happens to the system from outside: observations at workers, collections and key requests at the manager. */
import { z } from 'zod';
import { microsSchema } from './cluster.ts';
import { nameSchema } from './sumstat.ts';

const observeSchema = z.strictObject({
  at: microsSchema,
  do: z.literal('observe'),
  worker: z.int().min(1).meta({ description: 'Which worker sees it, from 1.' }),
  stream: nameSchema,
  key: nameSchema,
  value: z.number({ error: 'must be a finite number (NaN and infinities make every order of merging right)' }),
});

const collectSchema = z.strictObject({
  at: microsSchema,
  do: z.literal('collect'),
  sumstat: nameSchema,
});

const requestSchema = z.strictObject({
  at: microsSchema,
  do: z.literal('request'),
  sumstat: nameSchema,
  key: nameSchema,
});

export const workloadEventSchema = z.discriminatedUnion('do', [observeSchema, collectSchema, requestSchema]);
export type Observe = z.infer<typeof observeSchema>;
export type Collect = z.infer<typeof collectSchema>;
export type RequestKey = z.infer<typeof requestSchema>;
export type WorkloadEvent = z.infer<typeof workloadEventSchema>;

/** The most observations of one key of one stream that fingerprint values can tell apart: 4 to the 26th is 2 to the 52nd. */
export const FINGERPRINTS = 26;

/** The value of a key's i-th observation in the whole case, so that a sum spells out which observations are in it. */
export function fingerprint(i: number): number {
  return 4 ** i;
}
