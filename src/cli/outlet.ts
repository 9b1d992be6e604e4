/** The part of a stream that the command line uses: standard output and standard error have it, and so may a test's own. */
export interface Outlet {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}
