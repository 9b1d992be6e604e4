/** A palette that leaves text as it is. */
import type { Palette } from './palette.ts';

const same = (text: string): string => text;

export const PLAIN: Palette = { good: same, bad: same, unsure: same, faint: same, strong: same };
