import { describe, expect, it } from 'vitest';
import { QUIRKS, quirksAt } from '../model/quirks.ts';
import type { Protocol } from '../protocol/protocol.ts';
import { protocolAsOf, REAL } from './as-of.ts';
import { protocolNamed, subjectNamed } from './registry.ts';
import { standalone } from './standalone/standalone.ts';

const asOf = (name: string): Protocol => protocolAsOf(name) as Protocol;

describe('protocolAsOf', () => {
  it('is nothing where the name has no day', () => {
    expect(protocolAsOf('per-key-polling')).toBeUndefined();
  });

  it.each<[string, string, 'cached' | 'serialize', string[]]>([
    ['batched-push@2013-04', '2013-04-31', 'cached', []],
    ['batched-push@2013-05-02', '2013-05-02', 'cached', ['request', 'epoch']],
    ['batched-push@2013-07-29', '2013-07-29', 'cached', ['request', 'epoch']],
    ['per-key-polling@2013-08-02', '2013-08-02', 'cached', ['request', 'epoch', 'snapshot']],
    ['per-key-polling@2013-08-03', '2013-08-03', 'cached', ['request', 'epoch']],
    ['per-key-polling@2016-07', '2016-07-31', 'cached', ['request', 'epoch']],
    ['per-key-polling@2018-05-15', '2018-05-15', 'cached', ['request', 'epoch']],
    ['per-key-polling@2018-05-16', '2018-05-16', 'serialize', ['request', 'epoch']],
    ['per-key-polling@2024-11-13', '2024-11-13', 'serialize', ['request', 'epoch']],
    ['per-key-polling@2024-11-14', '2024-11-14', 'serialize', []],
    ['per-key-polling@head', '2026-08-21', 'serialize', []],
  ])('has of %s the quirks of that day, its transport, and the copies that were made', (name, day, transport, copySites) => {
    expect(asOf(name)).toMatchObject({ name, standing: 'real', quirks: quirksAt(day), transports: [transport], copySites });
  });

  it('says of which commit it is', () => {
    expect(asOf('batched-push@2013-04').source).toBe('upstream cluster.bro at 48cbb31747');
    expect(asOf('per-key-polling@2016-07').source).toBe('upstream cluster.bro at f80f2f2a08');
    expect(asOf('per-key-polling@head').source).toBe('upstream cluster.zeek at aabc4a4114');
  });

  it('has a node that is alone as well', () => {
    expect(asOf('standalone@2014-03')).toMatchObject({ isAlone: true, manager: standalone.manager, quirks: expect.arrayContaining(['emptyNoEnd', 'firstPortionOnly']) as string[] });
    expect(asOf('standalone@head').quirks).not.toContain('emptyNoEnd');
  });

  it('takes a month by its end, whatever happened in it', () => {
    // 2018-08-13 ended normalizeLeak, and 2024-11-18 began noResultNoReset.
    expect([QUIRKS.normalizeLeak.until, QUIRKS.noResultNoReset.since]).toEqual(['2018-08-13', '2024-11-18']);
    expect(asOf('standalone@2018-07').quirks).toContain('normalizeLeak');
    expect(asOf('standalone@2018-08').quirks).not.toContain('normalizeLeak');
    expect(asOf('standalone@2024-11').quirks).toContain('noResultNoReset');
  });

  it('is one protocol for one name', () => {
    expect(asOf('per-key-polling@2016-07')).toBe(asOf('per-key-polling@2016-07'));
  });

  it.each([
    ['key-stream@2016-07', 'There is no "key-stream" of a day.\nThere is batched-push@2013-04-25, per-key-polling@2013-08-02, standalone@2014-03-17, and later ones.'],
    ['per-key-polling@2016', '"2016" in "per-key-polling@2016" is no day.\nWrite per-key-polling@2016-07, per-key-polling@2016-07-29 or per-key-polling@head.'],
    ['per-key-polling@2016-13', '"2016-13" in "per-key-polling@2016-13" is no day.'],
    ['per-key-polling@2016-07-32', '"2016-07-32" in "per-key-polling@2016-07-32" is no day.'],
    ['per-key-polling@', '"" in "per-key-polling@" is no day.'],
    ['per-key-polling@2013-08-01', 'Rollcall knows no per-key-polling as early as 2013-08-01.\nThe first that it has is per-key-polling@2013-08-02.'],
    ['batched-push@2013-03', 'Rollcall knows no batched-push as early as 2013-03.\nThe first that it has is batched-push@2013-04-25.'],
    ['batched-push@2013-07', 'There was no batched-push any more by the end of 2013-07.\nThe last is batched-push@2013-07-29.'],
    ['standalone@2014-02', 'Rollcall knows no standalone as early as 2014-02.\nThe first that it has is standalone@2014-03-17.'],
  ])('refuses %s', (name, told) => {
    expect(() => protocolAsOf(name)).toThrow(told);
    expect(() => protocolNamed(name)).toThrow(told);
    expect(() => subjectNamed(name)).toThrow(told);
  });
});

describe('REAL', () => {
  it('names the first and the last day of each', () => {
    expect(REAL).toEqual([
      { name: 'batched-push', since: '2013-04-25', last: '2013-07-29' },
      { name: 'per-key-polling', since: '2013-08-02', last: null },
      { name: 'standalone', since: '2014-03-17', last: null },
    ]);
  });
});
