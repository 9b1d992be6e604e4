/** What a golden case expects to be told, key by key and figure by figure: mostly what a real system was seen to tell. */
import { z } from 'zod';
import { keyOf, plainKeySchema } from './key.ts';
import { nameSchema } from './name.ts';
import { plainValueSchema, valueOf } from './value.ts';

const count = z.int().min(0);
/** A figure that is not there is null; one that overflowed stands as text. */
const figure = z.union([z.number(), z.enum(['Infinity', '-Infinity', 'NaN']).transform(Number)], { error: 'must be a number, or "Infinity", "-Infinity" or "NaN"' });
const optional = figure.nullable().optional();
const values = z.array(plainValueSchema.transform(valueOf));

/** `topk_get_top(k)`: whole buckets from the most frequent down, until there are k values. */
const topSchema = z.strictObject({
  k: count,
  values: z.array(z.strictObject({ value: plainValueSchema.transform(valueOf), count: count.optional(), epsilon: count.optional() })),
});

/** Figures of one stream; those that are left out are not compared. */
const figuresSchema = z.strictObject({
  num: count.optional(),
  begin: count.optional(),
  end: count.optional(),
  sum: figure.optional(),
  min: optional,
  max: optional,
  average: optional,
  variance: optional,
  varS: figure.optional(),
  stdDev: figure.optional(),
  unique: count.optional(),
  uniqueVals: values.nullable().optional().meta({ description: 'In any order.' }),
  hllUnique: count.optional(),
  last: values.nullable().optional().meta({ description: 'Oldest first.' }),
  samples: values.optional().meta({ description: 'In any order.' }),
  sampleCount: count.optional().meta({ description: 'How many samples, each of them an observation: for where chance chose which.' }),
  sampleElements: count.optional(),
  top: z.array(topSchema).optional(),
});
export type Figures = z.output<typeof figuresSchema>;

/** By stream; one that is left out must be absent, or without an observation. */
const streamsSchema = z.record(nameSchema, figuresSchema);
export type Streams = z.output<typeof streamsSchema>;

const epoch = { sumstat: nameSchema, epoch: count };
const counts = z.record(z.string().min(1), count).default({});
const key = plainKeySchema.transform(keyOf);

export const expectedSchema = z
  .strictObject({
    results: z
      .array(z.strictObject({ ...epoch, key, streams: streamsSchema }))
      .optional()
      .meta({ description: 'All that epoch_result is told, in any order.' }),
    finished: z.array(z.strictObject(epoch)).optional().meta({ description: 'All epochs of which the end is told, in any order.' }),
    crossings: z
      .array(z.strictObject({ sumstat: nameSchema, key, streams: streamsSchema }))
      .optional()
      .meta({ description: 'All that threshold_crossed is told; those of one sumstat and key in this order.' }),
    requests: z
      .array(z.strictObject({ request: count, streams: streamsSchema.nullable() }))
      .optional()
      .meta({ description: 'The answers to requests, by their number from 0; null for no data.' }),
    messages: z
      .array(z.strictObject({ node: count.meta({ description: '0 is the manager.' }), sent: counts, received: counts }))
      .optional()
      .meta({ description: 'All messages that a node sent and received, by type; a broadcast is sent once. Nodes that are left out are not looked at.' }),
    decimals: z
      .partialRecord(figuresSchema.keyof(), z.int().min(0).max(20))
      .default({})
      .meta({ description: 'Digits after the point to which a figure is rounded before it is compared; without them, exactly.' }),
  })
  .meta({ title: 'Expected by a golden case' });
export type Expected = z.output<typeof expectedSchema>;
