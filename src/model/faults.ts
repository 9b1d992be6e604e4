/** What goes wrong, as data. A fault whose target is not in the case is ignored. */
import { z } from 'zod';
import { microsSchema } from './cluster.ts';

const slowNodeSchema = z
  .strictObject({
    fault: z.literal('slow-node'),
    node: z.int().min(0).meta({ description: '0 is the manager, else the worker of that number.' }),
    service: microsSchema.meta({ description: 'Microseconds that each message costs; messages wait for one another.' }),
    from: microsSchema,
    until: microsSchema,
  })
  .meta({ description: 'A node that needs time for each message which it begins to handle in [from, until).' });

const reorderLinkSchema = z
  .strictObject({
    fault: z.literal('reorder-link'),
    worker: z.int().min(1),
    toward: z.enum(['manager', 'worker']),
  })
  .meta({ description: 'A link, in one direction, on which messages may overtake one another.' });

const missingCopySchema = z
  .strictObject({
    fault: z.literal('missing-copy'),
    site: z.string().min(1).meta({ description: 'The copy site, as the protocol names it.' }),
  })
  .meta({ description: 'A forgotten copy(): the value itself is used where a copy should be.' });

export const faultSchema = z.discriminatedUnion('fault', [slowNodeSchema, reorderLinkSchema, missingCopySchema]);
export type SlowNode = z.infer<typeof slowNodeSchema>;
export type ReorderLink = z.infer<typeof reorderLinkSchema>;
export type MissingCopy = z.infer<typeof missingCopySchema>;
export type Fault = z.infer<typeof faultSchema>;
export type FaultKind = Fault['fault'];
