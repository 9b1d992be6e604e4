/** Keys made one before they are counted (upstream: `normalize_key`): a small set of named ways, so that a case stays data. */
import { z } from 'zod';
import { networkOf } from './address.ts';
import { keyOf, keyParts } from './key.ts';

export const normaliserSchema = z.discriminatedUnion('to', [
  z.strictObject({ to: z.literal('lower-case') }),
  z.strictObject({ to: z.literal('host') }),
  z.strictObject({ to: z.literal('str') }),
  z.strictObject({ to: z.literal('network'), bits: z.int().min(0).max(128) }),
]);
export type Normaliser = z.infer<typeof normaliserSchema>;

/** A key that has not what the normaliser keeps stays as it is. */
export function normalisedKey(normaliser: Normaliser, key: string): string {
  const { host, str } = keyParts(key);
  switch (normaliser.to) {
    case 'lower-case':
      return keyOf({ host, str: str?.toLowerCase() });
    case 'host':
      return host === undefined ? key : keyOf({ host });
    case 'str':
      return str === undefined ? key : keyOf({ str });
    case 'network':
      return host === undefined ? key : keyOf({ host: networkOf(host, normaliser.bits), str });
  }
}
