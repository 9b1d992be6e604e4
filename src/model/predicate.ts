/** Which observations a reducer takes in (upstream: `pred`): a small set of named tests, so that a case stays data. */
import { z } from 'zod';
import { addressSchema, networkOf } from './address.ts';
import { keyParts } from './key.ts';
import type { Value } from './value.ts';
import { quantityOf } from './value.ts';

export const predicateSchema = z.discriminatedUnion('test', [
  z.strictObject({ test: z.literal('value-at-least'), bound: z.number() }),
  z.strictObject({ test: z.literal('value-at-most'), bound: z.number() }),
  z.strictObject({ test: z.literal('host-within'), network: addressSchema, bits: z.int().min(0).max(128) }),
  z.strictObject({ test: z.literal('str-starts-with'), text: z.string() }),
]);
export type Predicate = z.infer<typeof predicateSchema>;

export function isWanted(predicate: Predicate, key: string, value: Value): boolean {
  switch (predicate.test) {
    case 'value-at-least':
      return quantityOf(value) >= predicate.bound;
    case 'value-at-most':
      return quantityOf(value) <= predicate.bound;
    case 'host-within': {
      const { host } = keyParts(key);
      const { network, bits } = predicate;
      return host?.includes(':') === network.includes(':') && networkOf(host, bits) === networkOf(network, bits);
    }
    case 'str-starts-with':
      return keyParts(key).str?.startsWith(predicate.text) ?? false;
  }
}
