/** Who takes part, and how long messages travel. */
import { z } from 'zod';

/** A node: 0 is the manager, 1 to the number of workers are worker-1, worker-2, ... */
export const MANAGER = 0;

/** The name that people read. */
export function nodeName(node: number): string {
  return node === MANAGER ? 'manager' : node < 0 ? 'environment' : `worker-${node}`;
}

/** The same within a sentence. */
export function theNode(node: number): string {
  return node > 0 ? nodeName(node) : `the ${nodeName(node)}`;
}

/** Virtual time, in whole microseconds since the case began. */
export const microsSchema = z.int().min(0).max(2 ** 46);

/** A natural number that a draw is keyed by. */
export const saltSchema = z.int().min(0).max(0x7fff_ffff);

export const workerSchema = z
  .strictObject({
    salt: saltSchema.meta({ description: "Keys this worker's own draws, and stays with it when other workers are removed." }),
    order: saltSchema.default(0).meta({ description: "Iteration order of this worker's tables: 0 is by insertion, else a shuffle." }),
  })
  .meta({ description: 'One worker.' });
export type Worker = z.infer<typeof workerSchema>;

export const clusterSchema = z.strictObject({
  workers: z.array(workerSchema).max(4096).meta({ description: 'None where the manager is alone, and observes by itself.' }),
  order: saltSchema.default(0).meta({ description: "Iteration order of the manager's tables: 0 is by insertion, else a shuffle." }),
  latency: z
    .strictObject({ min: microsSchema, max: microsSchema })
    .refine((latency) => latency.min <= latency.max, { message: 'min must not exceed max', path: ['min'] })
    .meta({ description: 'Travel time of a message in microseconds, drawn evenly by a hash of what it is.' }),
});
export type Cluster = z.infer<typeof clusterSchema>;
