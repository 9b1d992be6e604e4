/** A Case: everything that a run depends on, as plain JSON. The same Case gives the same Trace. */
import { z } from 'zod';
import { clusterSchema, microsSchema, saltSchema } from './cluster.ts';
import { faultSchema } from './faults.ts';
import type { Frozen } from './frozen.ts';
import { dense, sparseScheduleSchema } from './schedule.ts';
import { QUIRK_NAMES } from './quirks.ts';
import { sharesStreams, sumstatSchema } from './sumstat.ts';
import { workloadSchema } from './workload.ts';

/** The format of Case files that this version writes. */
export const CASE_VERSION = 1;

/** How far past the earliest due event the enabled ones reach, unless a case says otherwise: one second. */
export const DEFAULT_WINDOW = 1_000_000;

export const TRANSPORTS = ['serialize', 'reference', 'cached'] as const;
export type Transport = (typeof TRANSPORTS)[number];

export const optionSchema = z.union([z.number(), z.boolean(), z.string()]);
export type Options = { readonly [name: string]: z.infer<typeof optionSchema> };

/** A Case as a file holds it; parsing gives the Case as the simulator reads it (the schedule dense). */
export const caseSchema = z
  .strictObject({
    version: z.literal(CASE_VERSION),
    protocol: z.string().min(1).meta({ description: 'The name of a protocol; `rollcall list` shows them.' }),
    options: z.record(z.string(), optionSchema).default({}).meta({ description: "The protocol's own options." }),
    quirks: z.array(z.enum(QUIRK_NAMES)).min(1).optional().meta({ description: 'What the real system does otherwise than it promises; `rollcall list quirks` explains each.' }),
    seed: saltSchema.default(0).meta({ description: 'Keys all draws that the simulator makes itself, such as latencies.' }),
    cluster: clusterSchema,
    transport: z.enum(TRANSPORTS).meta({
      description: 'serialize: cloned when sent. reference: the very objects that the body holds. cached: back-references to what was sent before, as old Bro did.',
    }),
    sumstats: z
      .array(sumstatSchema)
      .min(1)
      .refine((all) => new Set(all.map((s) => s.name)).size === all.length, 'must have different names'),
    values: z.enum(['given', 'fingerprint']).default('given').meta({
      description: 'fingerprint: the i-th observation of a key is worth 4 to the i-th, whatever `value` says, so that a sum tells which observations are in it.',
    }),
    workload: workloadSchema,
    faults: z.array(faultSchema).default([]),
    window: microsSchema.default(DEFAULT_WINDOW).meta({ description: 'How far past the earliest due event the enabled ones reach, in microseconds.' }),
    schedule: sparseScheduleSchema.default({}).transform(dense),
  })
  .superRefine((c, context) => {
    if (c.quirks?.includes('sharedStream') === true) return;
    c.sumstats.forEach((sumstat, i) => {
      if (sharesStreams(sumstat)) context.addIssue({ code: 'custom', path: ['sumstats', i, 'reducers'], message: 'two reducers of one sumstat must not share a stream: their results would share one value' });
    });
  })
  .meta({ title: 'Rollcall case' });

export type Case = Frozen<z.output<typeof caseSchema>>;
