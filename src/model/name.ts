/** A name of a key, a stream or a sumstat: any text that is not empty and has no control characters. */
import { z } from 'zod';

// eslint-disable-next-line no-control-regex
export const nameSchema = z.string().min(1).max(4096).regex(/^[^\x00-\x1f\x7f]*$/, 'must not hold control characters');
