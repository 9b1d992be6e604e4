/** What is asked of the system under test: which streams of observations are reduced to which figures. */
import { z } from 'zod';
import type { Frozen } from './frozen.ts';

/** The calculations of SumStats that this version judges. */
export const CALCULATIONS = ['SUM', 'MIN', 'MAX', 'AVERAGE', 'VARIANCE', 'STD_DEV', 'UNIQUE'] as const;

export const calculationSchema = z.enum(CALCULATIONS);
export type Calculation = z.infer<typeof calculationSchema>;

/** A name of a key, a stream or a sumstat: any text that is not empty and has no control characters. */
// eslint-disable-next-line no-control-regex
export const nameSchema = z.string().min(1).max(4096).regex(/^[^\x00-\x1f\x7f]*$/, 'must not hold control characters');

export const reducerSchema = z
  .strictObject({
    stream: nameSchema.refine((name) => !(name in {}), 'is a reserved name'),
    apply: z.array(calculationSchema).min(1),
  })
  .meta({ description: 'One stream of observations, and the calculations applied to it.' });
export type Reducer = Frozen<z.infer<typeof reducerSchema>>;

export const sumstatSchema = z
  .strictObject({
    name: nameSchema,
    reducers: z.array(reducerSchema).min(1),
  })
  .refine((sumstat) => new Set(sumstat.reducers.map((r) => r.stream)).size === sumstat.reducers.length, {
    message: 'two reducers of one sumstat must not share a stream: their results would share one value',
    path: ['reducers'],
  })
  .meta({ description: 'A named aggregation; its results are kept by key and stream.' });
export type Sumstat = Frozen<z.infer<typeof sumstatSchema>>;

/** Does an observation on this stream count towards this sumstat? */
export function consumes(sumstat: Sumstat, stream: string): boolean {
  for (const reducer of sumstat.reducers) if (reducer.stream === stream) return true;
  return false;
}
