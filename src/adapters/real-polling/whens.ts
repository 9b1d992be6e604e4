/**
 * Upstream's `when`: what is to happen once as many replies to a uid are in as there are workers. It is looked at whenever
 * the counters have changed, and what it waits for may expire, in which case it waits for ever, or for as long as it said.
 */
export type When = { readonly uid: number; readonly sumstat: string; readonly key: string } & (
  | { readonly then: 'end the key' | 'end the look' }
  | { readonly then: 'answer'; readonly request: number }
);

export interface Whens {
  next: number;
  readonly waiting: Map<number, When>;
}

/** @returns its number, by which it may time out */
export function addWhen(whens: Whens, when: When): number {
  const number = whens.next++;
  whens.waiting.set(number, when);
  return number;
}
