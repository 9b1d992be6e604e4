/** What happens to the system from outside: observations at workers, collections and key requests at the manager. */
import { z } from 'zod';
import { microsSchema } from './cluster.ts';
import type { Frozen } from './frozen.ts';
import { keyOf, plainKey, plainKeySchema } from './key.ts';
import { nameSchema } from './name.ts';
import { plainValue, plainValueSchema, valueOf } from './value.ts';

const keySchema = plainKeySchema.transform(keyOf).meta({ description: 'A name, or {"host": an address, "str": a name}, either or both.' });

const observeSchema = z.strictObject({
  at: microsSchema,
  do: z.literal('observe'),
  worker: z.int().min(1).meta({ description: 'Which worker sees it, from 1.' }),
  stream: nameSchema,
  key: keySchema,
  value: plainValueSchema.transform(valueOf).meta({ description: 'What was observed. A bare number is a double.' }),
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
  key: keySchema,
});

export const workloadEventSchema = z.discriminatedUnion('do', [observeSchema, collectSchema, requestSchema]);
export type Observe = z.infer<typeof observeSchema>;
export type Collect = z.infer<typeof collectSchema>;
export type RequestKey = z.infer<typeof requestSchema>;
export type WorkloadEvent = z.infer<typeof workloadEventSchema>;

/** An event as a case file holds it. */
export function plainEvent(event: Frozen<WorkloadEvent>): z.input<typeof workloadEventSchema> {
  if (event.do === 'collect') return event;
  const key = plainKey(event.key);
  return event.do === 'request' ? { ...event, key } : { ...event, key, value: plainValue(event.value) };
}

/** The most observations of one key of one stream that fingerprint values can tell apart: 4 to the 26th is 2 to the 52nd. */
export const FINGERPRINTS = 26;

/** The value of a key's i-th observation in the whole case, so that a sum spells out which observations are in it. */
export function fingerprint(i: number): number {
  return 4 ** i;
}
