/** How long upstream's tables keep what is in them: a minute, since it was made or since it was looked at, or for ever. */
import type { Expiry } from '../../protocol/expiring-table.ts';

const MINUTE = 60_000_000;

export const NEVER: Expiry = { since: 'create', after: Infinity };
export const CREATED: Expiry = { since: 'create', after: MINUTE };
export const READ: Expiry = { since: 'read', after: MINUTE };
