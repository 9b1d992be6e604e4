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
  worker: z.int().min(0).meta({ description: 'Which worker sees it, from 1; 0 where there is no cluster, and the manager is alone.' }),
  stream: nameSchema,
  key: keySchema,
  value: plainValueSchema.transform(valueOf).meta({ description: 'What was observed. A bare number is a double.' }),
});

const collectSchema = z
  .strictObject({
    at: microsSchema,
    do: z.literal('collect'),
    sumstat: nameSchema,
    final: z.literal(true).optional().meta({ description: 'The system is stopping: what is open must be told at once.' }),
    every: microsSchema.min(1).optional().meta({ description: 'Epochs of one length: microseconds from one collection to the next.' }),
    times: z.int().min(1).max(10_000).optional().meta({ description: 'With "every": how many collections there are.' }),
  })
  .refine(({ every, times }) => (every === undefined) === (times === undefined), { message: 'goes with "every"', path: ['times'] });

const requestSchema = z.strictObject({
  at: microsSchema,
  do: z.literal('request'),
  sumstat: nameSchema,
  key: keySchema,
});

const workloadEventSchema = z.discriminatedUnion('do', [observeSchema, collectSchema, requestSchema]);
export type Observe = z.infer<typeof observeSchema>;
export type Collect = Omit<z.infer<typeof collectSchema>, 'every' | 'times'>;
export type RequestKey = z.infer<typeof requestSchema>;
export type WorkloadEvent = Observe | Collect | RequestKey;

/** As a file holds it, epochs of one length may be one entry; as a run has it, each collection is an event. */
export const workloadSchema = z.array(workloadEventSchema).transform((events) => events.flatMap((event): WorkloadEvent[] => (event.do === 'collect' ? each(event) : [event])));

function each({ every = 0, times = 1, ...first }: z.infer<typeof collectSchema>): Collect[] {
  return Array.from({ length: times }, (_, i) => ({ ...first, at: first.at + i * every }));
}

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
