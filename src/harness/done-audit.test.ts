import { describe, expect, it } from 'vitest';
import { subjectNamed } from '../adapters/registry.ts';
import { auditDone } from './done-audit.ts';

describe('auditDone', () => {
  it('finds that the push needs its last message in every epoch, and that polling asks once more than its data needs', () => {
    const push = auditDone(subjectNamed('key-stream'), { seed: 1, runs: 60 });
    const polling = auditDone(subjectNamed('per-key-polling'), { seed: 1, runs: 60 });

    expect(push).toMatchObject({ protocol: 'key-stream', cases: 60, lastNeeded: push.epochs, early: 0 });
    expect(polling.early).toBe(0);
    expect(polling.lastNeeded).toBeLessThan(polling.epochs);
  });

  it('finds data lacking no longer than it is wrong to end', () => {
    const { wrong, incomplete } = auditDone(subjectNamed('sharded'), { seed: 1, runs: 20 });

    for (const which of ['median', 'most'] as const) {
      expect(incomplete[which]).toBeLessThanOrEqual(wrong[which]);
      expect(wrong[which]).toBeLessThan(1);
    }
  });

  it('finds which epochs of a twin that does not count ended too early', () => {
    const { early, epochs, wrong } = auditDone(subjectNamed('key-stream~no-count'), { seed: 1, runs: 40 });

    expect(early).toBeGreaterThan(epochs / 2);
    expect(wrong.most).toBe(1);
  });

  it('has nothing to say of a node that asks nobody', () => {
    expect(auditDone(subjectNamed('standalone'), { seed: 1, runs: 5 })).toMatchObject({ epochs: 0, wrong: { median: 0, most: 0 } });
  });
});
