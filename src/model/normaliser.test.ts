import { describe, expect, it } from 'vitest';
import type { Normaliser } from './normaliser.ts';
import { normalisedKey } from './normaliser.ts';

describe('normalisedKey', () => {
  it.each<[Normaliser, string, string]>([
    [{ to: 'lower-case' }, 'Text/HTML', 'text/html'],
    [{ to: 'lower-case' }, 'host=2001:db8::1, str=SSH', 'host=2001:db8::1, str=ssh'],
    [{ to: 'lower-case' }, 'host=10.0.0.1', 'host=10.0.0.1'],
    // What is lower case may look like a key of another kind, and is not.
    [{ to: 'lower-case' }, 'HOST=x', 'str=host=x'],
    [{ to: 'host' }, 'host=10.0.0.1, str=ssh', 'host=10.0.0.1'],
    [{ to: 'host' }, 'ssh', 'ssh'],
    [{ to: 'str' }, 'host=10.0.0.1, str=ssh', 'ssh'],
    [{ to: 'str' }, 'host=10.0.0.1', 'host=10.0.0.1'],
    [{ to: 'network', bits: 24 }, 'host=10.0.0.77, str=ssh', 'host=10.0.0.0, str=ssh'],
    [{ to: 'network', bits: 24 }, 'host=10.0.0.77', 'host=10.0.0.0'],
    [{ to: 'network', bits: 32 }, 'host=2001:db8:1::1', 'host=2001:db8::'],
    [{ to: 'network', bits: 24 }, 'ssh', 'ssh'],
  ])('makes, by %j, of %s: %s', (normaliser, key, normalised) => {
    expect(normalisedKey(normaliser, key)).toBe(normalised);
    expect(normalisedKey(normaliser, normalised)).toBe(normalised);
  });
});
