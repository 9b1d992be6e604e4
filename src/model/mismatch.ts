/** What should be and what is, as text for a person. */
export interface Mismatch {
  readonly expected: string;
  readonly actual: string;
}
