import { describe, expect, it } from 'vitest';
import type { Predicate } from './predicate.ts';
import { isWanted, predicateSchema } from './predicate.ts';
import type { Value } from './value.ts';

describe('isWanted', () => {
  const within = (network: string, bits: number): Predicate => ({ test: 'host-within', network, bits });

  it.each<[Predicate, string, Value, boolean]>([
    [{ test: 'value-at-least', bound: 2 }, 'k', 2, true],
    [{ test: 'value-at-least', bound: 2 }, 'k', 1.9, false],
    [{ test: 'value-at-least', bound: 2 }, 'k', 'num 3 dbl 0.5', true],
    [{ test: 'value-at-least', bound: 2 }, 'k', 'str long', false],
    [{ test: 'value-at-most', bound: 2 }, 'k', 2, true],
    [{ test: 'value-at-most', bound: 2 }, 'k', 'num 3', false],
    [within('10.0.0.0', 8), 'host=10.1.2.3', 1, true],
    [within('10.0.0.0', 8), 'host=11.1.2.3, str=x', 1, false],
    [within('10.0.0.77', 24), 'host=10.0.0.1', 1, true],
    [within('0.0.0.0', 0), 'host=2001:db8::1', 1, false],
    [within('::', 0), 'host=2001:db8::1', 1, true],
    [within('::', 0), 'host=10.1.2.3', 1, false],
    [within('0.0.0.0', 0), 'k', 1, false],
    [{ test: 'str-starts-with', text: 'ss' }, 'host=10.0.0.1, str=ssh', 1, true],
    [{ test: 'str-starts-with', text: 'ss' }, 'tls', 1, false],
    [{ test: 'str-starts-with', text: '' }, 'host=10.0.0.1', 1, false],
    [{ test: 'str-starts-with', text: 'host=' }, 'str=host=x', 1, true],
  ])('asks %j of %s with %j', (predicate, key, value, wanted) => {
    expect(isWanted(predicate, key, value)).toBe(wanted);
  });

  it.each([[{ test: 'host-within', network: '10.0.0', bits: 8 }], [{ test: 'host-within', network: '10.0.0.0', bits: 129 }], [{ test: 'odd' }]])('is not asked %j', (predicate) => {
    expect(predicateSchema.safeParse(predicate).success).toBe(false);
  });
});
