/** What goes wrong, as data. A fault whose target is not in the case is ignored. */
import { z } from 'zod';
import { MANAGER, microsSchema } from './cluster.ts';

const nodeSchema = z.int().min(MANAGER).meta({ description: '0 is the manager, else the worker of that number.' });
const workerSchema = z.int().min(1);

/** One direction of the link between a worker and the manager. */
const linkFields = { worker: workerSchema, toward: z.enum(['manager', 'worker']) };

/** Which of the messages that are sent over a link in a direction, from 1. */
const nthSchema = z.int().min(1).max(0xffff).meta({ description: 'Which message of the link in that direction, from 1.' });

const slowNodeSchema = z
  .strictObject({
    fault: z.literal('slow-node'),
    node: nodeSchema,
    service: microsSchema.meta({ description: 'Microseconds that each message costs; messages wait for one another.' }),
    from: microsSchema,
    until: microsSchema,
  })
  .meta({ description: 'A node that needs time for each message which it begins to handle in [from, until).' });

const pauseSchema = z
  .strictObject({ fault: z.literal('pause'), node: nodeSchema, from: microsSchema, until: microsSchema })
  .meta({ description: 'A node that is stopped in [from, until): whatever falls due at it waits until then. It loses nothing.' });

const reorderLinkSchema = z
  .strictObject({ fault: z.literal('reorder-link'), ...linkFields })
  .meta({ description: 'A link, in one direction, on which messages may overtake one another.' });

const slowLinkSchema = z
  .strictObject({
    fault: z.literal('slow-link'),
    ...linkFields,
    extra: microsSchema.meta({ description: 'Microseconds that each message takes longer.' }),
    from: microsSchema,
    until: microsSchema,
  })
  .meta({ description: 'A link, in one direction, on which what is sent in [from, until) travels longer. It keeps its order.' });

const lossSchema = z
  .strictObject({ fault: z.literal('loss'), ...linkFields, nth: nthSchema })
  .meta({ description: 'A message that never arrives.' });

const duplicateSchema = z
  .strictObject({
    fault: z.literal('duplicate'),
    ...linkFields,
    nth: nthSchema,
    after: microsSchema.meta({ description: 'Microseconds after its arrival at which it arrives again.' }),
  })
  .meta({ description: 'A message that arrives twice.' });

const partitionSchema = z
  .strictObject({ fault: z.literal('partition'), worker: workerSchema, from: microsSchema, until: microsSchema })
  .meta({ description: 'What the worker and the manager send one another in [from, until) is lost, and neither is told so.' });

const noticedSchema = microsSchema.meta({ description: 'Microseconds after which the manager is told that the worker is gone.' });

const crashSchema = z
  .strictObject({
    fault: z.literal('crash'),
    worker: workerSchema,
    at: microsSchema,
    noticed: noticedSchema,
    restart: microsSchema.optional().meta({ description: 'Microseconds after which it starts again, with empty tables and as a new incarnation; never, where absent.' }),
  })
  .meta({ description: 'A worker that dies with all that it holds. What it sent before still arrives; what is on the way to it does not.' });

const leaveSchema = z
  .strictObject({
    fault: z.literal('leave'),
    worker: workerSchema,
    at: microsSchema,
    noticed: noticedSchema,
    back: microsSchema.optional().meta({ description: 'Microseconds after which it is connected again, with all that it holds; never, where absent.' }),
  })
  .meta({ description: 'A worker that loses its connection and goes on by itself. What the two send one another meanwhile is lost.' });

const joinSchema = z
  .strictObject({ fault: z.literal('join'), worker: workerSchema, at: microsSchema })
  .meta({ description: 'A worker that starts only then, and says hello. Before, it observes nothing.' });

const helloSchema = z
  .strictObject({ fault: z.literal('hello'), worker: workerSchema, at: microsSchema })
  .meta({ description: 'A worker that says hello once more, although it is connected.' });

const missingCopySchema = z
  .strictObject({
    fault: z.literal('missing-copy'),
    site: z.string().min(1).meta({ description: 'The copy site, as the protocol names it.' }),
  })
  .meta({ description: 'A forgotten copy(): the value itself is used where a copy should be.' });

export const faultSchema = z.discriminatedUnion('fault', [
  slowNodeSchema,
  pauseSchema,
  reorderLinkSchema,
  slowLinkSchema,
  lossSchema,
  duplicateSchema,
  partitionSchema,
  crashSchema,
  leaveSchema,
  joinSchema,
  helloSchema,
  missingCopySchema,
]);
export type Fault = z.infer<typeof faultSchema>;
export type FaultKind = Fault['fault'];
export const FAULT_KINDS: readonly FaultKind[] = faultSchema.options.map(({ shape }) => shape.fault.value);
/** The kinds that a protocol may claim to tolerate by name: of slow nodes it says how slow, and a copy that is left out is nobody's to tolerate. */
export type ToleratedKind = Exclude<FaultKind, 'slow-node' | 'missing-copy'>;
export type FaultOf<K extends FaultKind> = Extract<Fault, { fault: K }>;

/** The kinds that take a worker away from the manager, or bring one to it. */
const OF_MEMBERSHIP: ReadonlySet<FaultKind> = new Set(['crash', 'leave', 'join', 'hello']);

/** Does any of them change which workers are there, or are known to be? */
export function changeMembership(faults: readonly Fault[]): boolean {
  return faults.some(({ fault }) => OF_MEMBERSHIP.has(fault));
}

/** Is a worker not there from the beginning? */
export function joinsLater(faults: readonly Fault[], worker: number): boolean {
  return faults.some((fault) => fault.fault === 'join' && fault.worker === worker);
}

/** The node that a fault is about; null where it is about none. */
export function nodeOf(fault: Fault): number | null {
  if ('worker' in fault) return fault.worker;
  return 'node' in fault ? fault.node : null;
}

/** The same fault, of another node. */
export function movedTo(fault: Fault, node: number): Fault {
  if ('worker' in fault) return { ...fault, worker: node };
  return 'node' in fault ? { ...fault, node } : fault;
}

/** Does it ever have an effect? */
export function isEffective(fault: Fault): boolean {
  if ('until' in fault && fault.from >= fault.until) return false;
  if (fault.fault === 'slow-node') return fault.service > 0;
  return fault.fault !== 'slow-link' || fault.extra > 0;
}
