/** Which worker of a cluster sees a record: a load balancer in front of Zeek decides by a hash of the connection. */
import { hash32 } from './hash32.ts';
import type { LogRecord } from './log-record.ts';

/**
 * A worker from 1 to `workers`, the same one for all records of a connection, in every run and on every machine.
 * @param fallback what to go by where the record names no connection
 */
export function workerOf(record: LogRecord, fallback: string, workers: number): number {
  return 1 + (hash32(connectionOf(record) ?? fallback) % workers);
}

function connectionOf(record: LogRecord): string | undefined {
  const originator = endpoint(record, 'id.orig_h', 'id.orig_p');
  const responder = endpoint(record, 'id.resp_h', 'id.resp_p');
  if (originator === undefined || responder === undefined) return record.get('uid');
  // Sorted, as both directions of a connection must reach one worker, whichever side the log takes for the originator.
  const [first, second] = originator < responder ? [originator, responder] : [responder, originator];
  return `${first} ${second} ${record.get('proto') ?? ''}`;
}

function endpoint(record: LogRecord, host: string, port: string): string | undefined {
  const [address, number] = [record.get(host), record.get(port)];
  return address === undefined || number === undefined ? undefined : `${address} ${number}`;
}
