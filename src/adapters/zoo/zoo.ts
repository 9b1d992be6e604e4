/** The bug zoo: bugs that really happened, each found by the general checks in random cases, or with the reason why it is not. */
import { ANSWERS } from './answers.ts';
import { CALCULATIONS } from './calculations.ts';
import type { Planted, ZooEntry } from './entry.ts';
import { isPlanted } from './entry.ts';
import { EPOCHS } from './epochs.ts';
import { LEFT_OUT } from './left-out.ts';
import { MEMBERSHIP } from './membership.ts';
import { THRESHOLDS } from './thresholds.ts';
import { TRANSPORT } from './transport.ts';

const FAMILIES = 'PCSL';

const rank = ({ id }: ZooEntry): number => FAMILIES.indexOf(id.charAt(0)) * 100 + Number(id.slice(2));

export const ZOO: readonly ZooEntry[] = [...ANSWERS, ...MEMBERSHIP, ...TRANSPORT, ...THRESHOLDS, ...EPOCHS, ...CALCULATIONS, ...LEFT_OUT].sort((a, b) => rank(a) - rank(b));

export const PLANTED: readonly Planted[] = ZOO.filter(isPlanted);
