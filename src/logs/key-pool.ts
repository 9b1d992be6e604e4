/** Keeps one copy of each key. A key cut from a line would otherwise keep the whole line in memory. */
export class KeyPool {
  readonly #keys = new Map<string, string>();

  get size(): number {
    return this.#keys.size;
  }

  /** An equal string that shares no memory with the line it came from. */
  intern(key: string): string {
    const known = this.#keys.get(key);
    if (known !== undefined) return known;
    // Through bytes and back is what makes an engine copy the characters; UTF-16 keeps lone surrogates as they are.
    const copy = Buffer.from(key, 'utf16le').toString('utf16le');
    this.#keys.set(copy, copy);
    return copy;
  }
}
