/** A history of upstream as data: what its first version did, and what each commit since has changed in it. */
export interface Change<G> {
  /** The day from which it was in force (ISO date). */
  readonly day: string;
  readonly commit: string;
  readonly made: Partial<G>;
}

/**
 * As of a day from the first one on, with the commit that was the last.
 * @param changes the oldest first, which begins with the first version
 */
export function asOf<G>(day: string, first: G, changes: readonly Change<G>[]): { readonly commit: string; readonly generation: G } {
  let generation = first;
  let last = '';
  for (const { day: since, commit, made } of changes) {
    if (since > day) break;
    generation = { ...generation, ...made };
    last = commit;
  }
  return { commit: last, generation };
}
