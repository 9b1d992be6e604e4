/** Who takes part, and how long messages travel. */
import { z } from 'zod';
import type { Frozen } from './frozen.ts';
import { keyOf, plainKey, plainKeySchema } from './key.ts';

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

/** In what order a node walks its tables: 0 by insertion, another number a shuffle; or these keys first, in this order. */
export const orderSchema = z.union([saltSchema, z.array(plainKeySchema.transform(keyOf))], { error: 'must be a whole number from 0, or a list of keys' });
export type TableOrder = Frozen<z.infer<typeof orderSchema>>;

/** When a node first sweeps its expiring tables, which it then does every ten seconds. */
const sweepSchema = microsSchema.max(9_999_999).optional();

const SWEEP = 'sweeps its expiring tables first, in microseconds; then every ten seconds. 0 where there is none. Of no effect where a protocol has no such tables.';

const ORDER = '0 is by insertion, another number a shuffle; a list of keys puts these first.';

/** As a file holds it. */
export function plainOrder(order: TableOrder): z.input<typeof orderSchema> {
  return typeof order === 'number' ? order : order.map(plainKey);
}

export const workerSchema = z
  .strictObject({
    salt: saltSchema.meta({ description: "Keys this worker's own draws, and stays with it when other workers are removed." }),
    order: orderSchema.default(0).meta({ description: `Iteration order of this worker's tables: ${ORDER}` }),
    sweep: sweepSchema.meta({ description: `When this worker ${SWEEP}` }),
  })
  .meta({ description: 'One worker.' });
export type Worker = Frozen<z.infer<typeof workerSchema>>;

export const clusterSchema = z.strictObject({
  workers: z.array(workerSchema).max(4096).meta({ description: 'None where the manager is alone, and observes by itself.' }),
  order: orderSchema.default(0).meta({ description: `Iteration order of the manager's tables: ${ORDER}` }),
  sweep: sweepSchema.meta({ description: `When the manager ${SWEEP}` }),
  hashSeed: saltSchema.optional().meta({ description: "Keys the hash functions of all nodes; 0 where there is none." }),
  latency: z
    .strictObject({ min: microsSchema, max: microsSchema })
    .refine((latency) => latency.min <= latency.max, { message: 'min must not exceed max', path: ['min'] })
    .meta({ description: 'Travel time of a message in microseconds, drawn evenly by a hash of what it is.' }),
});
export type Cluster = z.infer<typeof clusterSchema>;
