import { describe, expect, it } from 'vitest';
import type { LogRecord } from './log-record.ts';
import { workerOf } from './worker-of.ts';

describe('workerOf', () => {
  const dns = ['10.47.1.100', '41772', '10.0.0.100', '53', 'udp'] as const;

  it('is the same for ever, since stored cases depend on it', () => {
    const workers = [2, 3, 8, 1000].map((count) => workerOf(connection(...dns), 'key', count));
    expect(workers).toEqual(PINNED);
  });

  it('gives both directions of a connection to one worker', () => {
    const [client, clientPort, server, serverPort, proto] = dns;
    const there = workerOf(connection(client, clientPort, server, serverPort, proto), 'key', 1 << 30);
    const back = workerOf(connection(server, serverPort, client, clientPort, proto), 'key', 1 << 30);
    expect(back).toBe(there);
  });

  it('goes by the connection and not by the key or the uid, where there is one', () => {
    const one = workerOf(record({ ...fieldsOf(...dns), uid: 'C1' }), 'key', 1 << 30);
    const other = workerOf(record({ ...fieldsOf(...dns), uid: 'C2' }), 'another', 1 << 30);
    expect(other).toBe(one);
  });

  it('tells connections apart by each part of the tuple', () => {
    const workers = dns.map((_, changed) => {
      const parts = dns.map((part, i) => (i === changed ? `${part}1` : part)) as unknown as typeof dns;
      return workerOf(connection(...parts), 'key', 1 << 30);
    });
    expect(new Set([workerOf(connection(...dns), 'key', 1 << 30), ...workers]).size).toBe(6);
  });

  it('goes by the uid where an address or a port is unset', () => {
    const one = workerOf(record({ 'id.orig_h': '10.0.0.1', uid: 'C1' }), 'key', 1 << 30);
    expect(workerOf(record({ uid: 'C1' }), 'another', 1 << 30)).toBe(one);
    expect(workerOf(record({ uid: 'C2' }), 'key', 1 << 30)).not.toBe(one);
  });

  it('goes by the fallback where the record names no connection at all', () => {
    expect(workerOf(record({}), 'key', 1 << 30)).toBe(workerOf(record({}), 'key', 1 << 30));
    expect(workerOf(record({}), 'key', 1 << 30)).not.toBe(workerOf(record({}), 'another', 1 << 30));
  });

  it('counts from 1 and uses every worker', () => {
    const ports = Array.from({ length: 200 }, (_, port) => `${port}`);
    const used = new Set(ports.map((port) => workerOf(connection('a', port, 'b', '53', 'udp'), '', 5)));
    expect([...used].sort()).toEqual([1, 2, 3, 4, 5]);
  });
});

/** Computed apart from this code: FNV-1a and MurmurHash3's final mix of "10.0.0.100 53 10.47.1.100 41772 udp". */
const PINNED = [2, 1, 2, 738];

function connection(host: string, port: string, peer: string, peerPort: string, proto: string): LogRecord {
  return record(fieldsOf(host, port, peer, peerPort, proto));
}

function fieldsOf(host: string, port: string, peer: string, peerPort: string, proto: string): Record<string, string> {
  return { 'id.orig_h': host, 'id.orig_p': port, 'id.resp_h': peer, 'id.resp_p': peerPort, proto };
}

function record(values: Record<string, string>): LogRecord {
  return { line: 1, fields: Object.keys(values), get: (field) => values[field] };
}
