/** What is asked of the system under test: which streams of observations are reduced to which figures. */
import { z } from 'zod';
import type { Frozen } from './frozen.ts';
import { nameSchema } from './name.ts';
import { suggestion } from './nearest-names.ts';
import { normaliserSchema, normalisedKey } from './normaliser.ts';
import { ownCalculation, ownNames } from './own-calculation.ts';
import { isWanted, predicateSchema } from './predicate.ts';
import { thresholdSchema } from './threshold.ts';
import type { Value } from './value.ts';

/** The calculations of SumStats; a user's own come beside them. */
export const CALCULATIONS = ['SUM', 'MIN', 'MAX', 'AVERAGE', 'VARIANCE', 'STD_DEV', 'UNIQUE', 'HLL_UNIQUE', 'LAST', 'SAMPLE', 'TOPK'] as const;

export type Calculation = (typeof CALCULATIONS)[number];

export function isBuiltIn(name: string): name is Calculation {
  return (CALCULATIONS as readonly string[]).includes(name);
}

/** Is there one of that name, of SumStats or a user's own? */
export function isCalculation(name: string): boolean {
  return isBuiltIn(name) || ownCalculation(name) !== undefined;
}

export function noSuchCalculation(name: string): string {
  return `there is no such calculation. ${suggestion(name, [...CALCULATIONS, ...ownNames()])}`;
}

const calculationNameSchema = z
  .string()
  .refine(isCalculation, { error: ({ input }) => noSuchCalculation(String(input)) })
  .meta({ description: 'One of SumStats, or one that `defineCalculation` has defined.', examples: [...CALCULATIONS] });

const size = (most: number): z.ZodOptional<z.ZodInt> => z.int().min(0).max(most).optional();

export const reducerSchema = z
  .strictObject({
    stream: nameSchema.refine((name) => !(name in {}), 'is a reserved name'),
    apply: z.array(calculationNameSchema).min(1),
    predicate: predicateSchema.optional().meta({ description: 'Which observations count; all, where there is none.' }),
    normalise: normaliserSchema.optional().meta({ description: 'Which keys are one key; none, where there is none.' }),
    uniqueMax: size(1_000_000).meta({ description: 'UNIQUE: the most values to keep; no limit where there is none.' }),
    hllErrorMargin: z.number().min(0.002).max(0.5).optional().meta({ description: 'HLL_UNIQUE: 0.01 where there is none.' }),
    hllConfidence: z.number().min(0.01).max(0.999).optional().meta({ description: 'HLL_UNIQUE: 0.95 where there is none.' }),
    lastElements: size(1_000_000).meta({ description: 'LAST: how many to keep; 0 where there is none.' }),
    samples: size(1_000_000).meta({ description: 'SAMPLE: how many to keep; 0 where there is none.' }),
    topkSize: z.int().min(1).max(1_000_000).optional().meta({ description: 'TOPK: how many values are tracked; 500 where there is none.' }),
  })
  .meta({ description: 'One stream of observations, and the calculations applied to it.' });
export type Reducer = Frozen<z.infer<typeof reducerSchema>>;

/** What upstream takes where a reducer does not say. */
export const DEFAULTS = { hllErrorMargin: 0.01, hllConfidence: 0.95, lastElements: 0, samples: 0, topkSize: 500 } as const;

export const sumstatSchema = z
  .strictObject({
    name: nameSchema,
    reducers: z.array(reducerSchema).min(1),
    threshold: thresholdSchema.optional().meta({ description: 'What is told before the epoch ends; nothing, where there is none.' }),
    epochResult: z.boolean().optional().meta({ description: 'Are the results of an epoch asked for (upstream: is there an epoch_result)? They are, unless this is false.' }),
  })
  .meta({ description: 'A named aggregation; its results are kept by key and stream.' });
export type Sumstat = Frozen<z.infer<typeof sumstatSchema>>;

/** Does the framework's user ask for what an epoch comes to? */
export function wantsResults({ epochResult }: Sumstat): boolean {
  return epochResult !== false;
}

export function hasThreshold({ threshold }: Sumstat): boolean {
  return threshold !== undefined;
}

/** Does an observation on this stream count towards this sumstat? */
export function consumes(sumstat: Sumstat, stream: string): boolean {
  for (const reducer of sumstat.reducers) if (reducer.stream === stream) return true;
  return false;
}

/** The key under which a reducer counts an observation of its stream; null where it does not. */
export function keyCounted(reducer: Reducer, key: string, value: Value): string | null {
  const counted = reducer.normalise === undefined ? key : normalisedKey(reducer.normalise, key);
  return reducer.predicate === undefined || isWanted(reducer.predicate, counted, value) ? counted : null;
}

/** Do two reducers of one sumstat write into the same value? Only the quirk `sharedStream` allows it. */
export function sharesStreams({ reducers }: Sumstat): boolean {
  return new Set(reducers.map((reducer) => reducer.stream)).size < reducers.length;
}
