import { describe, expect, it } from 'vitest';
import type { Generation } from './history.ts';
import { BEGINNING, generationAt } from './history.ts';

const MINUTE = 60_000_000;

describe('generationAt', () => {
  it.each<[string, commit: string, Partial<Generation>]>([
    [BEGINNING, '4f8100774c', { snapshotIsCopied: true, namesOpenKeys: true, looks: 'are lost', snapshots: { since: 'create', after: Infinity }, resetsTwice: true }],
    ['2013-08-03', '1eadeaec3c', { snapshotIsCopied: false, namesOpenKeys: false, looks: 'are waited for', snapshots: { since: 'create', after: MINUTE } }],
    ['2013-08-20', '1eadeaec3c', { managerResets: false, waitsForReplies: true }],
    ['2013-08-21', '2091bbbf6f', { managerResets: true, resetsTwice: false, looksBeforeReading: true, waitsForReplies: true }],
    ['2013-08-26', 'ea89e30a9c', { waitsForReplies: false, marksRequests: true, warns: true, keysGoAtEnd: true, collections: { since: 'create', after: MINUTE }, outstanding: { since: 'read', after: MINUTE } }],
    ['2014-03-31', '254dd85bff', { collections: { since: 'read', after: MINUTE }, snapshots: { since: 'read', after: MINUTE }, recent: { since: 'read', after: MINUTE } }],
    ['2014-04-30', '9438bc166b', { recent: { since: 'create', after: MINUTE }, managerRemembers: false, looksHaveUids: false }],
    ['2016-07-31', 'f80f2f2a08', { managerRemembers: true, looksHaveUids: true, whenSeesWorkers: true, copies: true }],
    ['2023-04-21', '3db8bb4a44', { whenSeesWorkers: false, copies: true }],
    ['2026-08-21', 'aabc4a4114', { copies: false, managerResets: true, keysGoAtEnd: true, collections: { since: 'read', after: MINUTE } }],
  ])('on %s is that of %s', (day, commit, expected) => {
    expect(generationAt(day)).toMatchObject({ commit, generation: expected });
  });
});
