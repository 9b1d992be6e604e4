import { describe, expect, it } from 'vitest';
import { hash32 } from './hash32.ts';

describe('hash32', () => {
  it('is the same for ever, since stored cases depend on it', () => {
    expect(hash32('')).toBe(0xab3e_7c0b);
    expect(hash32('a')).toBe(0x1a80_b1b3);
    expect(hash32('foobar')).toBe(0x0c0d_a6dc);
    expect(hash32('10.0.0.1 53 10.0.0.2 4242 udp')).toBe(0xd7ff_f3d6);
  });

  it('spreads texts that differ in one digit evenly over a few buckets', () => {
    const buckets = [0, 0, 0, 0];
    for (let i = 0; i < 4000; i++) buckets[hash32(`10.0.0.1 ${i}`) % 4]!++;
    expect(Math.min(...buckets)).toBeGreaterThan(900);
    expect(Math.max(...buckets)).toBeLessThan(1100);
  });
});
