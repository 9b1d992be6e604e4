/** What a calculation must obey so that it does not matter who saw what, and who was merged when. */

export const LAWS = [
  'commutative',
  'associative',
  'neutral on the left',
  'neutral on the right',
  'inputs untouched',
  'closed under merge',
  'decoded as encoded',
  'partition equals whole',
  'agrees with the reference',
] as const;
export type Law = (typeof LAWS)[number];

/** Which laws hold, as its author says. One that is left out is said to hold. */
export type StatedLaws = { readonly [law in Law]?: boolean };
