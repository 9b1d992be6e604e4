/** What of a result is worth telling at once: a watched value, and the limits that it crosses one after another. */
import { z } from 'zod';
import type { Frozen } from './frozen.ts';
import { nameSchema } from './name.ts';
import type { Result } from './result.ts';

/** Figures of a result that can be watched. */
export const WATCHABLE = ['num', 'sum', 'min', 'max', 'average', 'variance', 'stdDev', 'unique', 'hllUnique'] as const;

const quantitySchema = z.strictObject({ field: z.enum(WATCHABLE), stream: nameSchema });
export type Quantity = z.infer<typeof quantitySchema>;

const watchSchema = z
  .union([quantitySchema, z.strictObject({ constant: z.number() }), z.strictObject({ ratio: quantitySchema, to: quantitySchema })], {
    error: 'must be {"field": ..., "stream": ...}, {"ratio": one of these, "to": another} or {"constant": a number}',
  })
  .meta({ description: 'Upstream: threshold_val. What is absent counts 0, and so does a ratio to what is not positive.' });
export type Watch = z.infer<typeof watchSchema>;

export const thresholdSchema = z
  .strictObject({
    watch: watchSchema,
    at: z.number().optional().meta({ description: 'A single limit (upstream: threshold).' }),
    series: z
      .array(z.number())
      .min(1)
      .refine((limits) => limits.every((limit, i) => i === 0 || limit > (limits[i - 1] as number)), 'must ascend')
      .optional()
      .meta({ description: 'Limits that are crossed one a check (upstream: threshold_series).' }),
  })
  .refine(({ at, series }) => at !== undefined || series !== undefined, 'must have "at", "series" or both')
  .meta({ description: 'Told as soon as it is crossed, at most once for each key, epoch and limit.' });
export type Threshold = Frozen<z.infer<typeof thresholdSchema>>;

/** The limit to cross next where so many were crossed; undefined where none is left. */
export function nextLimit({ at, series }: Threshold, crossed: number): number | undefined {
  const step = series?.[crossed];
  if (crossed > 0 || at === undefined) return step;
  return step === undefined ? at : Math.min(at, step);
}

export function watchedIn(watch: Watch, result: Result): number {
  if ('constant' in watch) return watch.constant;
  const of = ({ field, stream }: Quantity): number => result[stream]?.[field] ?? 0;
  if ('field' in watch) return of(watch);
  const under = of(watch.to);
  return under > 0 ? of(watch.ratio) / under : 0;
}

/** The streams that are looked at. */
export function streamsOf(watch: Watch): string[] {
  if ('constant' in watch) return [];
  return 'field' in watch ? [watch.stream] : [watch.ratio.stream, watch.to.stream];
}
